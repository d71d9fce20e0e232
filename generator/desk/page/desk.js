// What the desk does: one draft at a time, checked while it is typed, decided, and taken back if need be.

import { find, say, showArticle, showBanner, showFindings, showList, showOthers, showProgress, showRow } from "./page.js";

const PAUSE = 250; // milliseconds of no typing before the checks are asked
const WATCH = 3000; // milliseconds between two looks at whether the files changed

let rows = [];
let tables = {};
let stamp = "";
let current = null;
let asked = 0;
let writing = 0; // requests on their way that may change the files
let timer = 0;
const steps = []; // the rows decided, the last one last, each with the words typed before

async function write(path, told) {
  writing += 1;
  try {
    return await ask(path, told);
  } catch {
    return null;
  } finally {
    writing -= 1;
  }
}

async function ask(path, told) {
  const options = told && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(told) };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    showBanner("The desk does not answer: was it closed? Start “explainer desk” again; your words stay here meanwhile.");
    throw new Error("no answer");
  }
  const said = await answer.json().catch(() => ({ problem: "Something went wrong: the terminal of the desk says what." }));
  if (answer.status === 409) {
    changed();
    throw new Error(said.problem);
  }
  if (!answer.ok) {
    showBanner(said.problem);
    throw new Error(said.problem);
  }
  return said;
}

const meaning = (row) => ({ table: row.table, number: row.number, was: row.cells, typed: row.typed ?? {} });
const shown = () => rows.filter((row) => !find("filter").value || row.table === find("filter").value);
const waiting = () => shown().filter((row) => !row.decided);

function changed() {
  showBanner("The tables were changed by somebody else. Load them again: what you typed stays.", "Load again", () => load(true));
}

async function load(again = false) {
  const state = await ask("state");
  const old = rows;
  tables = { ...tables, ...state.tables };
  stamp = state.stamp;
  const fresh = state.rows.map((row) => ({ ...row, title: tables[row.table].title, typed: null, decided: "" }));
  const lost = old.filter((row) => row.typed && !row.decided && !keep(row, fresh));
  rows = [...old.filter((row) => row.decided), ...fresh];
  if (!again) find("title").textContent = state.title;
  document.title = `Review desk: ${state.title}`;
  offerTables();
  showBanner("");
  if (lost.length) {
    const words = lost.map((row) => `${row.label}: ${Object.entries(row.typed).map(([name, said]) => `${name} = ${said}`).join("; ")}`);
    showBanner("What you typed for rows that are drafts no more, for you to copy:", "Dismiss", () => showBanner(""), words.join("\n"));
  }
  const here = current && rows.find((row) => row.table === current.table && same(row, current));
  go(here ?? waiting()[0] ?? rows[0] ?? null);
  if (again) say("Loaded again.");
}

const same = (one, other) => one.cells.article === other.cells.article && (one.cells.evidence === other.cells.evidence || one.number === other.number);

function keep(row, fresh) {
  const alike = fresh.filter((one) => one.table === row.table && same(one, row));
  const there = alike.find((one) => one.cells.evidence === row.cells.evidence && one.number === row.number) ?? alike[0];
  if (!there) return false;
  there.typed = row.typed;
  there.conflict = JSON.stringify(there.cells) !== JSON.stringify(row.cells);
  return true;
}

function offerTables() {
  const chosen = find("filter").value;
  const options = [["", "All tables"], ...Object.entries(tables).map(([name, table]) => [name, table.title])];
  find("filter").replaceChildren(...options.map(([value, words]) => new Option(words, value, false, value === chosen)));
}

function go(row) {
  current = row;
  draw();
  if (!row) return;
  showRow(row, tables[row.table], row.typed ?? {});
  for (const input of find("fields").elements) input.disabled = Boolean(row.decided);
  look();
}

function draw() {
  showList(shown(), current, (row) => { go(row); find("label").focus(); });
  showProgress(rows, current);
  find("undo").disabled = !steps.length;
  for (const name of ["accept", "reject", "fix", "save"]) find(name).disabled = !current || Boolean(current.decided);
  for (const name of ["previous", "next"]) find(name).disabled = shown().length < 2;
  const empty = !rows.length;
  for (const part of document.querySelectorAll(".work > :not(#empty)")) part.hidden = empty;
  find("empty").hidden = !empty;
  find("empty").textContent = "No draft is waiting. “explainer extract” drafts rows from new articles.";
}

async function look() {
  const row = current;
  const mine = ++asked;
  if (row.decided) showFindings([]);
  const seen = await ask("look", meaning(row)).catch(() => null);
  if (!seen || mine !== asked || row !== current) return;
  showArticle(seen.article, seen.lost);
  showFindings(row.decided ? [] : seen.findings);
  showOthers(seen.others);
}

function typed(event) {
  const { name, value } = event.target;
  const words = { ...current.typed, [name]: value };
  if (value === (current.cells[name] ?? "")) delete words[name];
  current.typed = Object.keys(words).length ? words : null;
  event.target.closest(".field").classList.toggle("field--typed", name in words);
  draw();
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

async function decide(ruling, note = "") {
  const row = current;
  if (!row || row.decided) return;
  const told = row.typed;
  const said = await write("decide", { ...meaning(row), ruling, note });
  if (!said) return;
  if (!said.written) {
    if (!said.findings.length) return say("Nothing to save: the draft stands so in the file.");
    showFindings(said.findings);
    say(`Not written: ${said.findings.length === 1 ? "one problem" : `${said.findings.length} problems`}. F goes to the first.`);
    find("fields").querySelector("[aria-invalid=true]")?.scrollIntoView({ block: "center" });
    return;
  }
  steps.push({ row, told });
  stamp = said.stamp;
  Object.assign(row, { cells: said.cells, typed: null, conflict: false, decided: { accept: "accepted", reject: "rejected" }[ruling] ?? "" });
  const follows = said.follows.map((one) => `${one.where}: ${one.message}`).join(" ");
  const done = { accept: "Accepted", reject: "Rejected" }[ruling] ?? "Saved";
  const last = rows.every((one) => one.decided) ? "Every draft is decided: you may close the desk. " : "";
  say(`${done}: ${row.label}. ${last}${follows}`);
  if (row.decided) go(after(row) ?? row);
  else go(row);
}

function after(row) {
  const listed = shown();
  const place = listed.indexOf(row);
  return [...listed.slice(place + 1), ...listed.slice(0, place)].find((one) => !one.decided);
}

function step(by) {
  const listed = shown();
  const place = listed.indexOf(current);
  if (listed.length) go(listed[(place + by + listed.length) % listed.length]);
}

async function undo() {
  if (!steps.length) return;
  const said = await write("undo", {});
  if (!said?.written) return;
  const { row, told } = steps.pop();
  Object.assign(row, { cells: said.cells, typed: told, decided: "" });
  stamp = said.stamp;
  if (!rows.includes(row)) rows.unshift(row);
  go(row);
  say(`Taken back: ${row.label}.`);
}

function reject() {
  if (!current || current.decided) return;
  find("reason").value = "";
  find("why").showModal();
  find("reason").focus();
}

function rejected() {
  const reason = find("reason").value.trim();
  if (!reason) return find("reason").focus();
  find("why").close();
  return decide("reject", reason);
}

function fix() {
  const wrong = find("fields").querySelector("[aria-invalid=true]");
  (wrong ?? find("fields").elements[0])?.focus();
}

const KEYS = {
  a: () => decide("accept"), r: reject, f: fix, s: () => decide(""), u: undo,
  n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
  "?": () => find("keys").showModal(),
};

function pressed(event) {
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && field && !event.target.closest("dialog")) return find("label").focus();
  const act = KEYS[event.key.toLowerCase()];
  if (!act || field || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (document.querySelector("dialog[open]") || !find("single").checked) return undefined;
  event.preventDefault();
  return act();
}

async function watch() {
  if (!document.hidden && !writing && find("banner").hidden) {
    const seen = await ask("stamp").catch(() => null);
    if (seen && !writing && seen.stamp !== stamp) changed();
  }
  setTimeout(watch, WATCH);
}

for (const [id, act] of Object.entries({
  accept: KEYS.a, reject, fix, save: KEYS.s, undo, next: KEYS.n, previous: KEYS.p, help: KEYS["?"],
  "why-yes": rejected, "why-no": () => find("why").close(), "keys-close": () => find("keys").close(),
})) find(id).addEventListener("click", act);
find("fields").addEventListener("input", typed);
find("fields").addEventListener("submit", (event) => event.preventDefault());
find("filter").addEventListener("change", () => go(waiting()[0] ?? shown()[0] ?? null));
document.addEventListener("keydown", pressed);
addEventListener("beforeunload", (event) => {
  if (rows.some((row) => row.typed && !row.decided)) event.preventDefault();
});
load().then(() => setTimeout(watch, WATCH));
