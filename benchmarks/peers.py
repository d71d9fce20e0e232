"""Site generators that know nothing of MkDocs, set up to make a site of the same pages.

Each has the smallest layout that shows a page whole, and no search, table of contents or linked data: they
make less than a build of ours, so their times are lower bounds.
"""

import shutil
import sysconfig
from collections.abc import Sequence
from pathlib import Path

_LAYOUT = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title><meta name="description" content="{description}"></head>
<body><main>{content}</main></body>
</html>
"""
_HUGO = """\
baseURL = "https://explainer.example/"
contentDir = "hugo-pages"
publishDir = "hugo-site"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[taxonomies]
[markup.goldmark.renderer]
unsafe = true
"""
_ELEVENTY = """\
module.exports = (settings) => {
  settings.addPassthroughCopy({ staging: "." }, { filter: ["**/*", "!**/*.md"] });
  settings.addGlobalData("layout", "page.html");
  settings.setUseGitIgnore(false);
  return {
    dir: { input: "staging", includes: "../eleventy-layout", output: "eleventy-site" },
    templateFormats: ["md"],
    markdownTemplateEngine: false,
  };
};
"""


def found(name: str) -> str:
    """Return where a program is, beside this Python or on the path; "" when it is not installed."""
    return shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name) or ""


def hugo(folder: Path) -> Sequence[str]:
    """Set up Hugo in a project; return its command, none where it is not installed.

    Hugo takes what lies beside an ``index.md`` for parts of that page, not for pages.
    """
    program = found("hugo")
    pages = folder / "hugo-pages"
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(folder / "staging", pages)
    for path in [*pages.rglob("index.md")]:
        path.rename(path.with_name("_index.md"))
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    words = {"title": "{{ .Title }}", "description": "{{ .Params.description }}", "content": "{{ .Content }}"}
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(_LAYOUT.format(**words), encoding="utf-8")
    return [program, "--config", "hugo.toml", "--quiet", "--cleanDestinationDir"] if program else []


def eleventy(folder: Path) -> Sequence[str]:
    """Set up Eleventy in a project; return its command, none where it is not installed."""
    program = found("eleventy")
    (folder / "eleventy.config.cjs").write_text(_ELEVENTY, encoding="utf-8")
    words = {"title": "{{ title }}", "description": "{{ description }}", "content": "{{ content }}"}
    layout = folder / "eleventy-layout" / "page.html"
    layout.parent.mkdir(exist_ok=True)
    layout.write_text(_LAYOUT.format(**words), encoding="utf-8")
    return [program, "--config=eleventy.config.cjs", "--quiet"] if program else []
