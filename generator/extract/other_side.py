"""The other side of an agreement, where the sentence that tells of it names one alone."""

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.extract import lexicon
from generator.extract.document import Document
from generator.extract.gathered import Gathered
from generator.extract.objects import alike, folded
from generator.extract.party import Party
from generator.extract.phrases import find_parties
from generator.extract.statements import Statement

REACH = 30
"""How many agreements back a sentence can speak of."""


def other_side(
    document: Document, gathered: Sequence[Gathered], statement: Statement, open_parties: Sequence[Party]
) -> list[Party]:
    """Return who else agrees, by the first of these that tells; none where the article leaves it open.

    What is bought has a name; the maker of the model; who awarded before; who agreed before ("a separate
    deal"); who speaks of it; whose products the article is about.
    """
    own = folded(statement.parties[0].name)
    found = (
        [one for one in statement.target if folded(one.name) != own]
        or _maker(document, statement)
        or _giver(gathered, statement)
        or _same_again(gathered, statement)
        or _given_more(gathered, statement)
        or _employment(statement)
        or _speaker(statement)
        or _claimant(document, statement)
        or _just_told(gathered, statement)
        or [one for one in open_parties if folded(one.name) != own]
        or (_topic(document) if _units_bought(statement) else [])
    )
    return [one for one in found if not alike(folded(one.name), own)]


def _same_again(gathered: Sequence[Gathered], statement: Statement) -> list[Party]:
    """Read "A separate deal with the Cherokee Nation was reached": who agrees is told before."""
    words = statement.passage.words
    if statement.rule != "passive" or not _ANOTHER.match(words) or not gathered:
        return []
    return next((one.parties[:1] for one in reversed(gathered) if len(one.parties) > 1), [])


_ANOTHER = re.compile(r"(?:A|An|The) (?:separate|second|third|similar|further|additional|other)\b|Another\b")


def _speaker(statement: Statement) -> list[Party]:
    """Read "Turkey's foreign minister said an accord had been signed with Libya": who speaks agrees."""
    passage = statement.passage
    if statement.rule != "passive":
        return []
    said = _SAID.search(passage.words, 0, statement.start - passage.start)
    sides = [one for one in find_parties(passage) if said and one.end <= passage.start + said.start()]
    return [one for one in sides if one.kind != "person" or one.head][:1]


def _just_told(gathered: Sequence[Gathered], statement: Statement) -> list[Party]:
    """Return who is said right before to have an order: "Airbus won its biggest order. Wizz Air will buy"."""
    last = gathered[-1] if gathered else None
    if last is None or statement.rule != "dealing" or statement.passage.index - last.last != 1:
        return []
    told = len(last.parties) == 1 and last.statement.noun in ("order", "deal", "contract")
    return last.parties if told else []


def _given_more(gathered: Sequence[Gathered], statement: Statement) -> list[Party]:
    """Return who has just been given something, where a sentence tells of more: "a further £250 million"."""
    if statement.rule != "giving" or not gathered or statement.passage.index - gathered[-1].last > 2:
        return []
    return gathered[-1].parties[1:2] if gathered[-1].statement.rule == "giving" else []


def _employment(statement: Statement) -> list[Party]:
    """Read "Air Canada pilots ratified a contract", "teachers at Acme": who works, and for whom."""
    passage, own = statement.passage, statement.parties[0]
    sides = find_parties(passage)
    for one, other in pairwise(sides):
        between = passage.text[one.end : other.start]
        if own.start == one.start and between in (" at ", " at the ") and _works(one):
            return [other]
        if between in (" ", "'s ", "’s ") and _works(other) and own.start in (one.start, other.start):
            return [one if own.start == other.start else other]
    return []


def _works(one: Party) -> bool:
    return one.name.rpartition(" ")[2].lower() in _WORKERS


_WORKERS = lexicon.words("agreements", "workers")


def _claimant(document: Document, statement: Statement) -> list[Party]:
    """Return the authority that a dispute is settled with, named beside it: "the Justice Department said"."""
    if statement.rule != "settling":
        return []
    index = statement.passage.index
    near = [
        statement.passage,
        *document.passages[index + 1 : index + 2],
        *document.passages[max(0, index - 1) : index],
    ]
    return [one for passage in near for one in find_parties(passage) if _AUTHORITY.search(one.name)][:1]


_AUTHORITY = re.compile(
    r"\b(?:Department|Commission|Authority|Agency|Bureau|Ministry|Office|[Aa]ttorneys? [Gg]eneral"
    r"|SEC|FTC|EPA|DOJ|FCA)\b"
)
"""What settles disputes for the public."""
_SAID = re.compile(r" (?:said|says|announced|confirmed) ")


def _giver(gathered: Sequence[Gathered], statement: Statement) -> list[Party]:
    """Return who awards, as told before: "Separately, Boeing was awarded a contract"."""
    words = statement.passage.words[statement.start - statement.passage.start :]
    if statement.rule != "passive" or not words.startswith(("awarded", "granted")):
        return []
    before = [one for one in gathered[-REACH:] if "award" in one.statement.passage.words]
    return before[-1].parties[:1] if before else []


_MAKERS = {
    model: maker for maker, models in lexicon.load("agreements")["models"].items() for model in models.split()
}


_MODELS = tuple(_MAKERS)
_NEAR = 4_000
"""Characters: it keeps the work of a long article in proportion."""


def _maker(document: Document, statement: Statement) -> list[Party]:
    """Return who makes the model that is bought ("10 ATR72-600s"), where the article names them nearby."""
    if statement.rule != "dealing" and not statement.noun.startswith("order"):
        return []
    near = document.text[max(0, statement.start - _NEAR) : statement.end + _NEAR]
    for place, word in enumerate(document.text[statement.start : statement.end].split()):
        model = next(filter(word.startswith, _MAKERS), "") if word.startswith(_MODELS) else ""
        if model and place > 1 and _MAKERS[model] in near.replace(word, ""):
            return [Party(statement.start, statement.start, _MAKERS[model], "organisation")]
    return []


_UNITS = re.compile(
    r"\w+ (?:an? (?:further|additional|total of) )?"
    r"(?:[\d,]+|two|three|four|five|six|seven|eight|nine|ten|\w+ty|\w+teen) "
)


def _units_bought(statement: Statement) -> bool:
    """Tell an order of so many pieces ("purchased six of these aeroplanes")."""
    begun = statement.start - statement.passage.start
    sold = statement.passage.words.startswith(_NOT_BOUGHT, begun)
    return statement.rule == "dealing" and not sold and bool(_UNITS.match(statement.passage.words, begun))


_NOT_BOUGHT = ("sell", "sold", "licen", "leas", "rent", "grant", "award")


def _topic(document: Document) -> list[Party]:
    """Return the organisation the headline begins with: whose products the article is about."""
    headings = [passage for passage in document.passages[:1] if passage.start < document.headline_until]
    return [party for passage in headings for party in find_parties(passage)][:1]
