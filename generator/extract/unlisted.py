"""Parties that the language rules know no name of: told by their place, or by what they are."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from generator.extract import lexicon
from generator.extract.document import Passage
from generator.extract.party import Party
from generator.language import roles
from generator.language.phrases import alternation

_KINDS = frozenset(kind.replace("-", " ") for kind in lexicon.words("agreements", "kinds"))
_ACTORS = frozenset(actor.replace("-", " ") for actor in lexicon.words("agreements", "actors"))
_WORKERS = lexicon.words("agreements", "workers")
_OPENERS = lexicon.words("grammar", "openers")
COMPANIES = frozenset(
    noun
    for noun in lexicon.words("grammar", "companies") | lexicon.words("grammar", "described")
    if not noun.endswith("s")
)
"""What a firm, a club or a body can be called that has its name behind it."""


_DONE = alternation(
    form
    for kind in ("makers", "limited", "dealings", "giving")
    for entry in lexicon.load("agreements")[kind]
    for form in entry["forms"].split()
    if form.endswith("ed") or form in lexicon.words("grammar", "irregulars")
)
_NO_NAME = (
    r"(?!(?:And|At|Both|But|Each|Earlier|Five|Four|He|Here|If|In|It|Later|On|One|Separately|Several|She|Six|That"
    r"|The|There|They|This|Three|Two|We|What|Where|Who|You)\b)"
)
_OPENING = re.compile(
    rf"({_NO_NAME}(?=[A-Z]\w*[a-z])\w++)"
    r"(?=(?:, [^,;:]{3,80},)?"
    r"(?: (?:also|earlier|formally|jointly|recently|separately|today|yesterday|(?:last|this) \w+|on \w+day))?"
    rf" (?:has|(?<!s )have|is|was|will|had|said|plans|paid|{_DONE}) "
    r"|(?P<joined> and (?:the |rival |partner )?(?=[A-Z]))"
    rf"|[’']s (?:[\w$€£.,-]+ ){{0,6}}?(?:acquisition|purchase|takeover|merger|order) (?:of|for|from|with) "
    r"|[’']s (?:board|directors|shareholders|stockholders) )"
)
_OPENING_NAME = re.compile(
    rf"({_NO_NAME}[A-Z][\w&.-]+"
    r"(?: (?!(?:of|You|We)\b)[A-Z][\w&-]+){1,3})"
    rf"(?= (?:also |jointly |recently |earlier )?(?:has|have|is|was|will|had|said|plans|paid|{_DONE}) )"
)
"""A name of several words that begins a sentence: "Nordic Star is financing"."""
_BOUGHT = re.compile(
    r"[abmpst](?<!\w.)(?:(?<=a)cquir(?:e[sd]?|ing)|(?<=b)uy(?:s|ing)?|(?<=b)ought|(?<=p)urchase[sd]?"
    r"|(?<=m)erged? with|(?<=p)artner(?:ed)? with"
    r"|(?<=s)take in|(?<=a)cquisition of|(?<=t)akeover of|(?<=p)urchase of|(?<=m)erger with)"
    r" ((?!\w+-based\b)[A-Z][\w&.-]*[a-z][\w&.-]*)(?![\w&.-]| (?:maker|operator|owner|parent)\b)"
)

_BUYING = lexicon.words("agreements", "buying")
"""One of these words is in all that ``_BOUGHT`` finds; they are looked for much faster."""


def unlisted(passage: Passage) -> list[Party]:
    """Return who has no name that the language rules know."""
    words = passage.words
    said = _TELLING.intersection(plain_words(words))
    found = [*_beginning(passage)]
    if not _BUYING.isdisjoint(said):
        found += _bought(passage)
    if "-based " in words:
        found += _marked(passage, _SEATED)
    if " for " in words and ("sell " in words or "sold " in words):
        found += _marked(passage, _SOLD)
    if not _COMPANY_WORDS.isdisjoint(said):
        found += _described(passage)
    if not _BODY_WORDS.isdisjoint(said):
        found += _bodies(passage, said)
    return found


@lru_cache(maxsize=1)
def plain_words(text: str) -> Sequence[str]:
    """Return the words of a text in small letters, those with accents in pieces: faster than by a pattern."""
    return text.lower().encode("ascii", "replace").translate(_APART).decode("ascii").split()


_APART = bytes(ord(sign if sign.isalnum() or sign == "_" else " ") for sign in map(chr, range(128))).ljust(
    256
)
"""The signs of ASCII, all but those of words as a space."""


def _bought(passage: Passage) -> Iterator[Party]:
    """Yield a name that only its place tells: "acquired Seagen"."""
    bought = _BOUGHT.search(passage.words)
    if bought and not any(one.start == passage.start + bought.start(1) for one in passage.countries):
        start, named = passage.start + bought.start(1), bought[1].rstrip(".")
        yield Party(start, start + len(named), named, "organisation")


_SEATED = re.compile(r"\b[A-Z]\w+-based ([A-Z][\w&.-]*\w(?: [A-Z][\w&.-]*\w){0,3})")
"""A firm told by its seat: "Dubai-based DP World"."""
_SOLD = re.compile(r"\bs(?:ell|old|elling) [^.;:]{1,80} to ([A-Z][\w&.-]*(?: [A-Z][\w&-]*){0,2}) for [$€£¥]")
"""A firm told as a buyer: "sell its assets to Stone Ridge for $1.3 billion"."""


def _marked(passage: Passage, form: re.Pattern[str]) -> Iterator[Party]:
    match = form.search(passage.words)
    start = passage.start + match.start(1) if match else 0
    named = (one for one in passage.names if one.start == start and one.label != "PLACE")
    if match and not any(named) and not any(one.start == start for one in passage.countries):
        yield Party(start, start + len(match[1]), match[1], "organisation")


def _described(passage: Passage) -> Iterator[Party]:
    """Yield names that a noun tells to be those of firms or clubs: "Scottish club Rangers"."""
    for match in _DESCRIBED.finditer(passage.words):
        if match[1].endswith("s") or not roles.kind(match[1]):
            yield Party(passage.start + match.start(1), passage.start + match.end(), match[1], "organisation")


def _beginning(passage: Passage) -> Iterator[Party]:
    """Yield the name that a sentence begins with, of one word or of several: "Lufthansa will buy"."""
    start = passage.start
    opening = _OPENING.match(passage.words)
    if opening and opening["joined"]:
        beside = start + opening.end("joined")
        joined = any(one.start == beside and one.label == "ORG" for one in passage.names)
        opening = opening if joined else None
    if opening and opening[1] not in _OPENERS and not opening[1].endswith(("ing", "one", "body")):
        yield Party(start, start + opening.end(1), opening[1], "organisation")
    several = _OPENING_NAME.match(passage.words)
    if several is None or roles.kind(several[1].split()[-1]):
        return
    end = start + several.end(1)
    inside = any(one.start < end for one in passage.names) or any(
        one.start < end for one in passage.countries
    )
    if not inside:
        yield Party(start, end, several[1], "organisation")


_DESCRIBED = re.compile(rf" (?:{alternation(COMPANIES)}) ((?:[A-Z]{{2,4}} )?[A-Z][\w&.-]*[a-z])(?![\w’'])")


def _bodies(passage: Passage, said: Set[str]) -> Iterator[Party]:
    """Yield bodies that an article need not name: "the council", "the main rebel group"."""
    for pattern, words in _BODIES:
        if words.isdisjoint(said):
            continue
        for match in pattern.finditer(passage.words):
            of_state = match[1].islower() and any(
                state.end == passage.start + match.start() for state in passage.countries
            )
            if not of_state:
                yield Party(
                    passage.start + match.start(1), passage.start + match.end(), match[1], "organisation"
                )


_WORD = re.compile(r"\w+")
_BODY = re.compile(
    # The letter stands first: a search runs fast to one of a set.
    rf"[Tti’'](?:(?<!\w.)(?:he|heir|ts)|(?<=[’'])s)"
    rf" ((?:(?:[a-z]++[’']?|Islamist) )?(?:{alternation(_KINDS)}))"
    r"(?=[ ,.;](?!(?:of|in) [A-Z]|officials?\b|spokes|[A-Z]\w+ said))"
)
_PARTNERS = re.compile(
    r"(?:with|between|and|from|by) (?:the |its |their )?"
    r"((?<=the )(?:[a-z]+ )?(?:airport|city|county|district|league|port|province|state)"
    rf"|(?:\d+ (?:U\.?S\.? )?|(?:[A-Za-z-]++ ){{1,2}})?(?:{alternation(_ACTORS)}))"
    r"(?=[ ,.;](?!(?:of|in) [A-Z]|[A-Z]|officials?\b|spokes))"
)
"""Who is agreed with without a name: "a deal with the airport", "a settlement with plaintiffs"."""
_TOGETHER = re.compile(
    r"(?<=[Aa] )((?:committee|group|consortium|coalition)(?= (?:holding|representing) )"
    r"|(?:[a-z]+ )?(?:coalition|committee|consortium|group|syndicate) of (?:[a-z\d]+ ){0,3}"
    r"(?:attorneys general|states|banks|lenders|investors|creditors|bondholders|companies|countries))\b"
)
"""Several who act as one: "a coalition of state attorneys general"."""
_STRIKING = re.compile(
    r"(?<![-\w])((?:[Ss]triking |(?!and )[a-z]++ )?"
    rf"(?:{alternation((*_WORKERS, *map(str.capitalize, _WORKERS)))}))"
    r"(?= and (?:the|their|its|[A-Z])"
    r"|(?: (?:at|in|of) [A-Z][\w.&’' -]{1,40})?(?:, \w+,)? (?:have |had )?"
    r"(?:accepted|approved|agreed|ratified|reached|signed|voted))"
)
"""Who works somewhere, where they agree to something: "nurses and the hospital", "Pilots have accepted"."""
_LED = re.compile(
    r"[Tt]he ([A-Z]\w+ (?:[A-Z]\w+ ){0,2}(?:(?:provincial|regional|state|city|county) )?"
    r"(?:government|administration|regime))\b"
)
"""Whom somebody leads: "the Sanchez government"."""
_LOCAL = re.compile(
    r"\b((?:[A-Z][a-z]+ )?(?:[Cc]ounty|[Cc]ity|[Tt]own|[Bb]orough|[Pp]arish) "
    r"(?:commissioners|supervisors|councill?ors|aldermen))\b"
)
"""Who decides for a town: "county commissioners"."""
_PROVINCE = re.compile(r"[’'afw](?:(?<!\w.)(?:nd|rom|ith)|(?<=[’'])s) ([A-Z][a-z]+ (?:province|state))\b")
"""What a state is made of: "Pakistan's Sindh province"."""
_TEAM = re.compile(r"(?<=the )([A-Z]\w+ national (?:[a-z]+ )?team)\b")
_FIGHTING = re.compile(
    r"(?<= )((?:rebel|opposition|armed) (?:groups?|forces|factions?)"
    r"|(?<=and |ith |een |the |d a )(?:rebels|insurgents|separatists|militants|jihadists|militias?)"
    r"|(?:rebels|forces|fighters) (?:of|from) (?:the )?[A-Z]\w+(?: [A-Z]\w+){0,4}(?: region)?)\b"
)

_BODIES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (_BODY, frozenset(_WORD.findall(kind)[-1] for kind in _KINDS)),
    (_TOGETHER, frozenset(("coalition", "committee", "consortium", "group", "syndicate"))),
    (_PROVINCE, frozenset(("province", "state"))),
    (_TEAM, frozenset(("team",))),
    (_LOCAL, frozenset(("commissioners", "supervisors", "councillors", "councilors", "aldermen"))),
    (_LED, frozenset(("government", "administration", "regime"))),
    (
        _FIGHTING,
        frozenset(
            [
                "group",
                "groups",
                "forces",
                "faction",
                "factions",
                "rebels",
                "militants",
                "jihadists",
                "militia",
                "militias",
                "insurgents",
                "separatists",
                "fighters",
            ]
        ),
    ),
    (_STRIKING, frozenset(_WORD.findall(worker)[-1] for worker in _WORKERS)),
    (
        _PARTNERS,
        frozenset(["airport", "city", "county", "district", "league", "port", "province", "state"])
        | frozenset(actor.rpartition(" ")[2] for actor in _ACTORS),
    ),
)
"""Each with words one of which is in all that it finds; they are looked for much faster."""
_BODY_WORDS = frozenset[str]().union(*(words for _, words in _BODIES))
_COMPANY_WORDS = frozenset(_WORD.findall(noun)[-1] for noun in COMPANIES)
"""One of these is in all that ``_DESCRIBED`` finds."""
_TELLING = _BODY_WORDS | _COMPANY_WORDS | _BUYING
