"""Finds the words between quotation marks, whether they are speech, and who said them.

Each quotation is tried by an ordered list of rules; the first that knows it names its speakers. What no rule
takes for speech is a title, a name or a scare quote.
"""

import re
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from generator.language import lexicons, quotation_marks
from generator.language.memory import by_text
from generator.language.model import QuotationMention
from generator.language.phrases import alternation
from generator.language.quotation_marks import Quoted
from generator.language.speakers import Speakers, Speaking


@by_text
def find(text: str) -> tuple[QuotationMention, ...]:
    """Return the quotations of ``text``, in order; several speakers of one are joined with "; "."""
    quoted = list(quotation_marks.find(text))
    if not quoted:
        return ()
    speaking = Speaking(text, quoted)
    found = []
    previous: Quoted | None = None
    before: Speakers | None = None
    for one in quoted:
        if one.end <= one.start:
            continue
        begin = _begin(one, previous, speaking)
        if previous is None or previous.closed or not text[previous.after : one.start - 1].isspace():
            speaking.quoted_at = one.start  # else it goes on in another paragraph
        verb = _last(_verbs("saying"), text, begin, one.start - 1)
        if verb and verb.group() in _NOUNS:
            verb = _last(_verbs("saying"), text, begin, verb.start()) or verb
        speakers = _speakers(_Case(text, one, previous, before, speaking, begin, verb))
        found.append(QuotationMention(one.start, one.end, "; ".join(speakers or ()), speakers is not None))
        previous, before = one, speakers
        if speakers:
            speaking.spoke(speakers, one.start)
    return tuple(found)


_NOUNS = frozenset(
    ("claims", "claim", "reports", "report", "demands", "demand", "notes", "states", "promises", "posts")
)
"""Verbs of saying that are sooner nouns behind another one: "said catastrophe claims had been “benign”"."""
_WINDOW = 500
"""Characters: who speaks is not looked for farther away."""


class _Case(Struct, frozen=True):
    """One quotation with what stands around it."""

    text: str
    quoted: Quoted
    previous: Quoted | None
    before: Speakers | None
    """Who spoke the previous quotation; None when it is no speech."""
    speaking: Speaking
    begin: int
    """Where the words before the quotation begin: its sentence, or the quotation before."""
    verb: re.Match[str] | None
    """The last verb of saying in the words before."""

    @property
    def mark(self) -> int:
        """Where the opening mark stands."""
        return self.quoted.start - 1


def _begin(quoted: Quoted, previous: Quoted | None, speaking: Speaking) -> int:
    sentence = max(speaking.sentence(quoted.start).start, quoted.start - _WINDOW)
    if previous and previous.after > sentence:
        return previous.after
    return max(sentence, quoted.paragraph)


@cache
def _verbs(section: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(lexicons.load('speech')[section])})\b")


def _speakers(case: _Case) -> Speakers | None:
    if _is_scare_quote(case):
        return None
    for rule in _RULES:
        speakers = rule(case)
        if speakers is not None:
            return speakers
    return None


def _is_scare_quote(case: _Case) -> bool:
    """Tell one word of a noun phrase that the marks hold at a distance: ``the “interim” government``."""
    text, quoted = case.text, case.quoted
    if quoted.end - quoted.start > _LONGEST_WORD or not text.endswith(_DEFINITE, case.begin, case.mark):
        return False
    return text[quoted.start : quoted.end].isalpha() and bool(_NOUN_BEHIND.match(text, quoted.after))


_LONGEST_WORD = 20
_WORDS = ("the", "this", "that", "these", "those", "its", "his", "her", "their", "so-called")
_DEFINITE = tuple(f"{before} " for word in _WORDS for before in (f" {word}", word.capitalize()))
_NOUN_BEHIND = re.compile(
    r" (?!(?:and|or|but|by|in|on|at|of|to|for|from|with|as|is|was|were|are|has|have|had|will|would|could|can"
    r"|may|might|must|should|that|which|who|when|while|if|because|than|said|says)\b)[a-z]"
)


_DIRECT = re.compile(r"(?:,|:| that| as| of|)(?: [“\"‘«(\[]?)?\s*$")


def _said_just_before(case: _Case) -> Speakers | None:
    """``X said “…”``, ``X said that “…”``, ``X replied, “…”``."""
    if case.verb and _DIRECT.fullmatch(case.text, case.verb.end(), case.mark):
        return _subject(case, case.verb)
    return None


def _said_after(case: _Case) -> Speakers | None:
    """``“…,” said X``, ``“…,” X said``, ``“…,” X, a role, said``."""
    text, after = case.text, case.quoted.after
    cited = _CITED.match(text, after)
    if cited:
        return case.speaking.first(cited.start(1), cited.end(1)) or None
    comma = text[after - 2 : after - 1] in ",?!—-" or text[after : after + 1] in (",", "—", "–")
    if not comma and case.quoted.end - case.quoted.start < _SENTENCE:
        return None
    end = _sentence_end(text, after)
    verb = _verbs("saying").search(text, after, min(end, after + 160)) or _NARRATED.match(text, after)
    if not verb:
        return None
    between = text[after : verb.start()].strip(" ,—–-")
    if not between:
        if verb.group().endswith("ing"):
            return None  # “…”, adding: what was said before stands in front
        said = _said_in_clause(case) if case.verb and verb.group() == "according to" else None
        return said if said and case.speaking.is_person(said) else _inverted(case, verb.end(), end)
    if _CONTINUES.match(between) or _MARKED.search(between) or (not comma and between.count(" ") > 3):
        return None
    speakers = case.speaking.subject(after, verb.start())
    if case.verb and not case.speaking.is_person(speakers):  # the agency that reports what somebody said
        return _said_in_clause(case) or speakers
    return speakers


_CITED = re.compile(r",? [^.!?“”\"\n]{2,60}? (?:quoted|cited) ([^.!?“”\"\n]{2,80}?) as (?:saying|telling)\b")
"""Who reports what somebody else said: “…,” KCNA quoted Kim as saying."""
_SENTENCE = 25
"""Characters: a shorter quotation without a comma is a fragment of the sentence around it."""
_NARRATED = re.compile(r",? (?:[a-z]+ed|quips|jokes)(?= [A-Z])")
_MARKED = re.compile('[“”"]')
_CONTINUES = re.compile(
    r"(?:and|but|or|while|as|which|that|when|after|before|in|on|at|for|to|of|with|from|by|is|was|were|are|has|have"
    r"|had|will|would)\b"
)
_SENTENCE_END = re.compile(r"[.!?\r\n](?:(?<=[\r\n])|(?=[\s”\"]|$))")


_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Gov|St|Lt|Col|Prof)$")


def _sentence_end(text: str, start: int) -> int:
    for mark in _SENTENCE_END.finditer(text, start, start + _WINDOW):
        if mark.group() in "\r\n" or not _ABBREVIATED.search(text, max(0, mark.start() - 5), mark.start()):
            return mark.start()
    return min(len(text), start + _WINDOW)


_SAID_HE = re.compile(r" (?:he|she|they)\b")


def _inverted(case: _Case, start: int, end: int) -> Speakers:
    """Return the subject after its verb: ``said X``, ``said the firm’s chief executive officer, X``."""
    stop = case.text.find("“", start, end)
    stop = stop if stop >= 0 else end
    named = case.speaking.named(start, stop)
    people = [index for index, name in enumerate(named) if name.label == "PERSON"]
    pronoun = _SAID_HE.match(case.text, start)
    if pronoun:
        return case.speaking.subject(start, pronoun.end())
    if people:
        return case.speaking.group_from(named, people[0])
    return (named[0].name,) if named else ()


def _according_to(case: _Case) -> Speakers | None:
    """``According to X, … “…”`` and ``“…”, according to X``."""
    text = case.text
    before = _SOURCE_BEFORE.search(text, case.begin, case.mark)
    found = before or _SOURCE_AFTER.match(text, case.quoted.after)
    if not found:
        return None
    named = case.speaking.named(found.end(), min(found.end() + 120, _sentence_end(text, found.end())))
    people = [name.name for name in named if name.label == "PERSON"]
    return tuple(people[:1]) or tuple(name.name for name in named[:1])


_SOURCE_BEFORE = re.compile(r"\b(?:[Aa]ccording to |[Ii]n the words of |[Aa]s (?=[A-Z]))")
_SOURCE_AFTER = re.compile(r",? (?:according to|as told to) ")


def _continued(case: _Case) -> Speakers | None:
    """``“…,” he said. “…”`` and a quotation reopened in the next paragraph."""
    if case.previous is None or case.before is None:
        return None
    if case.text[case.begin : case.mark].strip(" \t—–-.…") or not case.text[case.quoted.start].isupper():
        return None
    gap = case.text[case.previous.after : case.mark]
    if not case.previous.closed or "\n" not in gap:
        return case.before
    return case.before if _alone(case) and gap.count("\n") < 3 else None


def _joined(case: _Case) -> Speakers | None:
    """``called it “…” and “…”``: two fragments in one sentence."""
    if case.previous is None or case.before is None:
        return None
    same = case.begin == case.previous.after
    return case.before if same and _JOINT.match(case.text, case.begin) else None


_JOINT = re.compile(r",? (?:and|or|but|as well as|a|an|the)\b")


def _alone(case: _Case) -> bool:
    """Say whether the quotation is a paragraph of its own."""
    text, quoted = case.text, case.quoted
    return quoted.start - quoted.paragraph <= 2 and text[quoted.after : quoted.after + 1] in ("", "\n", "\r")


def _introduced(case: _Case) -> Speakers | None:
    """``Xi made one thing clear: “…”``."""
    if case.text[case.begin : case.mark].rstrip().endswith(":"):
        return case.speaking.first(case.begin, case.mark)
    return None


def _said_in_clause(case: _Case) -> Speakers | None:
    """``urged nations to resist “…”``, ``hailed him as an “…”``, ``declared … to be at an “…”``."""
    naming = _last(_verbs("naming"), case.text, case.begin, case.mark)
    verb = max((found for found in (case.verb, naming) if found), key=re.Match.start, default=None)
    if verb is None or (verb is naming and _only_names(case, verb)) or _is_title(case, verb):
        return None
    return _subject(case, verb)


def _only_names(case: _Case, verb: re.Match[str]) -> bool:
    """Say whether the verb only says what something is called ("a plan called “Way Forward”")."""
    if case.text[verb.end() : case.mark].strip() not in ("", "the", "a", "an"):
        return False
    before = case.text[max(case.begin, verb.start() - 14) : verb.start()]
    return verb.group() in _PASSIVE and not _CALLER.search(before)


_PASSIVE = frozenset(["called", "dubbed", "termed", "labeled", "labelled", "deemed"])
_CALLER = re.compile(r"\b(?:he|she|they|it|I|we|has|had|have|and|who|[A-Z]\w+) $")


def _is_title(case: _Case, verb: re.Match[str]) -> bool:
    words = case.text[case.quoted.start : case.quoted.end].split()
    capitalised = all(word[:1].isupper() or word[:1].isdigit() for word in words)
    near = case.text[verb.end() : case.mark].count(" ") <= 2
    return capitalised and len(words) <= 5 and not near


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for verb in pattern.finditer(text, start, end):
        found = verb
    return found


def _subject(case: _Case, verb: re.Match[str]) -> Speakers:
    if _BE.search(case.text, max(case.begin, verb.start() - 7), verb.start()):
        return ()
    if verb.group().endswith("ing"):
        return case.speaking.participle(case.begin, verb.start())
    return case.speaking.subject(case.begin, verb.start())


_BE = re.compile(r"\b(?:is|was|are|were|been|being) $")


_RULES: tuple[Callable[[_Case], Speakers | None], ...] = (
    _said_just_before,
    _said_after,
    _according_to,
    _introduced,
    _said_in_clause,
    _continued,
    _joined,
)
