"""Players and managers who change clubs: an agreement between the clubs."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.party import Party, Token
from generator.extract.sides import subjects_of
from generator.extract.statements import Statement, made_of

_AFTER: dict[str, set[str]] = {}
for _entry in lexicon.load("agreements")["transfers"]:
    for _form in _entry["forms"].split():
        _AFTER.setdefault(_form, set()).add(_entry["after"])
JOINING = lexicon.words("agreements", "joining")
_LEADING = lexicon.words("agreements", "leading")
_ENGAGEMENTS = lexicon.words("agreements", "engagements")
LEAVING = frozenset(_AFTER)
MOVES = LEAVING | JOINING
"""The verbs that these rules read."""
_GOING = frozenset(("moves", "moved", "switches", "switched"))
MOVING = _GOING | {"move", "switch", "transfer"}
"""What a player completes, or does."""
_COMPLETING = frozenset(("completed", "completes", "sealed", "seals", "secured", "made", "makes"))
_CLUBS = lexicon.words("agreements", "clubs")
_DOUBTS = lexicon.words("grammar", "negations") | lexicon.words("grammar", "possibles")
_ENDS = frozenset((",", "(", "after", "and", "as", "for", "while", "who", "with"))
_FORMER = frozenset(("former", "ex", "ex-"))
_REACH = 16
"""Tokens between the verb and the other club."""


def transferring(
    document: Document, passage: Passage, found: Sequence[Token], index: int
) -> Statement | None:
    """Read "signed striker Jonas Eklund from Malmo", "traded guard Malik Jones to Houston"."""
    leads = _AFTER.get(found[index].word)
    if not leads or doubtful(found, index):
        return None
    player = _player_after(found, index)
    if not player:
        return None
    engaged = _engagement(found, player)
    if engaged:
        clubs = [one for one in subjects_of(document, passage, found, index) if one.kind != "person"]
        sides = [*(clubs or _place_before(passage, found, index)), *_party(found[player])]
        return made_of(passage, found, index, engaged, "transferring", "signed", sides, (), False)
    for step in range(player + 1, min(player + _REACH, len(found))):
        if found[step].word in (";", "who", "which", "that", ".") or found[step].word in JOINING:
            return None
        if found[step].word in leads:
            club = _club(passage, found, step + 1)
            if club:
                signing = subjects_of(document, passage, found, index) or _place_before(passage, found, index)
                clubs = [
                    *(one for one in signing if one.kind != "person" or _like_person(passage, one)),
                    club,
                ]
                return made_of(passage, found, index, index, "transferring", "agreed", clubs, (), False)
    return None


def _engagement(found: Sequence[Token], player: int) -> int:
    """Return where the contract stands in "signed Lena Ortiz, a defender, to a three-year contract", or 0."""
    for step in range(player + 1, min(player + 2 * _REACH, len(found) - 1)):
        if found[step].word in ("to", "on") and found[step + 1].word in ("a", "an"):
            behind = range(step + 2, min(step + 9, len(found)))
            return next((n for n in behind if found[n].word in _ENGAGEMENTS), 0)
        if found[step].word in (";", "from", ".") or (found[step].party and step > player):
            return 0
    return 0


def employer_after(passage: Passage, found: Sequence[Token], noun: int) -> list[Party]:
    """Return who takes a person on: "a deal to replace X as Tottenham's manager", "to join Arsenal"."""
    for step in range(noun + 1, min(noun + _REACH, len(found) - 2)):
        word = found[step].word
        party = found[step + 1].party or place_at(passage, found, step + 1)
        if party is None or party.kind not in ("organisation", "country"):
            continue
        owned = word == "as" and found[step + 2].possessive
        led = word in ("of", "at") and found[step - 1].word in _LEADING
        if owned or led or word in JOINING:
            return [party]
    return []


def _like_person(passage: Passage, one: Party) -> bool:
    """Tell a club that is named as a person is, in full and without a role: "Aston Villa"."""
    name = next((name for name in passage.names if name.start == one.start), None)
    return name is not None and " " in name.name and not name.role


def _party(token: Token) -> tuple[Party, ...]:
    return (token.party,) if token.party else ()


def joining(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "Arsenal midfielder Granit Xhaka has joined Leverkusen", "has left Lions to join Stoke City"."""
    if found[index].word not in JOINING or doubtful(found, index):
        return None
    joined = _club(passage, found, index + 1)
    first = next((n for n in range(index - 1, max(-1, index - 12), -1) if _is_person(found[n])), -1)
    if joined is None or first < 0:
        return None
    left = _club_left(passage, found, first, index)
    if left:
        return made_of(passage, found, index, index, "transferring", "agreed", [left, joined], (), False)
    if any(found[n].word in _ENGAGEMENTS for n in range(index + 2, min(index + 9, len(found)))):
        sides = [*_party(found[first]), joined]
        return made_of(passage, found, index, index, "transferring", "signed", sides, (), False)
    return None


def moving(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "has completed his move to Manchester City from Borussia Dortmund", "moves to Dundalk on loan"."""
    if found[index].word in _GOING:
        return _lent(document, passage, found, index)
    owned = found[index - 1].word in ("his", "her", "a", "an")
    verb = next((n for n in range(index - 1, max(-1, index - 5), -1) if found[n].word in _COMPLETING), 0)
    if found[index].word not in MOVING or not owned or not verb or doubtful(found, verb):
        return None
    player = [one for one in subjects_of(document, passage, found, verb) if one.kind == "person"][:1]
    leads = [n for n in range(index + 1, min(index + _REACH, len(found))) if found[n].word in ("to", "from")]
    clubs = [club for club in (_club(passage, found, n + 1) for n in leads) if club]
    if not player or not clubs:
        return None
    sides = clubs if len(clubs) > 1 else [*player, *clubs]
    return made_of(passage, found, verb, index, "transferring", "agreed", sides, (), False)


def _lent(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "Full back Tom Reid moves to Dundalk on loan"."""
    rest = [token.word for token in found[index + 1 : index + _REACH]]
    rest = rest[: next((n for n, word in enumerate(rest) if word in _ENDS), len(rest))]
    club = _club(passage, found, index + 2) if rest[:1] == ["to"] and "loan" in rest else None
    player = [one for one in subjects_of(document, passage, found, index) if one.kind == "person"][:1]
    if not club or not player or doubtful(found, index):
        return None
    return made_of(passage, found, index, index, "transferring", "agreed", [*player, club], (), False)


def _club_left(passage: Passage, found: Sequence[Token], player: int, index: int) -> Party | None:
    """Return the club a player leaves: beside the name, after "left", or after "from"."""
    for step in range(player + 1, index):
        if found[step].word in ("left", "leaves", "leaving", "leave", "quit", "quits"):
            return _club(passage, found, step + 1)
    for step in range(index + 1, min(index + 8, len(found))):
        if found[step].word == "from":
            return _club(passage, found, step + 1)
    for step in range(player - 1, max(-1, player - 5), -1):
        club = found[step].party
        if club:
            former = step > 0 and found[step - 1].word in _FORMER
            return club if club.kind == "organisation" and not former else None
        if not found[step].word.replace("-", "").isalpha():
            return None
    return None


def _player_after(found: Sequence[Token], index: int) -> int:
    """Return where a person is named as the verb's object: "of", an age and a position may stand between."""
    for step in range(index + 1, min(index + 9, len(found))):
        if _is_person(found[step]):
            return step
        word = found[step].word
        if (
            found[step].party is None
            and word != "of"
            and not (word[:1].isalnum() or word in ("’s", "'s", "-"))
        ):
            return 0
        if word in ("with", "to", "for", "from", "by", "as", "a", "deal", "agreement"):
            return 0
    return 0


def _is_person(token: Token) -> bool:
    return token.party is not None and token.party.kind == "person"


def _club(passage: Passage, found: Sequence[Token], index: int) -> Party | None:
    """Return the club named at ``index``: an organisation, or a town that stands for its club."""
    for step in range(index, min(index + 5, len(found))):
        party = found[step].party
        if party:
            owner = step + 1 < len(found) and found[step + 1].possessive
            described = step + 2 < len(found) and found[step + 1].word in _CLUBS
            described = described and bool(found[step + 2].party or place_at(passage, found, step + 2))
            if owner or described or party.kind != "organisation":
                continue
            return party
        town = place_at(passage, found, step)
        if town:
            return town
        if not (found[step].word.replace("-", "").isalpha() or found[step].possessive):
            return None
        if found[step].word in ("for", "in", "on", "at", "to", "and"):
            return None
    return None


def place_at(passage: Passage, found: Sequence[Token], index: int) -> Party | None:
    """Return the place named at ``index`` as what stands for its club or firm, None without one."""
    for name in passage.names:
        if index < len(found) and name.start == found[index].start and name.label == "PLACE":
            return Party(name.start, name.end, name.name, "organisation")
    return None


def _place_before(passage: Passage, found: Sequence[Token], index: int) -> list[Party]:
    """Return the town before the verb that stands for its club: "Barcelona have signed"."""
    for name in reversed(passage.names):
        if name.label == "PLACE" and name.end < found[index].start and found[index].start - name.end < 20:
            return [Party(name.start, name.end, name.name, "organisation")]
    return []


def doubtful(found: Sequence[Token], index: int) -> bool:
    """Return whether a negation or a possibility stands shortly before a token."""
    near = {token.word for token in found[max(0, index - 5) : index]}
    return bool(near & _DOUBTS)
