"""Rules on what a row says of a person: that it is said of this one, not of another in the same sentence."""

from collections.abc import Iterator, Sequence

from generator.check.examined import ExaminedCell, ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed, unmade
from generator.language import roles
from generator.language.model import NameMention
from generator.model import Person
from generator.values import reason
from generator.values.annotated import same_words
from generator.values.naming import country_name

ROLE = "role"
"""The field that holds a person's role."""


def country_is_theirs(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the country beside a person is theirs in people.csv and in the article."""
    for row, person, mentions in _people(rows):
        for cell in row.of_type("country"):
            if cell.value is None:
                continue
            known = {person.country} if person.country else {one.country for one in mentions if one.country}
            if not known:
                because = reason("neither people.csv nor the article says where this person is from")
                yield unmade("country-of-another", cell.cell.location, because)
            elif cell.value.normal in known:
                yield Passed("country-of-another")
            else:
                source = "people.csv has" if person.country else "the article has"
                named = " and ".join(country_name(code) for code in sorted(known))
                message = f"{cell.field.name}: {source} {named} for {person.name}, not {cell.cell.words}"
                yield failed("country-of-another", cell.cell.location, message)


def role_is_theirs(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the role beside a person is the one that the article gives beside the name."""
    for row, person, mentions in _people(rows):
        cell = row.cells.get(ROLE)
        if cell is None or cell.value is None:
            continue
        said = sorted({one.role for one in mentions if one.role})
        if not said:
            message = f"role: the evidence gives no role beside the name of {person.name}"
            yield failed("role-of-another", cell.cell.location, message)
        elif any(_same_role(role, cell, row) for role in said):
            yield Passed("role-of-another")
        else:
            message = f"role: the article calls {person.name} “{'”, “'.join(said)}”, not “{cell.cell.words}”"
            yield failed("role-of-another", cell.cell.location, message)


def _people(rows: Sequence[ExaminedRow]) -> Iterator[tuple[ExaminedRow, Person, list[NameMention]]]:
    """Yield each row about one person, with the places where its evidence names them."""
    for row in rows:
        cell = next(iter(row.of_type("name")), None)
        if cell is None or cell.value is None or row.passage is None:
            continue
        people, article = cell.context.people, row.passage.article
        spans = [
            (one.start, one.end)
            for one in row.passage.within(people.namings(article))
            if one.person.id == cell.value.normal
        ]
        mentions = [mention for start, end in spans for mention in article.names.touching(start, end)]
        yield row, people[cell.value.normal], mentions


def _same_role(role: str, cell: ExaminedCell, row: ExaminedRow) -> bool:
    """Say whether the roles are the same, or the row's is that of the article with more of its words.

    Of "vice president" no word may be left out; to "president" may be added what follows: "of the board".
    """
    said, written = same_words(roles.spell(role)), same_words(roles.spell(cell.cell.words))
    longer = row.passage is not None and row.passage.find(cell.cell.words) is not None
    return said == written or (written.startswith(f"{said} ") and longer)
