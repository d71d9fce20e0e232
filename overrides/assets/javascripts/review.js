// The review page alone: from change to change by keyboard, one explainer at a time, and how many are shown.
(() => {
  "use strict"
  const filters = document.querySelector("[data-filters]")
  if (!filters) return
  const changes = [...document.querySelectorAll(".change")]
  const chapters = [...document.querySelectorAll(".chapter")]
  const chosen = filters.querySelector("[data-chapter]")
  const count = filters.querySelector("[data-count]")
  const keys = filters.querySelector("[data-keys]")
  const shown = () => changes.filter((change) => change.offsetParent)

  // Which kinds are shown the style sheet decides; an explainer of which nothing is left goes, too.
  const update = () => {
    for (const chapter of chapters) chapter.hidden = false
    for (const chapter of chapters) {
      const other = chosen?.value && chapter.getAttribute("aria-labelledby") !== chosen.value
      chapter.hidden = other || ![...chapter.querySelectorAll(".change")].some((change) => change.offsetParent)
    }
    count.textContent = `${shown().length} of ${changes.length} shown`
  }
  filters.querySelector("[data-with-script]").hidden = false
  filters.addEventListener("change", update)
  filters.addEventListener("submit", (event) => event.preventDefault())
  update()

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")
    const step = { j: 1, k: -1 }[event.key]
    if (!step || typing || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return
    const listed = shown()
    const here = listed.indexOf(document.activeElement.closest(".change"))
    // From elsewhere on the page: to the first change that has not been passed yet.
    const ahead = listed.findIndex((change) => change.getBoundingClientRect().top > 0)
    const next = here >= 0 ? here + step : step > 0 ? ahead : (ahead < 0 ? listed.length : ahead) - 1
    listed[next]?.focus()
  })
})()
