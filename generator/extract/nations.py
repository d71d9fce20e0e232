"""Country codes as the names a reader knows."""

from functools import cache

from generator.language.phrases import read_csv


@cache
def _names() -> dict[str, str]:
    return {record["code"]: record["name"] for record in read_csv("countries")}


def country_name(code: str) -> str:
    """Return the English name of an ISO 3166-1 alpha-2 code, "" for an empty or unknown one."""
    return _names().get(code, "")
