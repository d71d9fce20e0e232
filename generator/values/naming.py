"""Value types of those who act: identifiers, names, countries and parties."""

import re
from typing import ClassVar

from generator.language import countries
from generator.model import Value
from generator.values.base import (
    Context,
    Missing,
    NotChecked,
    Occurrence,
    Occurs,
    Passage,
    ValueType,
    reason,
    written_in,
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Identifier(ValueType):
    """A short name of the editors' own: lower-case letters, digits and single hyphens."""

    name: ClassVar[str] = "identifier"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the identifier; ``normal`` is the ``str``."""
        if _SLUG.fullmatch(words):
            return Value(words, words)
        return f"“{words}” is not an identifier: write lower-case letters and digits with hyphens between"

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return ``NotChecked``: articles do not use the editors' identifiers."""
        return NotChecked(reason("an identifier is the editors’ own"))

    def slug(self, value: Value) -> str:
        """Return the identifier itself."""
        return str(value.normal)


class Name(ValueType):
    """Somebody of ``people.csv``."""

    name: ClassVar[str] = "name"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the person; ``normal`` is the identifier in ``people.csv``."""
        person = context.people.find(words)
        if person is None:
            return f"nobody in people.csv is called “{words}”"
        return Value(words, person.id)

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has the name or an alias; a pronoun or a role names nobody."""
        person = context.people[value.normal]
        for naming in passage.within(context.people.namings(passage.article)):
            if naming.person.id == person.id:
                return Occurs(naming.start, naming.end)
        forms = ", ".join(f"“{form}”" for form in (person.name, *person.aliases))
        return Missing(f"the evidence has {'none of' if person.aliases else 'no'} {forms}")

    def show(self, value: Value, context: Context) -> str:
        """Return the name as ``people.csv`` has it; as written when it has nobody of that identifier."""
        if value.normal in context.people:
            return context.people[value.normal].name
        return value.words.strip()

    def slug(self, value: Value) -> str:
        """Return the person's identifier."""
        return str(value.normal)


class Country(ValueType):
    """A country by its English name, its people's or its ISO 3166-1 code."""

    name: ClassVar[str] = "country"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the country; ``normal`` is its ISO 3166-1 alpha-2 code."""
        code = countries.code(words.strip())
        return Value(words, code) if code else f"“{words}” is not the name or ISO 3166-1 code of a country"

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has the country by name or demonym; a capital stands for a government."""
        capital = ""
        for mention in passage.within(passage.article.countries):
            if mention.code != value.normal:
                continue
            words = passage.article.text[mention.start : mention.end]
            if mention.form == "capital":
                capital = words
            elif not based_there(passage.article.text, mention.end):
                return Occurs(mention.start, mention.end)
        if capital:
            return Missing(f"the evidence has only “{capital}”, which stands for a government")
        return Missing(f"the evidence does not name {country_name(value.normal)} or its people")

    def show(self, value: Value, context: Context) -> str:
        """Return the country's short name."""
        return written_in(context).country(value.normal)

    def slug(self, value: Value) -> str:
        """Return the code in lower case."""
        return str(value.normal).lower()


class Parties(ValueType):
    """People, organisations and countries, separated by semicolons."""

    name: ClassVar[str] = "parties"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the parties; ``normal`` is a tuple of identifiers and alpha-2 codes, each once."""
        found: list[str] = []
        for party in (part.strip() for part in words.split(";")):
            person = context.people.find(party)
            code = None if person else countries.code(party)
            if not party:
                return "there is a semicolon too many"
            if person is None and code is None:
                return f"nobody in people.csv and no country is called “{party}”"
            found.append(person.id if person else str(code))
            if found.count(found[-1]) > 1:
                return f"“{party}” is named twice"
        return Value(words, tuple(found))

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has the first party, when it has every one."""
        places = [self.party_occurs(party, passage, context) for party in value.normal]
        for place in places:
            if not isinstance(place, Occurs):
                return place
        return places[0]

    def party_occurs(self, party: str, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has one party; a capital counts for its country's government."""
        if party in context.people:
            return Name().occurs(Value("", party), passage, context)
        for mention in passage.within(passage.article.countries):
            if mention.code == party and not based_there(passage.article.text, mention.end):
                return Occurs(mention.start, mention.end)
        return Missing(f"the evidence does not name {country_name(party)}")

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether each party of the shorter list is in the longer, or its country or people are."""
        shorter, longer = sorted((one.normal, other.normal), key=len)
        return all(any(_same_side(party, rival, context) for rival in longer) for party in shorter)

    def precision(self, value: Value) -> int:
        """Return how many parties are named, people and organisations before countries."""
        return sum(1 if party.isupper() else 2 for party in value.normal)

    def show(self, value: Value, context: Context) -> str:
        """Return the parties in a list: "Gazprom and China"."""
        return "; ".join(self.names(value, context))

    def names(self, value: Value, context: Context) -> tuple[str, ...]:
        """Return each party's name."""
        country = written_in(context).country
        return tuple(
            context.people[party].name if party in context.people else country(party)
            for party in value.normal
        )

    def slug(self, value: Value) -> str:
        """Return the identifiers and codes with hyphens between."""
        return "-".join(party.lower() for party in value.normal)


def country_name(code: str) -> str:
    """Return the short English name CLDR has for an ISO 3166-1 alpha-2 code: for messages to editors."""
    return written_in(None).country(code)


def based_there(text: str, end: int) -> bool:
    """Return whether the country named up to ``end`` only says where somebody is based ("U.S.-based")."""
    return text[end : end + 6].lower() in ("-based", "‑based")  # noqa: RUF001 - meant


def _same_side(one: str, other: str, context: Context) -> bool:
    """Say whether one party is the other, or one is the other's country."""
    if one == other:
        return True
    return _country_of(one, context) == other or _country_of(other, context) == one


def _country_of(party: str, context: Context) -> str:
    return context.people[party].country if party in context.people else ""
