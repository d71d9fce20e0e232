"""Facts about the theme's own files: they ask nobody, any builder understands them, and they are small."""

import gzip
import re
from pathlib import Path

OVERRIDES = Path(__file__).parent.parent / "overrides"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
"""A name, which no browser asks for."""


def test_overrides_ask_nothing_of_other_sites() -> None:
    """The theme's own files name no address beyond this site; a namespace is a name."""
    for path in OVERRIDES.rglob("*"):
        if path.is_file():
            said = path.read_text(encoding="utf-8").replace(SVG_NAMESPACE, "").replace(SITEMAP_NAMESPACE, "")
            assert not re.search(r"https?:|//[a-z]|@import|url\(", said), path


def test_overrides_stay_within_what_every_builder_understands() -> None:
    """The theme's templates use no Python method and no operator that MiniJinja lacks."""
    templates = [*OVERRIDES.rglob("*.html"), *OVERRIDES.rglob("*.xml")]
    assert len(templates) > 1
    for path in templates:
        code = "".join(re.findall(r"\{[{%].*?[%}]\}", path.read_text(encoding="utf-8"), re.DOTALL))
        assert not re.search(r"\.(items|get|split|format|strip|replace)\(|[^{]%[^}]", code), path


def test_what_we_add_to_the_theme_is_small() -> None:
    """Our own style sheet and script are together at most 30 kilobytes, compressed as a server does."""
    added = [*(OVERRIDES / "assets").rglob("*.css"), *(OVERRIDES / "assets").rglob("*.js")]
    assert len(added) >= 2
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in added) <= 30_000
