// Shows this page again when it changes, where the reader was, with the same evidence open.
// The server puts this script into pages it previews; no page that is published holds it.
(() => {
  "use strict";
  const sign = document.currentScript.dataset.sign;
  const kept = "explainer-preview:" + location.pathname;

  // The element nearest above the top of the window, by its id, and how far it stands from there.
  const place = () => {
    const open = [...openable()].filter(([, one]) => one.open).map(([name]) => name);
    let near = null;
    for (const one of document.querySelectorAll("article [id], main [id]")) {
      const top = one.getBoundingClientRect().top;
      if (top <= 8 && one.offsetParent) near = { id: one.id, top };
    }
    return { open, near, y: scrollY };
  };
  // A thing that opens has no name of its own: it is called after the last id before it, and its number from there.
  const openable = () => {
    const found = new Map();
    let id = "", number = 0;
    for (const one of document.querySelectorAll("article [id], article details")) {
      if (one.id) [id, number] = [one.id, 0];
      if (one.matches("details")) found.set(id + " " + number++, one);
    }
    return found;
  };
  const restore = ({ open, near, y }) => {
    const found = openable();
    for (const name of open) if (found.has(name)) found.get(name).open = true;
    const anchor = near && document.getElementById(near.id);
    const top = anchor ? scrollY + anchor.getBoundingClientRect().top - near.top : y;
    scrollTo({ top, behavior: "instant" });
  };

  const before = sessionStorage.getItem(kept);
  if (before) {
    sessionStorage.removeItem(kept);
    history.scrollRestoration = "manual";
    restore(JSON.parse(before));
    addEventListener("load", () => {
      restore(JSON.parse(before));
      history.scrollRestoration = "auto";
    });
  }

  const notice = document.createElement("pre");
  notice.id = "explainer-preview";
  notice.setAttribute("role", "status");
  notice.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:99;margin:0;padding:.8em 1em;max-height:40vh;overflow:auto;" +
    "white-space:pre-wrap;font:14px/1.5 monospace;background:#7a1f1f;color:#fff";
  const tell = (words) => {
    notice.textContent = words && "The pages stay as they were until this is mended:\n" + words;
    if (words) document.body.append(notice);
    else notice.remove();
  };

  const asked = new URLSearchParams({ page: decodeURIComponent(location.pathname), sign });
  const events = new EventSource("/.explainer/events?" + asked);
  events.addEventListener("notice", (event) => tell(JSON.parse(event.data)));
  events.addEventListener("changed", () => {
    sessionStorage.setItem(kept, JSON.stringify(place()));
    location.reload();
  });
  addEventListener("pagehide", () => events.close());
})();
