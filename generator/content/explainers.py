"""One explainer's folder → the explainer with its prose, articles, rows, corrections and old names."""

import hashlib
import re
from html import unescape
from itertools import chain, islice
from pathlib import Path

from msgspec.structs import replace

from generator import edtf
from generator.content import front_matter
from generator.content.front_matter import FrontMatter
from generator.content.names import check_collisions, check_slug, leads_where_it_seems
from generator.content.rows import read_rows
from generator.findings import Finding, finding
from generator.invisible import invisible
from generator.model import LONGEST_ARTICLE, Article, Explainer, Location, Prose, Row
from generator.reading.files import entries, hidden, read_text, relative
from generator.reading.plain_yaml import did_you_mean
from generator.schema import ARTICLE, CORRECTIONS, EXPLAINER, RENAMED
from generator.schema.declaration import Table

_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,40};")
_MOST_INVISIBLE = 100
"""Invisible characters of a text that are told one by one: each costs a look for its line."""
_EARLIEST, _LATEST = "1970-01-01", "2105-12-31"
"""Days on which an explainer can have been edited: archives know no others (RFC 1952, MTIME)."""
LONGEST_PROSE = 100_000
"""Characters of an explainer's prose, those of a short book."""
LONGEST_PARAGRAPH = 10_000
"""Characters between two blank lines of the prose."""
PLACEHOLDER = "Say briefly what this is about."
"""The standfirst of a new explainer, for the editor to write over."""


def digest(text: str) -> str:
    """Return the digest of an article's text: ``sha256:`` and 64 hexadecimal digits, of its UTF-8 bytes."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"


def read_explainer(
    root: Path, folder: Path, tables: tuple[Table, ...], found: list[Finding]
) -> Explainer | None:
    """Return the explainer in ``folder``, or ``None`` when it has no readable front matter.

    Everything that is wrong in the folder is added to ``found``.
    """
    return _Folder(root, folder, tables, found).explainer()


class _Folder:
    """Reads one folder, collecting everything that is wrong in it."""

    def __init__(self, root: Path, path: Path, tables: tuple[Table, ...], found: list[Finding]) -> None:
        self.root = root
        self.path = path
        self.name = relative(root, path).name
        self.tables = tables
        self.found = found

    def explainer(self) -> Explainer | None:
        check_slug(self.path.name, self.where(self.path), self.found)
        inside = {path.name: path for path in self.visible(self.path)}
        if not inside:
            return None
        check_collisions(self.root, list(inside.values()), self.found)
        for name, path in inside.items():
            if name not in ("explainer.md", "articles", "facts", "corrections.csv", "renamed.csv"):
                holds = "explainer.md, articles, facts, corrections.csv and renamed.csv"
                self.unexpected(path, f"An explainer's folder holds {holds}.")
        articles = self.articles(inside.get("articles"))
        rows = self.rows(inside.get("facts"))
        cited = {row.article for row in rows}
        for article in articles:
            if article.slug not in cited:
                message = f"No row cites the article “{article.slug}”."
                self.report("article-without-rows", article.location, message)
        corrections = self.listed(inside.get("corrections.csv"), CORRECTIONS)
        renamed = self.listed(inside.get("renamed.csv"), RENAMED)
        if "explainer.md" not in inside:
            self.report("explainer-missing", self.where(self.path), "The folder has no explainer.md.")
            return None
        told = self.assembled(inside["explainer.md"], articles, rows)
        return replace(told, corrections=corrections, renamed=renamed) if told else None

    def assembled(self, path: Path, articles: tuple[Article, ...], rows: tuple[Row, ...]) -> Explainer | None:
        file = read_text(self.root, path, self.found)
        front = front_matter.read(file, EXPLAINER, self.found) if file else None
        if file is None or front is None:
            return None
        where = self.where(path)
        if front.words("standfirst") == PLACEHOLDER:
            message = "The standfirst is still the one a new explainer begins with."
            self.report("placeholder-standfirst", front.values["standfirst"][0].location, message)
        written_out = (
            (entity.start(), name)
            for entity in _ENTITY.finditer(front.text)
            for _, name in invisible(unescape(entity[0]))
        )
        for offset, name in islice(chain(invisible(front.text), written_out), _MOST_INVISIBLE):
            self.found.append(hidden(name, file.place(len(file.text) - len(front.text) + offset)))
        for updated in front.values["updated"]:
            if edtf.parse(updated.words) and not _EARLIEST <= updated.words <= _LATEST:
                message = f"“updated” is “{updated.words}”: no explainer was edited then."
                self.found.append(finding("no-such-date", updated.location, message, edtf.HOW_TO_WRITE))
        return Explainer(
            slug=self.name,
            location=where,
            title=front.words("title"),
            standfirst=front.words("standfirst"),
            date=front.words("date"),
            updated=front.words("updated"),
            place=front.words("place"),
            tags=front.listing("tags"),
            at_a_glance=front.listing("at_a_glance"),
            prose=self.prose(Prose(front.text, Location(where.path, front.text_line))),
            articles=articles,
            rows=rows,
            corrections=(),
            language=front.words("language"),
        )

    def prose(self, prose: Prose) -> Prose:
        """Return the prose; none, with a finding, where it is too long to be checked in good time."""
        line = prose.location.line
        for paragraph in prose.text.split("\n\n"):
            if len(paragraph) > LONGEST_PARAGRAPH:
                message = f"The paragraph has more than {LONGEST_PARAGRAPH:,} characters: it is not read."
                self.report("file-too-large", Location(prose.location.path, line), message)
                return replace(prose, text="")
            line += paragraph.count("\n") + 2
        if len(prose.text) > LONGEST_PROSE:
            message = f"The prose has more than {LONGEST_PROSE:,} characters: it is not read."
            self.report("file-too-large", prose.location, message)
            return replace(prose, text="")
        return prose

    def articles(self, folder: Path | None) -> tuple[Article, ...]:
        paths = self.files(folder, ".md", "An article is a file name.md.")
        if not paths:
            self.report("no-articles", self.where(self.path), "The explainer has no article.")
        check_collisions(self.root, paths, self.found)
        articles = (self.article(path) for path in paths)
        return tuple(article for article in articles if article is not None)

    def article(self, path: Path) -> Article | None:
        where = self.where(path)
        check_slug(path.stem, where, self.found)
        file = read_text(self.root, path, self.found)
        front = front_matter.read(file, ARTICLE, self.found) if file else None
        if file is None or front is None:
            return None
        if len(front.text) > LONGEST_ARTICLE:
            message = f"The article has more than {LONGEST_ARTICLE:,} characters: it is not read."
            self.report("file-too-large", where, message)
            return None
        self.check_text(where, front)
        for url in front.values["url"]:
            if url.words.startswith("http") and not leads_where_it_seems(url.words):
                message = "The address has a user name in it, or a host or port that is none."
                remedy = "Write the address as a reader would open it."
                self.found.append(finding("value-not-allowed", url.location, message, remedy))
        for offset, name in islice(invisible(front.text), _MOST_INVISIBLE):
            place = file.place(len(file.text) - len(front.text) + offset)
            self.report("invisible-in-article", place, f"The invisible character {name} stands here.")
        return Article(
            slug=where.path.stem,
            location=where,
            title=front.words("title"),
            publisher=front.words("publisher"),
            author=front.words("author"),
            published=front.words("published"),
            published_inferred_from=front.words("published_inferred_from"),
            url=front.words("url"),
            retrieved=front.words("retrieved"),
            licence=front.words("licence"),
            wire=front.words("wire"),
            language=front.words("language"),
            republish=front.words("republish") or "excerpt",
            digest=front.words("digest"),
            text=front.text,
            text_line=front.text_line,
        )

    def check_text(self, where: Location, front: FrontMatter) -> None:
        if not front.text.strip():
            self.report("empty-article", Location(where.path, front.text_line), "The article has no text.")
            return
        if not front.words("published"):
            self.report("publication-date-unknown", where, "The article's publication date is not known.")
        right = digest(front.text)
        given = front.values["digest"]
        remedy = f"Of an article that is only being added, the digest is digest: {right}"
        if not given:
            message = "The front matter has no digest."
            self.found.append(finding("digest-missing", where, message, f"Add the line digest: {right}"))
        elif given[0].words != right:
            message = "The text is not the one whose digest was taken when the article was added."
            restore = f"Restore the text as it was received. {remedy}"
            self.found.append(finding("article-edited", given[0].location, message, restore))

    def rows(self, folder: Path | None) -> tuple[Row, ...]:
        paths = self.files(folder, ".csv", "A table of facts is a file name.csv.")
        check_collisions(self.root, paths, self.found)
        known = {table.name: table for table in self.tables}
        by_table: dict[str, tuple[Row, ...]] = {}
        for path in paths:
            name = self.where(path).path.stem
            if name not in known:
                message = f"There is no table “{name}”{did_you_mean(name, known)}."
                names = ", ".join(known)
                remedy = f"Rename the file to one of {names}, or declare the table in content/tables."
                self.found.append(finding("unknown-table", self.where(path), message, remedy))
                continue
            file = read_text(self.root, path, self.found)
            if file:
                by_table[name] = read_rows(file, known[name], self.name, self.found)
        return tuple(row for name in known for row in by_table.get(name, ()))

    def listed(self, path: Path | None, table: Table) -> tuple[Row, ...]:
        file = read_text(self.root, path, self.found) if path else None
        return read_rows(file, table, self.name, self.found) if file else ()

    def files(self, folder: Path | None, suffix: str, expected: str) -> list[Path]:
        """Return the files of a folder that end in ``suffix``; anything else in it is a finding."""
        if folder is None:
            return []
        if not folder.is_dir():
            self.unexpected(folder, f"“{folder.name}” must be a folder.")
            return []
        paths = []
        for path in self.visible(folder):
            if path.suffix == suffix and path.is_file():
                paths.append(path)
            else:
                self.unexpected(path, expected)
        return paths

    def visible(self, folder: Path) -> list[Path]:
        before = len(self.found)
        listed = entries(self.root, folder, self.found)
        # An empty folder of articles is already told as an explainer without articles.
        if not listed and len(self.found) == before and folder.name != "articles":
            where = self.where(folder)
            self.report("empty-folder", where, f"The folder “{where.path.name}” is empty.")
        return listed

    def unexpected(self, path: Path, expected: str) -> None:
        where = self.where(path)
        self.report("unexpected-entry", where, f"“{where.path.name}” does not belong here. {expected}")

    def where(self, path: Path) -> Location:
        return Location(relative(self.root, path))

    def report(self, rule: str, where: Location, message: str) -> None:
        self.found.append(finding(rule, where, message))
