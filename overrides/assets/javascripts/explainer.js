// What a page can do beyond reading: search, light or dark, every sentence open on paper.
(() => {
  "use strict"
  const one = (selector) => document.querySelector(selector)

  // Search. The theme's script waits in a template, inert; the publisher's own scripts do not.
  const waiting = one("#__later")?.content.querySelectorAll("script") ?? []
  const run = (still, loaded = () => {}) => {
    const script = document.createElement("script")
    for (const { name, value } of still.attributes) script.setAttribute(name, value)
    script.text = still.text
    script.async = false
    script.addEventListener("load", loaded)
    document.body.append(script)
  }
  const [theme, ...own] = waiting
  own.forEach((script) => run(script))

  const opener = one("[data-search]")
  const toggle = one("#__search")
  const query = one("[data-md-component=search-query]")
  const button = one(".md-search__button")
  let ready = null
  // The theme waits for an event that has long passed when it comes late.
  const load = () => ready ??= new Promise((done) => run(theme, () => {
    document.dispatchEvent(new Event("DOMContentLoaded"))
    done()
  }))
  // Material's search opens at once, so that no letter typed meanwhile is lost; another builder's, when it is there.
  const open = () => {
    if (!query) return load().then(() => button.click())
    if (!toggle.checked) toggle.click()
    query.focus()
    load().then(() => query.dispatchEvent(new Event("keyup")))
  }
  if (theme && opener && (query || button)) {
    opener.hidden = false
    opener.addEventListener("click", open)
    one("[data-search-close]")?.addEventListener("click", () => toggle.click())
    toggle.addEventListener("change", () => toggle.checked || opener.focus())
    document.addEventListener("keydown", (event) => {
      // The theme closes its search too, but may not be there yet.
      if (event.key === "Escape" && toggle.checked) toggle.click()
      const typing = event.target.closest("input, textarea, select, [contenteditable]")
      const key = event.ctrlKey || event.metaKey || event.altKey ? "" : event.key
      if (typing || !["/", "s", "f"].includes(key)) return
      event.preventDefault()
      open()
    })
  }

  // Light or dark: the reader's choice is kept, on this machine only.
  const scheme = one("[data-scheme]")
  scheme.hidden = false
  scheme.addEventListener("click", () => {
    const chosen = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate"
    document.body.dataset.mdColorScheme = chosen
    try { localStorage.setItem("scheme", chosen) } catch { /* then it lasts for this page */ }
  })

  // On paper every sentence is open.
  let folded = []
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("article details:not([open])")]
    folded.forEach((details) => { details.open = true })
  })
  addEventListener("afterprint", () => folded.forEach((details) => { details.open = false }))
})()
