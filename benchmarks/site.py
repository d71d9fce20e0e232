"""How fast a site is made, beside what a publisher would use instead, on the same pages in the same run.

Made-up explainers (``content.py``) are published by each contender in turn, for several rounds; what counts
is the ratio within a round to plain MkDocs with Material, since the machine's speed drifts and others use it:
of processor time, and by the clock, which is what a publisher waits. Ours works on all cores, plain MkDocs on
one. The others build from the Markdown that ``explainer generate`` wrote: they neither check nor make
anything. Zensical, Eleventy and Hugo (``peers.py``) take part where they are installed, beside this Python
or on the path. Each time, our site is compared with that of plain MkDocs, byte for byte.

    python benchmarks/site.py [--explainers 300] [--rounds 5] [--growth 100 1000] [--write]
    python benchmarks/site.py --alone 10000

The second form builds by ours alone, once, where plain MkDocs would take too long: 2 MB of disk an explainer.
"""

import argparse
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import peers
from figures import chart, table
from spending import Spent, spend

import content

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "images" / "performance.svg"
BEGIN, END = "<!-- figures: benchmarks/site.py -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Site:
    """A project in a folder of its own."""

    folder: Path

    def run(self, *words: str, cache: str = "cache") -> Spent:
        """Run a program in the project; return what it took. Raises ``SystemExit`` when it fails."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "EXPLAINER_CACHE": str(self.folder / cache)}
        # Compiled modules are used again, as wherever programs are installed, whatever this machine is told.
        environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}
        spent = spend(words, self.folder, environment)
        if spent.code:
            raise SystemExit(f"{' '.join(words)} failed:\n{spent.said[-3000:]}")
        return spent

    def explainer(self, *words: str, cache: str = "cache") -> Spent:
        """Run ``explainer``."""
        return self.run(sys.executable, "-m", "generator", *words, cache=cache)

    def forget(self, *names: str) -> None:
        """Empty folders of the project."""
        for name in names:
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()

    def first(self) -> str:
        """Return the slug of an explainer."""
        return min(path.name for path in (self.folder / "content").iterdir() if path.is_dir())

    def edit(self) -> None:
        """Change a cell that the explainer's page, an article's, a card and the downloads show."""
        table = self.folder / "content" / self.first() / "facts" / "numbers.csv"
        words = table.read_text(encoding="utf-8")
        changed = words.replace(" at the ", " beside the ", 1)
        table.write_text(
            changed if changed != words else words.replace(" beside the ", " at the ", 1), encoding="utf-8"
        )


def everything(site: Site) -> Spent:
    """Build with nothing kept."""
    site.forget("cache", "staging", "site", ".explainer")
    return site.explainer("build")


def nothing_changed(site: Site) -> Spent:
    """Build again."""
    return site.explainer("build")


def one_cell(site: Site) -> Spent:
    """Build after an edit."""
    site.edit()
    return site.explainer("build")


def site_again(site: Site) -> Spent:
    """Build a site that was lost, from what is kept."""
    site.forget("site", ".explainer")
    return site.explainer("build")


def pages_alone(site: Site) -> Spent:
    """Make the Markdown with nothing kept."""
    site.forget("empty", "staging", ".explainer")
    return site.explainer("generate", cache="empty")


def pages_unchanged(site: Site) -> Spent:
    """Make the Markdown again."""
    return site.explainer("generate", cache="empty")


def plain_mkdocs(site: Site) -> Spent:
    """Build by MkDocs and Material, without any plugin of ours."""
    return site.run(sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "plain.yml", "-d", "plain")


def zensical(settings: str) -> Callable[[Site], Spent]:
    """Return a build by Zensical from nothing, with these settings."""
    return lambda site: site.run(peers.found("zensical"), "build", "--clean", "-f", f"{settings}.yml")


def eleventy(site: Site) -> Spent:
    """Build by Eleventy."""
    return site.run(*peers.eleventy(site.folder))


def hugo(site: Site) -> Spent:
    """Build by Hugo."""
    return site.run(*peers.hugo(site.folder))


def check_one(site: Site) -> Spent:
    """Check one explainer with nothing kept."""
    site.forget("none")
    return site.explainer("check", site.first(), cache="none")


def check_one_again(site: Site) -> Spent:
    """Check it again."""
    return site.explainer("check", site.first(), cache="none")


def mkdocs_version(site: Site) -> Spent:
    """Start MkDocs."""
    return site.run(sys.executable, "-m", "mkdocs", "--version")


BUILDS: dict[str, Callable[[Site], Spent]] = {
    "plain MkDocs and Material": plain_mkdocs,
    "Zensical, clean": zensical("zensical"),
    "Zensical, links not checked": zensical("unchecked"),
    "Zensical, HTML carried past it, too": zensical("carried"),
    "Eleventy, smallest layout": eleventy,
    "Hugo, smallest layout": hugo,
    "explainer build, nothing kept": everything,
    "explainer build, site lost": site_again,
    "explainer build, one cell changed": one_cell,
    "explainer build, another cell": one_cell,
    "explainer build, nothing changed": nothing_changed,
    "explainer generate, nothing kept": pages_alone,
    "explainer generate, nothing changed": pages_unchanged,
}
"""In the order of a round; the first is what the others are held against."""
STARTS: dict[str, Callable[[Site], Spent]] = {
    "mkdocs --version": mkdocs_version,
    "explainer check, one explainer": check_one,
    "explainer check, unchanged": check_one_again,
}
PEERS = ("zensical", "eleventy", "hugo")
"""The programs that need not be installed."""


def measure(
    site: Site, contenders: dict[str, Callable[[Site], Spent]], rounds: int
) -> dict[str, list[Spent]]:
    """Run all contenders in turn, ``rounds`` times."""
    spent: dict[str, list[Spent]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, contender in contenders.items():
            spent[name].append(contender(site))
            print(f"{number + 1}/{rounds} {name}: {spent[name][-1].processor:.2f} s", file=sys.stderr)
            if contender is everything:
                compare(site.folder)
    return spent


def compare(folder: Path) -> None:
    """Raise ``SystemExit`` unless our site is that of plain MkDocs, but for the day in the sitemap."""
    for path in (folder / "plain").rglob("*"):
        ours = folder / "site" / path.relative_to(folder / "plain")
        if (
            path.is_file()
            and not path.name.startswith("sitemap.xml")
            and ours.read_bytes() != path.read_bytes()
        ):
            raise SystemExit(f"{ours} is not what MkDocs made of the same page")


def growth(sizes: Sequence[int]) -> list[str]:
    """Build sites of several sizes once; return a table in Markdown, and how the time grows."""
    rows = [
        "| explainers | ours, nothing kept: CPU s | clock s | memory MB"
        " | plain: CPU s | clock s | memory MB |",
        "|---|---|---|---|---|---|---|",
    ]
    spent = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            site = made(Path(folder), size)
            spent.append((everything(site), plain_mkdocs(site)))
        told = " | ".join(
            f"{one.processor:.1f} | {one.seconds:.1f} | {one.memory / 1e6:.0f}" for one in spent[-1]
        )
        rows.append(f"| {size:,} | {told} |")
        print(rows[-1], file=sys.stderr)
    larger = math.log(sizes[-1] / sizes[0])
    ours, plain = (
        math.log(last.processor / first.processor) / larger
        for first, last in zip(spent[0], spent[-1], strict=True)
    )
    return [*rows, "", f"Ours grows as N^{ours:.2f}, plain MkDocs as N^{plain:.2f}, each in one run."]


def alone(explainers: int) -> list[str]:
    """Build a site by ours alone, then again after nothing and after edits; return a table in Markdown."""
    steps = ("nothing kept", "nothing changed", "one cell changed", "another cell")
    rows = ["| explainer build | CPU s | s | memory MB |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        site = made(Path(folder), explainers)
        for name in steps:
            spent = BUILDS[f"explainer build, {name}"](site)
            rows.append(
                f"| {name} | {spent.processor:.1f} | {spent.seconds:.0f} | {spent.memory / 1e6:.0f} |"
            )
            print(rows[-1], file=sys.stderr)
        files = sum(len(names) for *_, names in os.walk(site.folder / "site"))
    return [f"{explainers:,} explainers: a site of {files:,} files.", "", *rows]


def made(folder: Path, explainers: int) -> Site:
    """Make a project with so many explainers."""
    content.write(folder / "content", explainers)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    plain = settings.replace("  - explainer\n", "")
    (folder / "plain.yml").write_text(plain, encoding="utf-8")
    elsewhere = plain.replace("site_dir: site\n", "site_dir: zensical\n")
    (folder / "zensical.yml").write_text(elsewhere, encoding="utf-8")
    unchecked = elsewhere.replace(
        "not_found: warn\n    anchors: warn", "not_found: ignore\n    anchors: ignore"
    )
    (folder / "unchecked.yml").write_text(unchecked, encoding="utf-8")
    # The extensions stand last.
    (folder / "carried.yml").write_text(f"{unchecked}  - generator.shortcuts.carrying\n", encoding="utf-8")
    return Site(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--explainers", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--growth", type=int, nargs="*", default=[], help="Build so many explainers once, too."
    )
    parser.add_argument("--alone", type=int, help="Build so many explainers once, by ours alone.")
    parser.add_argument("--write", action="store_true", help="Write the figures into docs/performance.md.")
    chosen = parser.parse_args(arguments)
    if chosen.alone:
        print("\n".join(alone(chosen.alone)))
        return
    absent = tuple(name.capitalize() for name in PEERS if not peers.found(name))
    builds = {name: one for name, one in BUILDS.items() if not name.startswith(absent)}
    with tempfile.TemporaryDirectory() as folder:
        site = made(Path(folder), chosen.explainers)
        everything(site)
        pages = sum(1 for _ in (site.folder / "staging").rglob("*.md"))
        files = sum(path.is_file() for path in (site.folder / "staging").rglob("*"))
        spent = measure(site, builds, chosen.rounds)
        started = measure(site, STARTS, chosen.rounds)
    told = (
        f"{chosen.explainers:,} explainers: {pages:,} pages and {files - pages:,} other files,"
        f" {chosen.rounds} rounds on {os.cpu_count()} cores."
    )
    parts = [told, "", *table(spent), "", "Starting:", "", *table(started)]
    if chosen.growth:
        parts += ["", "Growth:", "", *growth(chosen.growth)]
    words = "\n".join(parts)
    print(words)
    if chosen.write:
        CHART.write_text(chart(spent), encoding="utf-8")
        before, _, rest = REPORT.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        figures = f"{BEGIN}\n\n{words}\n\n![Processor time of each build](images/performance.svg)\n\n{END}"
        REPORT.write_text(f"{before}{figures}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
