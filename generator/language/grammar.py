"""Finds phrases by rules written as patterns of words, in one pass over a text.

A pattern reads like the phrase it finds: ``the? ORDINAL quarter of YEAR``. In it

* a word in small letters, or a sign, stands for itself (in any case);
* a word in capitals stands for a category of the lexicon, or for another pattern given by that name;
* ``( ) | ? * +`` mean what they mean in a regular expression, and apply to the token or group before;
* a space is one space of the text, and ``~`` is a space, a hyphen, or a space that may be missing.

Each token of the text becomes one character that stands for the categories it belongs to, so a pattern over
tokens is an ordinary regular expression over a short string.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import contains
from typing import Any, Generic, TypeVar

from msgspec import Struct

from generator.language.grammar_parts import (
    LOOKED_AT,
    NOTHING,
    SPACE,
    Beginning,
    Matcher,
    Part,
    any_of,
    merged,
    one_of,
)
from generator.language.memory import Memory
from generator.language.tokens import Phrase, Tokens, figure_shape

Reading = TypeVar("Reading")

SMALL_WORD, CAPITAL_WORD, SIGN, BREAK = "a", "A", ".", "\n"
_RESERVED = frozenset((SMALL_WORD, CAPITAL_WORD, SIGN, SPACE, BREAK, *"()[]{}?*+-|^$\\&~"))
"""The characters that stand for tokens no grammar knows, and those with a meaning in an expression."""
_LONGEST = 60
"""Tokens: no phrase is longer, so that no text takes more than its share of time."""
_NOWHERE = (sys.maxsize, sys.maxsize)
_REMEMBERED = 60_000
"""Words whose class a grammar keeps at hand: thousands of articles have no more."""
_ATOM = re.compile(r"[A-Z]+(?![a-z])|[^\W\d_]+|.")
_FIGURES = {
    "figure": "FIGURE",
    "clock": "FIGURE DOTTED",
    "integer": "FIGURE INTEGER",
    "digit": "FIGURE INTEGER DIGIT DAY HOUR",
    "hour": "FIGURE INTEGER TWO DAY HOUR",
    "day": "FIGURE INTEGER TWO DAY",
    "minute": "FIGURE INTEGER TWO",
    "three": "FIGURE INTEGER THREE",
    "four": "FIGURE INTEGER FOUR",
    "year": "FIGURE INTEGER FOUR YEAR",
}
"""The categories of each shape of figures."""


class Rule(Struct, Generic[Reading], frozen=True):
    """One named way of saying something."""

    name: str
    pattern: str
    read: Callable[..., Reading | None]
    """Says what a phrase means; None when it is not such a phrase after all, and the next rules are asked."""


class Grammar(Generic[Reading]):
    """An ordered list of rules over one lexicon: the leftmost phrase wins, then the first rule."""

    def __init__(
        self,
        categories: Mapping[str, Iterable[str]],
        patterns: Mapping[str, str],
        rules: Sequence[Rule[Reading]],
        exact: frozenset[str] = frozenset(),
    ) -> None:
        """Compile ``rules``.

        ``patterns`` are the named parts that rules may use, in capitals; the words of the categories in
        ``exact`` are recognised only as the lexicon writes them.
        """
        self._patterns = patterns
        self._rules = rules
        self._number_the_words(categories, exact)
        self._parsed: dict[str, Part] = {}
        parsed = [self._parse(rule.pattern) for rule in rules]
        # No phrase begins glued to a word, as ``_start`` says; here it must not end so.
        self._matchers = [part.matcher(f"(?!{any_of(self._wordy)})") for part in parsed]
        self._beginnings: dict[str, list[tuple[int, Beginning]]] = {}
        for number, part in enumerate(parsed):
            for beginning in merged(part.beginnings):
                for character in beginning[0]:
                    self._beginnings.setdefault(character, []).append((number, beginning))
        self._able = Memory(self._rules_for, _REMEMBERED)
        self._start = re.compile(self._starting())

    @property
    def words(self) -> frozenset[str]:
        """The words and signs that the grammar knows, in each spelling."""
        return self._known

    def class_of(self, word: str) -> str:
        """Return the character that stands for what ``word`` is to the grammar."""
        # Who asks remembers the answer: it is not kept twice.
        return self._words.get(word) or self._shape(word)

    def read(
        self, tokens: Tokens, *context: object, taken: Iterable[tuple[int, int]] = (), classes: str = ""
    ) -> Iterator[tuple[Phrase, Rule[Reading], Reading]]:
        """Yield every phrase with its rule and reading; the rules are given the phrase, then ``context``.

        No phrase begins within the tokens of ``taken``, which are in order. Whoever has the classes of the
        tokens at hand gives them.
        """
        classes = classes or "".join(map(self._words.__getitem__, tokens.words))
        able, position = self._able, 0
        counted = offset = 0
        spans = iter(taken)
        begin, end = next(spans, _NOWHERE)
        for start in self._start.finditer(classes):
            first = start.start()
            if first < position:
                continue
            while first >= end:
                begin, end = next(spans, _NOWHERE)
            if first >= begin:
                continue
            for matcher, rule in able[classes[first : first + LOOKED_AT]]:
                match = matcher.match(classes, first, first + _LONGEST)
                if match is None:
                    continue
                # Counted on from the last phrase: the places of most tokens are never asked for.
                offset += len("".join(tokens.words[counted:first]))
                counted = first
                phrase = Phrase(tokens, first, match.end(), offset, match)
                reading = rule.read(phrase, *context)
                if reading is not None:
                    position = phrase.last
                    yield phrase, rule, reading
                    break

    def _starting(self) -> str:
        """Return an expression for the places where a phrase may begin, judged by three tokens at most."""
        alone = {first for first, begun in self._beginnings.items() if any(len(b) == 1 for _, b in begun)}
        longer = [b for first, begun in self._beginnings.items() if first not in alone for _, b in begun]
        pairs = {second for beginning in longer if len(beginning) == 2 for second in beginning[1]}
        seconds = {second for beginning in longer for second in beginning[1]} - pairs
        thirds = {third for beginning in longer if len(beginning) > 2 for third in beginning[2]}
        firsts = any_of(self._beginnings)
        # Looked for first, the classes that can begin a phrase are found much faster than if looked for last.
        return (
            f"{firsts}(?<!{any_of(self._wordy)}{firsts})"
            f"(?:(?<={any_of(alone)})|(?={any_of(pairs)}|{any_of(seconds)}{any_of(thirds)}))"
        )

    def _rules_for(self, classes: str) -> tuple[tuple[Matcher, Rule[Reading]], ...]:
        """Return the rules that a phrase beginning with these classes may follow, in order."""
        found = {
            number
            for number, beginning in self._beginnings[classes[0]]
            if len(beginning) <= len(classes) and all(map(contains, beginning, classes))
        }
        return tuple((self._matchers[number], self._rules[number]) for number in sorted(found))

    def _number_the_words(self, categories: Mapping[str, Iterable[str]], exact: frozenset[str]) -> None:
        """Give each combination of categories that some token belongs to its own character."""
        surfaces: dict[str, set[str]] = {}
        for category, words in categories.items():
            for word in words:
                for surface in (word,) if category in exact else _spellings(word):
                    surfaces.setdefault(surface, set()).add(category)
        for literal in self._literals():
            for surface in _spellings(literal):
                surfaces.setdefault(surface, set()).add(literal)
        figures = {shape: frozenset(names.split()) for shape, names in _FIGURES.items()}
        combinations = {frozenset(s) for s in surfaces.values()} | set(figures.values())
        sizes = Counter(chain.from_iterable(combinations))
        # What a large category holds stands together, as a range that is short in an expression.
        ordered = sorted(combinations, key=lambda names: sorted((-sizes[name], name) for name in names))
        characters = (chr(code) for code in range(1, 0x2000) if chr(code) not in _RESERVED)
        numbered = dict(zip(ordered, characters, strict=False))
        self._words = Memory(self._shape, _REMEMBERED)
        self._words.update({surface: numbered[frozenset(names)] for surface, names in surfaces.items()})
        self._known = frozenset(self._words)
        self._words[" "] = SPACE
        self._figures = {shape: numbered[names] for shape, names in figures.items()}
        self._members: dict[str, str] = {}
        for names, character in numbered.items():
            for name in names:
                self._members[name] = self._members.get(name, "") + character
        wordy = {c for surface, c in self._words.items() if surface[0].isalpha()} | set(
            self._figures.values()
        )
        self._wordy = "".join(sorted(wordy)) + SMALL_WORD + CAPITAL_WORD

    def _literals(self) -> set[str]:
        """Return the words and signs that stand for themselves in the patterns."""
        written = [*self._patterns.values(), *(rule.pattern for rule in self._rules)]
        atoms = {atom for pattern in written for atom in _ATOM.findall(pattern)}
        return {atom for atom in atoms if not (atom.isupper() or atom in "()|?*+ ~")} | {"-"}

    def _parse(self, pattern: str, *, named: bool = True) -> Part:
        atoms = _ATOM.findall(pattern)
        atoms.reverse()
        part = self._choice(atoms, {} if named else None)
        if atoms:
            raise ValueError(f"unbalanced bracket in the pattern {pattern!r}")
        return part

    def _choice(self, atoms: list[str], names: dict[str, int] | None) -> Part:
        """Parse alternatives up to the end or to a closing bracket."""
        part = self._sequence(atoms, names)
        while atoms and atoms[-1] == "|":
            atoms.pop()
            part = part.either(self._sequence(atoms, names))
        return part

    def _sequence(self, atoms: list[str], names: dict[str, int] | None) -> Part:
        part = NOTHING
        while atoms and atoms[-1] not in ")|":
            following = self._atom(atoms, names)
            while atoms and atoms[-1] in "?*+":
                following = following.repeated(atoms.pop())
            part = part.then(following)
        return part

    def _atom(self, atoms: list[str], names: dict[str, int] | None) -> Part:
        atom = atoms.pop()
        if atom == "(":
            part = self._choice(atoms, names)
            atoms.pop()
            return part
        if atom == " ":
            return one_of(SPACE)
        if atom == "~":
            return one_of(SPACE + self._members["-"]).repeated("?")
        if atom in self._patterns:
            if atom not in self._parsed:
                self._parsed[atom] = self._parse(self._patterns[atom], named=False)
            part = self._parsed[atom]
        else:
            part = one_of(self._members[atom])
        if names is None or not atom.isupper():
            return part
        names[atom] = names.get(atom, 0) + 1
        return part.called(atom if names[atom] == 1 else f"{atom}{names[atom]}")

    def _shape(self, word: str) -> str:
        first = word[0]
        if first.isalpha():
            return CAPITAL_WORD if first.isupper() else SMALL_WORD
        if "0" <= first <= "9":
            return self._figures[figure_shape(word)]
        if first.isspace():
            return BREAK if "\n" in word else SPACE
        return SIGN


class Classes:
    """The classes that tokens have in several grammars: a token is looked up once for all of them."""

    def __init__(self, *grammars: Grammar[Any]) -> None:
        """Give the classes for ``grammars``, in their order."""
        self._grammars = grammars
        self._words: Memory[str] = Memory(self._classes_of, _REMEMBERED)

    def read(self, tokens: Tokens) -> tuple[str, ...]:
        """Return for each grammar the classes of the tokens."""
        together = "".join(map(self._words.__getitem__, tokens.words))
        return tuple(together[place :: len(self._grammars)] for place in range(len(self._grammars)))

    def _classes_of(self, word: str) -> str:
        return "".join([grammar.class_of(word) for grammar in self._grammars])


def _spellings(word: str) -> tuple[str, ...]:
    """Return the spellings a lexicon's word stands for: any case, or from its capital on when it has one."""
    return (word, word.upper()) if word != word.lower() else (word, word.capitalize(), word.upper())
