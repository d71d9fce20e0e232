// What the page shows. Words of content are only ever set as text, never as markup.

export const find = (id) => document.getElementById(id);

export function made(tag, properties = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && !name.startsWith("aria")) element[name] = value;
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...inside.filter((one) => one !== null));
  return element;
}

export function say(words) {
  find("said").textContent = words;
}

export function showList(rows, current, go) {
  const items = rows.map((row) => {
    const button = made(
      "button",
      { type: "button", className: row.decided ? "done" : "", "aria-current": row === current ? "true" : null },
      row.label,
      made("small", {}, `${row.title} · ${row.decided || (row.typed ? "draft, changed" : "draft")}`),
    );
    button.addEventListener("click", () => go(row));
    return made("li", {}, button);
  });
  find("list").replaceChildren(...items);
  find("list").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

export function showProgress(rows, current) {
  const decided = rows.filter((row) => row.decided).length;
  const place = current ? `${rows.indexOf(current) + 1} of ${rows.length}` : "";
  find("progress").textContent = rows.length ? `${place} · ${decided} decided` : "";
  find("bar").max = rows.length || 1;
  find("bar").value = decided;
}

export function showRow(row, table, typed) {
  find("label").textContent = row.label;
  const fact = row.fact ? `${row.table}/${row.fact} · ` : "";
  find("place").textContent = `${fact}${row.table}.csv, line ${row.line} · ${row.decided || "draft"}`;
  find("fields").replaceChildren(...table.fields.map((field) => drawnField(field, row, typed)));
  find("general").replaceChildren();
  find("others").replaceChildren();
}

function drawnField(field, row, typed) {
  const now = row.cells[field.name] ?? "";
  const words = typed[field.name] ?? now;
  const id = `field-${field.name}`;
  const about = `${id}-hint ${id}-problems`;
  const properties = { id, name: field.name, "aria-describedby": about, "aria-required": String(field.required) };
  const input = field.choices.length ? made("select", properties) : made(field.long ? "textarea" : "input", properties);
  if (field.long && !field.choices.length) input.rows = 1;
  if (field.choices.length) {
    const listed = ["", ...field.choices];
    if (!listed.includes(words)) listed.push(words);
    input.append(...listed.map((choice) => made("option", { value: choice }, choice || "(empty)")));
  }
  input.value = words;
  const file = row.conflict && words !== now ? made("p", { className: "field__file" }, `In the file now: ${now || "(empty)"}`) : null;
  return made(
    "div",
    { className: words === now ? "field" : "field field--typed" },
    made("label", { htmlFor: id }, field.title),
    input,
    made("p", { className: "field__hint", id: `${id}-hint` }, field.hint),
    file,
    made("div", { id: `${id}-problems`, className: "problems" }),
  );
}

// An article may have its paragraphs line under line.
const parted = (words) => words.replace(/\n+/g, "\n\n");

export function showArticle(article, lost) {
  const source = find("source");
  if (!article) {
    source.replaceChildren(made("p", { className: "source__lost" }, "The article of this row is not there."));
    return;
  }
  const [before, lead, quoted, rest, after] = article.pieces;
  const mark = article.found ? made("mark", {}, quoted) : null;
  const sentence = article.found ? made("span", { className: "source__sentence" }, lead, mark, rest) : null;
  source.replaceChildren(
    made("h2", {}, article.title),
    made("p", { className: "source__about" }, `${article.about} · ${article.slug}.md`),
    article.found ? "" : made("p", { className: "source__lost" }, lost),
    made("div", { className: "source__text", lang: article.language }, parted(before), sentence, parted(after)),
  );
  const space = source.getBoundingClientRect();
  const place = sentence?.getBoundingClientRect();
  if (place && (place.top < space.top || place.bottom > space.bottom)) {
    source.scrollTop += place.top - space.top - space.height / 3;
  }
}

export function showFindings(findings) {
  for (const input of find("fields").elements) {
    const own = findings.filter((one) => one.column === input.name);
    input.setAttribute("aria-invalid", String(own.some((one) => one.severity === "error")));
    find(`${input.id}-problems`).replaceChildren(...own.map(problem));
  }
  const named = [...find("fields").elements].map((input) => input.name);
  find("general").replaceChildren(...findings.filter((one) => !named.includes(one.column)).map(problem));
  showSummary([...find("fields").elements].filter((input) => findings.some((one) => one.column === input.name)));
}

// The fields with a problem, named above the form: the first of them may be far down.
function showSummary(inputs) {
  const links = inputs.map((input) => {
    const button = made("button", { type: "button", className: "summary__field" }, input.labels[0].textContent);
    button.addEventListener("click", () => input.focus());
    return button;
  });
  find("summary").hidden = !links.length;
  find("summary").replaceChildren(links.length ? "To look at: " : "", ...links);
}

function problem(one) {
  const weight = one.severity === "error" ? "Error" : "Warning";
  const place = one.where ? `${one.where}: ` : "";
  return made(
    "p",
    { className: `problem problem--${one.severity}` },
    made("strong", {}, `${weight}: `),
    `${place}${one.message} `,
    made("em", {}, one.remedy),
  );
}

export function showOthers(others) {
  if (!others?.length) return find("others").replaceChildren();
  const items = others.map((one) => made("li", {}, `“${one.evidence}” (${one.article}, ${one.status})`));
  return find("others").replaceChildren(
    made("div", { className: "others" }, made("h3", {}, "Other rows of this fact"), made("ul", {}, ...items)),
  );
}

export function showBanner(words, label = "", act = null, detail = "") {
  const banner = find("banner");
  banner.hidden = !words;
  banner.replaceChildren(words || "");
  if (act) {
    const button = made("button", { type: "button" }, label);
    button.addEventListener("click", act);
    banner.append(button);
  }
  if (detail) banner.append(made("pre", {}, detail));
}
