"""Telling readers that a published fact changed: an entry of ``corrections.csv``, and the page's date."""

import csv
import io
import re

from msgspec import Struct

from generator import edtf
from generator.content import rewriting
from generator.content.rewriting import Rewrite
from generator.content.rows import read_rows
from generator.decisions.naming import facts_named
from generator.findings import Finding
from generator.model import Explainer
from generator.project import Project, ProjectError
from generator.reading.files import relative, text_of
from generator.reading.plain_yaml import did_you_mean
from generator.schema import CORRECTIONS, Table
from generator.values import People

_FRONT_MATTER = re.compile(rb"---[ \t]*\r?\n(?:(?!---).*\n)*---", re.ASCII)
_UPDATED = re.compile(rb"^(updated:[ \t]*)(\"|'|)([0-9][0-9-]*)(\"|'|)(?=[ \t\r]*(?:#.*)?$)", re.MULTILINE)


class Correction(Struct, frozen=True):
    """What readers are told."""

    date: str
    """The day, as EDTF."""
    fact: str
    """As ``table/fact``."""
    was: str
    now: str
    reason: str


class Entry(Struct, frozen=True):
    """A correction ready to be written."""

    rewrites: tuple[Rewrite, ...]
    refused: tuple[Finding, ...]
    """What is wrong with it: with any of these, do not write."""
    updated: bool
    """True when the page's own date is moved to the day of the correction."""


def known_facts(explainer: Explainer, tables: tuple[Table, ...], people: People) -> frozenset[str]:
    """Return every fact that the explainer tells or ever told, by its present and its former names."""
    renamed = {row.words("was") for row in explainer.renamed}
    return frozenset(facts_named(explainer.rows, tables, people)) | renamed


def check_fact(fact: str, known: frozenset[str]) -> None:
    """Raise ``ProjectError`` when there never was a fact of this name."""
    if fact not in known:
        raise ProjectError(f"There is no fact “{fact}”{did_you_mean(fact, known)}. Name it as table/fact.")


def enter(project: Project, explainer: Explainer, told: Correction) -> Entry:
    """Return what entering a correction writes; the file begins with its header where there is none yet."""
    folder = project.content_dir / explainer.slug
    path = folder / "corrections.csv"
    old = rewriting.read(path)
    before: list[Finding] = []
    found: list[Finding] = []
    where = relative(project.root, path)
    new = old + _line(old, told)
    for data, problems in ((old, before), (new, found)):
        file = text_of(where, data, problems) if data else None
        if file:
            read_rows(file, CORRECTIONS, explainer.slug, problems)
    rewrites = [Rewrite(path, old, new)]
    moved = _moved(project, explainer, told.date)
    refused = tuple(one for one in found if one not in before)
    return Entry((*rewrites, *moved), refused, bool(moved))


def _line(old: bytes, told: Correction) -> bytes:
    """Return the new line in the columns and with the line ends that the file has."""
    text = old.decode("utf-8-sig", "replace")
    ending = "\r\n" if "\r\n" in text else "\n"
    header = text.splitlines()[0] if text.strip() else CORRECTIONS.header
    written = io.StringIO()
    if not text.strip():
        written.write(header + ending)
    elif not text.endswith(("\n", "\r")):
        written.write(ending)
    columns = [name.strip() for name in next(csv.reader([header]))]
    cells = {
        "date": told.date, "fact": told.fact, "was": told.was, "now": told.now, "reason": told.reason,
    }  # fmt: skip
    writer = csv.DictWriter(written, columns, restval="", extrasaction="ignore", lineterminator=ending)
    writer.writerow({name: " ".join(words.split()) for name, words in cells.items()})
    return written.getvalue().encode()


def _moved(project: Project, explainer: Explainer, date: str) -> tuple[Rewrite, ...]:
    """Return explainer.md with the correction's day for its last update, where that is earlier."""
    day, last = edtf.parse(date), edtf.parse(explainer.updated)
    if day is None or last is None or last.upper >= day.lower:
        return ()
    path = project.root / explainer.location.path
    old = rewriting.read(path)
    front = _FRONT_MATTER.match(old.removeprefix(b"\xef\xbb\xbf"))
    length = len(old) - len(old.removeprefix(b"\xef\xbb\xbf")) + (front.end() if front else 0)
    new, count = _UPDATED.subn(rb"\g<1>\g<2>" + date.encode() + rb"\g<4>", old[:length], count=1)
    return (Rewrite(path, old, new + old[length:]),) if count else ()
