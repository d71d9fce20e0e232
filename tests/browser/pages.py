"""One page of each kind of the project's own site, by its address relative to the site's."""

EXPLAINER = "beijing-summit-2025/"
KINDS = {
    "home": "",
    "explainer": EXPLAINER,
    "article": f"{EXPLAINER}articles/a-rare-trilateral-gathering/",
    "person": "people/xi-jinping/",
    "place": "places/cn/",
    "explainers": "explainers/",
    "people": "people/",
    "tag": "tags/china/",
    "card": f"{EXPLAINER}facts/numbers-troops-killed/",
    "method": "about/how-this-is-made/",
    "not found": "404.html",
}
