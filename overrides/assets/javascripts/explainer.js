// What a page can do beyond reading: search, light or dark, where one is, what is new, every sentence open on paper.
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
  // What the theme's script finds in an inline script elsewhere; ours allows none (frame.html).
  const remembering = () => {
    window.__md_scope = new URL(JSON.parse(one("#__config").textContent).base, location)
    window.__md_hash = (words) => [...words].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0)
    window.__md_get = (key, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(`${scope.pathname}.${key}`))
    window.__md_set = (key, value, store = localStorage, scope = __md_scope) => {
      try { store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)) } catch { /* then it is forgotten */ }
    }
  }
  // The theme waits for an event that has long passed when it comes late.
  const load = () => ready ??= new Promise((done) => remembering() || run(theme, () => {
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

  // The section being read is the last whose title has come into the upper third.
  const sections = new Map([...document.querySelectorAll(".sections__link")].map((link) => {
    return [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]
  }))
  const bar = one(".sections__list")
  const passed = new Set()
  const follow = new IntersectionObserver((crossed) => {
    for (const { isIntersecting, target } of crossed) passed[isIntersecting ? "add" : "delete"](target)
    const current = [...sections.keys()].filter((title) => passed.has(title)).pop()
    for (const [title, link] of sections) link.ariaCurrent = title === current ? "location" : null
    // Not scrollIntoView: the next Tab would then begin in the bar.
    const link = sections.get(current)
    if (link) bar.scrollLeft = link.offsetLeft - (bar.clientWidth - link.offsetWidth) / 2
  }, { rootMargin: "9999999px 0px -67% 0px" })
  for (const title of sections.keys()) if (title) follow.observe(title)

  // What is new since the last visit, which only this browser remembers. A reload belongs to the same visit.
  const since = one("[data-since]")
  const links = [...document.querySelectorAll("[data-version]")]
  const key = `facts ${location.pathname}`
  if (since) try {
    const now = JSON.stringify(Object.fromEntries(links.map((link) => [link.hash, link.dataset.version])))
    const before = sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? now
    sessionStorage.setItem(key, before)
    localStorage.setItem(key, now)
    const known = JSON.parse(before)
    const fresh = links.filter((link) => known[link.hash] !== link.dataset.version)
    for (const link of fresh) link.parentElement.classList.add("fresh")
    for (const link of fresh.slice(0, 8)) {
      const item = since.appendChild(document.createElement("a"))
      item.href = link.hash
      const title = document.getElementById(decodeURIComponent(link.hash.slice(1)))
      item.textContent = title.textContent.replace(link.textContent, "").trim()
    }
    if (fresh.length > 8) since.append("…")
    since.hidden = !fresh.length
  } catch { /* nothing is remembered, so nothing is new */ }

  // On paper every sentence is open.
  let folded = []
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("article details:not([open])")]
    folded.forEach((details) => { details.open = true })
  })
  addEventListener("afterprint", () => folded.forEach((details) => { details.open = false }))
})()
