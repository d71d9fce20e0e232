"""The lexicons that decide what a capitalised word names."""

from functools import cache
from typing import Any

from msgspec import Struct

from generator.language import lexicons
from generator.language.phrases import read_csv, read_list


class NameLexicon(Struct, frozen=True):
    """Words by what they say of a name."""

    given: frozenset[str]
    families_first: frozenset[str]
    """Family names that stand before the given name."""
    families: frozenset[str]
    """Family names that stand last."""
    family_endings: tuple[str, ...]
    """What many family names end in ("-ović"), and hardly anything else."""
    before_al: frozenset[str]
    """First words of names with "al-" that are no person's."""
    families_like_heads: frozenset[str]
    """Family names that could also be the last word of a place or an organisation ("Bush", "Banks")."""
    before_of: dict[str, str]
    """The word before "of" within one name ("Bank", "Gulf"), to the label of the whole."""
    determiners: frozenset[str]
    """Lower case; never part of a name's beginning."""
    function_words: frozenset[str]
    """Lower case; words that begin a sentence."""
    dropped: frozenset[str]
    """Days, months, faiths, currencies: capitalised, never names here."""
    organisation_heads: frozenset[str]
    place_heads: frozenset[str]
    place_first: frozenset[str]
    other_heads: frozenset[str]
    other_first: frozenset[str]
    heads: frozenset[str]
    """All three: the last word of a name that is no person's."""
    organisations: frozenset[str]
    organisation_nouns: frozenset[str]
    vessels: frozenset[str]
    """What has a name like somebody's right behind it: "tanker"."""
    place_nouns: frozenset[str]
    personal_particles: frozenset[str]
    known_alone: frozenset[str]
    """Family names that the news uses without the name in full."""
    places: dict[str, str]
    """Cities, regions and countries to their ISO 3166-1 alpha-2 code, or ""."""
    demonyms: dict[str, str]
    longest: int
    """Words in the longest place, demonym or organisation of the lexicon."""


@cache
def load() -> NameLexicon:
    """Return the lexicons of names, read once."""
    listed = lexicons.load("names")
    places, demonyms = _places()
    organisations = frozenset([*listed["organisations"], *listed["with_and"]])
    phrases = [*places, *demonyms, *organisations]
    return NameLexicon(
        given=frozenset(read_list("given_names")),
        families_first=frozenset(name for names in listed["families_first"].values() for name in names),
        families=frozenset(name for names in listed["families"].values() for name in names),
        family_endings=tuple(listed["family_endings"]),
        before_al=frozenset(listed["before_al"]),
        families_like_heads=frozenset(listed["families_like_heads"]),
        before_of=_before_of(listed),
        determiners=frozenset(listed["determiners"]),
        function_words=frozenset(listed["function_words"]),
        dropped=frozenset([*listed["time_words"], *listed["not_names"]]),
        organisation_heads=frozenset(listed["organisation_heads"]),
        place_heads=frozenset(listed["place_heads"]),
        place_first=frozenset(listed["place_first"]),
        other_heads=frozenset(listed["other_heads"]),
        other_first=frozenset(listed["other_first"]),
        heads=frozenset([*listed["organisation_heads"], *listed["place_heads"], *listed["other_heads"]]),
        organisations=organisations,
        organisation_nouns=frozenset(listed["organisation_nouns"]),
        vessels=frozenset(listed["vessels"]),
        place_nouns=frozenset(listed["place_nouns"]),
        personal_particles=frozenset(listed["personal_particles"]),
        known_alone=frozenset(listed["known_alone"]),
        places=places,
        demonyms=demonyms,
        longest=max(phrase.count(" ") + 1 for phrase in phrases),
    )


def _places() -> tuple[dict[str, str], dict[str, str]]:
    places = {record["name"]: record["country"] for record in read_csv("places")}
    demonyms: dict[str, str] = {}
    for record in read_csv("countries"):
        named = "|".join((record["name"], record["other_names"], record["capital"], record["other_capitals"]))
        places |= {words.removeprefix("the "): record["code"] for words in named.split("|") if words}
        demonyms |= {words: record["code"] for words in record["demonyms"].split("|") if words}
    return places, demonyms


def _before_of(listed: dict[str, Any]) -> dict[str, str]:
    labels = {"ORG": "organisation_of", "PLACE": "place_of", "OTHER": "other_of"}
    return {word: label for label, section in labels.items() for word in listed[section]}
