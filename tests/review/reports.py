"""Small reports of a review, as their JSON objects, made by hand: one change of each kind."""

from typing import Any

Report = dict[str, Any]
FOLDER = "content/harbour-bridge"
NUMBERS = f"{FOLDER}/facts/numbers.csv"
KEPT = frozenset(
    {"kind", "severity", "task", "commit", "status_before", "status_after", "table", "name", "address"}
    | {f"{key}_{side}" for key in ("agreement", "published") for side in ("before", "after")}
)
"""Keys whose words are the program's own, or lead from one part of the report to another."""


def place(path: str = NUMBERS, line: int = 3) -> Report:
    """Return a place."""
    return {"path": path, "line": line, "column": 1}


def cell(title: str, before: str, after: str, same_meaning: bool = False) -> Report:
    """Return a column before and after."""
    return {
        "field": title.lower(), "title": title, "before": before, "after": after, "same_meaning": same_meaning
    }  # fmt: skip


def evidence(before: str, exact: str, after: str, problem: str = "") -> Report:
    """Return the sentence a row rests on."""
    return {
        "article": "bridge-opens", "title": "The bridge opens", "words": exact, "before": before,
        "exact": exact, "after": after, "problem": problem,
        "location": None if problem else place(f"{FOLDER}/articles/bridge-opens.md", 12),
    }  # fmt: skip


def row(kind: str, *cells: Report, **changes: Any) -> Report:
    """Return a row that changed, accepted before and after, but for the changes."""
    plain = {
        "kind": kind, "explainer": "harbour-bridge", "table": "numbers", "fact": "length",
        "title": "Length of the bridge", "cells": list(cells), "note": None,
        "number_before": 2, "number_after": 2,
        "status_before": None if kind == "added" else "accepted",
        "status_after": None if kind == "removed" else "accepted",
        "evidence_before": None, "evidence_after": None, "evidence_changed": False,
        "review_again": False, "lost": [], "location": place(),
    }  # fmt: skip
    return plain | changes


def fact(kind: str, name: str, title: str, rows: list[int], *values: Report, **changes: Any) -> Report:
    """Return a fact that changed, of one source before and after, but for the changes."""
    before = None if kind == "added" else "single source"
    after = None if kind == "removed" else "single source"
    plain = {
        "kind": kind, "explainer": "harbour-bridge", "table": "numbers", "id": name, "was": "",
        "title": title, "values": list(values), "agreement_before": before, "agreement_after": after,
        "published_before": before, "published_after": after, "origins_before": [], "origins_after": [],
        "articles_before": [], "articles_after": [], "needs_correction": False, "correction": None,
        "rows": rows, "location": place(), "address": f"harbour-bridge/#numbers-{name}", "url": "",
    }  # fmt: skip
    return plain | changes


def value(title: str, before: tuple[str, ...], after: tuple[str, ...]) -> Report:
    """Return what a fact says in one field before and after."""
    return {
        "field": title.lower(), "title": title, "before": list(before), "after": list(after),
        "agreement_before": None, "agreement_after": None,
    }  # fmt: skip


def to_do(task: str, name: str, words: str) -> Report:
    """Return an item of the checklist."""
    return {
        "task": task, "explainer": "harbour-bridge", "fact": f"numbers/{name}", "words": words,
        "location": place(), "address": f"harbour-bridge/#numbers-{name}", "url": "",
    }  # fmt: skip


def changed_rows() -> list[Report]:
    """Return a row of each kind."""
    old = evidence("The bridge, built by two towns, is ", "at least 600 metres", " long, he said.")
    new = evidence("The bridge, built by two towns, is ", "700 metres", " long, she said.")
    return [
        row(
            "changed", cell("Value", "at least 600", "700"), cell("Unit", "metres", "m", same_meaning=True),
            evidence_before=old, evidence_after=new, evidence_changed=True, review_again=True,
            lost=[cell("Attribution", "the ministry said", "")],
        ),
        row(
            "added", cell("Value", "", "12"), status_after="draft", fact="cranes", location=place(line=7),
            evidence_after=evidence("", "Twelve cranes", " were at work."),
        ),
        row(
            "removed", cell("Value", "3", ""), fact="ferries", location=place(line=5),
            evidence_before=evidence("", "Three ferries", " stop.", problem="the words are not there"),
        ),
        row("changed", fact="toll", title="The toll", note=cell("Note", "", "checked by phone")),
    ]  # fmt: skip


def changed_facts() -> list[Report]:
    """Return a fact of each kind, behind the rows."""
    return [
        fact(
            "changed", "length", "Length of the bridge", [0],
            value("Value", ("at least 600 metres",), ("700 metres", "650 metres")),
            needs_correction=True, agreement_after="conflicting",
        ),
        fact("added", "cranes", "Cranes at work", [1], value("Value", (), ("12",)), published_after=None),
        fact("removed", "ferries", "Ferries that stop", [2], value("Value", ("3",), ())),
    ]  # fmt: skip


def changed_sources() -> Report:
    """Return an article, a person and a correction that were added."""
    article = {
        "kind": "added", "explainer": "harbour-bridge", "slug": "cranes", "was": "",
        "title": "Twelve cranes", "publisher": "The Daily", "published": "2025-09-02", "words": 240,
        "used": 60, "share": 0.25, "rows": 4, "edited": False, "fields": [], "passages": [],
        "location": place(f"{FOLDER}/articles/cranes.md", 1),
        "address": "harbour-bridge/articles/cranes/", "url": "",
    }  # fmt: skip
    person = {
        "kind": "added", "id": "anna-berg", "name": "Anna Berg",
        "fields": [cell("Name", "", "Anna Berg")], "location": place("content/people.csv", 9),
    }  # fmt: skip
    correction = {
        "kind": "added", "explainer": "harbour-bridge", "date": "2025-09-03", "fact": "numbers/length",
        "was": "600 metres", "now": "700 metres", "reason": "The ministry measured again.",
        "location": place(f"{FOLDER}/corrections.csv", 2),
    }  # fmt: skip
    return {"articles": [article], "people": [person], "corrections": [correction]}


def report() -> Report:
    """Return a report that holds a change of each kind."""
    timeline = place(f"{FOLDER}/facts/timeline.csv", 4)
    found = {"code": "V501", "rule": "value-unreadable", "severity": "error"} | timeline
    explainer = {
        "kind": "changed", "slug": "harbour-bridge", "was": "", "title": "The Harbour Bridge",
        "fields": [cell("Standfirst", "A bridge opens.", "A long bridge opens.")],
        "passages": [["It opened on Monday. People came.", "It opened on Tuesday. People came."]],
        "location": place(f"{FOLDER}/explainer.md", 4), "address": "harbour-bridge/", "url": "",
    }  # fmt: skip
    return {
        "version": 1, "empty": False, "cut": False,
        "base": {"name": "main", "commit": "0123456789" * 4},
        "head": {"name": "the working tree", "commit": ""},
        "verdict": {"mergeable": False, "reasons": ["A draft is left.", "A correction is missing."]},
        "to_do": [
            to_do("accept draft", "cranes", "Accept or reject “Cranes at work”: 12."),
            to_do("add correction", "length", "Tell readers that “Length of the bridge” changed."),
        ],
        "explainers": [explainer], "facts": changed_facts(), "rows": changed_rows(), **changed_sources(),
        "findings": [found | {"message": "“sept” is no date.", "remedy": "Write it like 2025-09-02."}],
        "old_findings": [found | {"message": "It stood before.", "remedy": "Mend it."}],
        "solved": [],
        "checks": {
            "made_before": 120, "made_after": 131, "unmade_before": 3, "unmade_after": 4,
            "new": [found | {"because": "no words stand for “happened”"}],
        },
        "not_compared": [{"location": timeline, "because": "the file is no text"}],
        "pages": [
            {"kind": "changed", "title": "The Harbour Bridge", "address": "harbour-bridge/", "url": ""}
        ],
        "tables": [{"name": "numbers", "title": "The numbers"}],
        "compared": ["harbour-bridge"],
    }  # fmt: skip


def saying(words: str, part: Any = None, key: str = "") -> Any:
    """Return the report with the same words in each field that content can fill."""
    part = report() if part is None and not key else part
    if isinstance(part, dict):
        return {name: saying(words, one, name) if one is not None else None for name, one in part.items()}
    if isinstance(part, list):
        return [saying(words, one, key) if one is not None else None for one in part]
    return words if isinstance(part, str) and part and key not in KEPT else part
