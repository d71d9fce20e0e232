"""Country codes as the names a reader knows."""

import csv
from functools import cache
from importlib import resources


@cache
def _names() -> dict[str, str]:
    text = resources.files("generator.language").joinpath("lexicon/countries.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {record["code"]: record["name"] for record in csv.DictReader(lines)}


def country_name(code: str) -> str:
    """Return the English name of an ISO 3166-1 alpha-2 code, "" for an empty or unknown one."""
    return _names().get(code, "")
