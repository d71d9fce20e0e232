"""Finds who says something: the subject of a verb of saying."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from generator.language import countries, lexicons, names, roles, sentences
from generator.language import speaker_forms as forms
from generator.language.model import NameMention, Sentence
from generator.language.quotation_marks import Quoted, outside

Speakers = tuple[str, ...]
_WINDOW = 1000  # Characters: a subject is not looked for farther away.


class Speaking:
    """Who is named where in one text."""

    def __init__(self, text: str, quoted: Sequence[Quoted] = ()) -> None:
        self.text = text
        self.names = outside(names.find(text), quoted)
        self.sentences = sentences.split(text)
        self._starts = [name.start for name in self.names]
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._persons = frozenset(name.name for name in self.names if name.label == "PERSON")
        self.last: Speakers = ()
        """Who spoke last."""
        self.last_paragraph = -1
        """In which paragraph."""
        self._last_position = -1
        self.quoted_at = 0
        """Where the quotation begins whose speaker is looked for."""

    def is_person(self, speakers: Speakers) -> bool:
        """Return whether those who speak are people, not organisations."""
        return bool(speakers) and self._persons.issuperset(speakers)

    def sentence(self, position: int) -> Sentence:
        """Return the sentence that holds ``position``."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, position) - 1)]

    def named(self, start: int, end: int) -> tuple[NameMention, ...]:
        """Return the names that stand wholly between ``start`` and ``end``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return tuple(name for name in self.names[first:last] if name.end <= end)

    def subject(self, start: int, verb: int) -> Speakers:
        """Return the subject of the verb that begins at ``verb``, in a clause that begins at ``start``."""
        end = forms.before_adverbs(self.text, start, verb)
        if self.text.endswith(")", start, end):  # "Smith (Labour) said"
            end = len(self.text[: max(start, self.text.rfind("(", start, end))].rstrip())
        words = self.text[start:end]
        named = self.named(start, end)
        pronoun = forms.PRONOUN.search(words)
        if pronoun:
            return self._meant(pronoun[1].lower(), start, start + pronoun.start())
        if words.endswith(","):
            aside = forms.ASIDE.fullmatch(words)
            if aside:
                return self._described(named, start, start + aside.end(1))
            return self._apposed(named, start, end)
        if named and named[-1].end == end and not self._depends(named[-1]):
            return self._group(named, len(named) - 1)
        if len(named) > 1 and named[-1].end == end and forms.belongs(self.text, named[-2], named[-1]):
            return self._group(named, len(named) - 2)
        if forms.OPEN.search(words):
            return self.first(start, end)
        return self._described(named, start, end)

    def participle(self, start: int, verb: int) -> Speakers:
        """Return who does what a participle says: the name before it, else the clause's subject."""
        named = self.named(start, verb)
        if named and named[-1].end == verb - 1 and named[-1].label == "PERSON":
            return self._group(named, len(named) - 1)
        pronoun = not named and forms.SUBJECT_PRONOUN.search(self.text, start, verb)
        return self.first(start if named or pronoun else self.sentence(verb).start, verb)

    def _depends(self, name: NameMention) -> bool:
        """Say whether the name belongs to a noun before it ("the president of Canadian Auto Workers")."""
        return bool(forms.PREPOSITION.search(self.text, max(0, name.start - 12), name.start))

    def first(self, start: int, end: int) -> Speakers:
        """Return the first people named in a clause, or whom its pronoun means: its first verb's subject."""
        named = self.named(start, end)
        people = [
            index for index, name in enumerate(named) if name.label == "PERSON" and not self._possessive(name)
        ]
        pronoun = forms.SUBJECT_PRONOUN.search(self.text, start, min(end, start + 60))
        if pronoun and (not people or pronoun.start() < named[people[0]].start):
            return self._meant(pronoun.group().lower(), start, pronoun.start())
        if people:
            return self.group_from(named, people[0])
        organisations = [name.name for name in named if name.label == "ORG" and not self._possessive(name)]
        if not organisations and named and named[0].start == start and not self._possessive(named[0]):
            return (named[0].name,)
        if not named and forms.AGED.match(self.text, start):
            return self._meant("he", start, start)
        return tuple(organisations[:1]) or self._owner(start, end)

    def _owner(self, start: int, end: int) -> Speakers:
        """Return who owns the remarks: "Xi’s sharp remarks …"."""
        people = [name for name in self.named(start, end) if name.label == "PERSON"]
        return (people[0].name,) if people else ()

    def _possessive(self, name: NameMention) -> bool:
        return self.text.startswith(("’s", "'s", "’ ", "' "), name.end)

    def _group(self, named: tuple[NameMention, ...], index: int) -> Speakers:
        """Return the name at ``index`` with those that "and" joins before it."""
        group = [named[index].name]
        while index and self._joins(named[index - 1], named[index]):
            index -= 1
            group.insert(0, named[index].name)
        return tuple(dict.fromkeys(group))

    def group_from(self, named: tuple[NameMention, ...], index: int) -> Speakers:
        """Return the name at ``index`` with those that "and" joins after it."""
        group = [named[index].name]
        while index + 1 < len(named) and self._joins(named[index], named[index + 1]):
            index += 1
            group.append(named[index].name)
        return tuple(dict.fromkeys(group))

    def _joins(self, first: NameMention, second: NameMention) -> bool:
        same = first.label == second.label and not self._possessive(first)
        between = self.text[first.end : second.start]
        return same and " and " in f"{between} " and bool(forms.JOINED.fullmatch(f"{between.rstrip(' ,')} "))

    def _apposed(self, named: tuple[NameMention, ...], start: int, end: int) -> Speakers:
        """Return the name before the apposition that closes at ``end``, or the one that is it."""
        told = forms.WHO.search(self.text, start, end)
        before = [index for index, name in enumerate(named) if told and name.end == told.start()]
        if before:
            return self._group(named, before[0])
        closing = bool(named) and named[-1].end == end - 1
        if closing and named[-1].label == "PERSON" and not (len(named) > 1 and self._depends(named[-1])):
            return self._group(named, len(named) - 1)
        if closing and forms.VOICE.match(self.text, start):
            return (named[-1].name,)
        for index in range(len(named) - 1, -1, -1):
            name = named[index]
            home = forms.HOME.match(self.text, name.end) if name.label == "PERSON" else None
            close = home.end() if home else name.end
            if self.text.startswith(",", close) and close < end - 1 and name.label == "PERSON":
                if self.text.endswith(" letter to ", 0, name.start):
                    return ()
                group = self._group(named, index)
                return group if group == self._people(start, name.end) else (name.name,)
        return self.first(start, end)

    def _described(self, named: tuple[NameMention, ...], start: int, end: int) -> Speakers:
        """Return whom a noun phrase means: "the Russian president", "a Boeing spokesman", "the company"."""
        for name in named:
            if name.label == "PERSON" and self.text.startswith(", ", name.end):
                return (name.name,)
        phrase = self.text[max(start, end - 80) : end]
        words = forms.BREAK.split(phrase)[-1].split()
        listed = lexicons.load("speech")
        if not words:
            return ()
        if any(word.lower() in listed["voices"] for word in words):
            organisations = [name for name in named if name.label in ("ORG", "PERSON")]
            return (organisations[-1].name,) if organisations else self._voice(words, start)
        if words[-1].lower() in listed["organisation_words"] and words[0].lower() not in ("a", "an"):
            said = (name.name for name in self._back(start) if name.label == "ORG")
            return next(((name,) for name in said if name not in listed["agencies"]), ())
        if roles.kind(words[-1]) and words[0].lower() in ("the", "its", "his", "her", "their"):
            country = countries.code(words[-2])
            return self._holder(words[-1], country, start + 1) or self._untitled(words, country, start)
        return ()

    def _untitled(self, words: list[str], country: str | None, start: int) -> Speakers:
        """Return the person just told of, whose role nothing says: it may be "the head coach"."""
        if country or words[0].lower() != "the" or len(words) > forms.TITLE:
            return ()
        meant = self._meant("he", start, start)
        known = any(name.role for name in self._back(start) if name.name in meant)
        return () if known else meant

    def _voice(self, words: list[str], start: int) -> Speakers:
        """Return for whom "the spokesman" of the sentence before speaks, or who that is by name."""
        if words[0].lower() not in ("the", "its", "a") or not words[-1].startswith(("spokes", "statement")):
            return ()
        return self._holder(words[-1], None, start + 1) or self._last_named("ORG", start)

    def _last_named(self, label: str, before: int) -> Speakers:
        return next(((name.name,) for name in self._back(before) if name.label == label), ())

    def _back(self, before: int) -> tuple[NameMention, ...]:
        """Return the last names before a position, the nearest first."""
        end = bisect_left(self._starts, before)
        return self.names[max(0, end - 40) : end][::-1]

    def _holder(self, role: str, country: str | None, before: int) -> Speakers:
        """Return who was last named with ``role``, and of ``country`` if one is said."""
        for name in self._back(before):
            if name.role.lower().endswith(role.lower()) and (not country or name.country == country):
                return (name.name,)
            if country and name.label == "PERSON" and not name.role and name.country == country:
                return (name.name,)
        return ()

    def _meant(self, pronoun: str, start: int, position: int) -> Speakers:
        """Return whom a pronoun means: its sentence's subject, the one before's, or who spoke last."""
        sentence = self.sentence(min(position, self.quoted_at))
        begin = max(sentence.start, position - _WINDOW)
        earlier = self._people(begin, position, pronoun) if pronoun != "it" else ()
        if pronoun == "it":
            return self._last_named("ORG", position)
        if pronoun == "who":
            return earlier[-1:]
        plural = pronoun not in forms.SINGLE
        if earlier and not plural:
            earlier = self._people(begin, position, pronoun, self._depends)
        if earlier:
            return self._group_of(begin, position) if plural else earlier[:1]
        if opening := self._subject_just_before(sentence, pronoun):
            return self._sayer_before(sentence, pronoun) or opening
        known = (len(self.last) > 1) == plural and self._persons.issuperset(self.last)
        last = self.last if known and all(forms.fits(name, pronoun) for name in self.last) else ()
        if last and self.last_paragraph == sentence.paragraph:
            return last
        return (
            self._sayer_before(sentence, pronoun)
            or self._subject_before(sentence, pronoun, sentence.paragraph)
            or self._subject_since(sentence, pronoun)
            or last
            or self._subject_before(sentence, pronoun)
        )

    def spoke(self, speakers: Speakers, position: int) -> None:
        """Note who spoke at ``position``."""
        self.last, self.last_paragraph = speakers, self.sentence(position).paragraph
        self._last_position = position

    def _sayer_before(self, sentence: Sentence, pronoun: str) -> Speakers:
        """Return who said what the sentence just before tells: ", Chavez said."."""
        index = bisect_left(self._sentence_starts, sentence.start)
        earlier = self.sentences[max(0, index - 1)]
        said = forms.SAID_LAST.search(self.text, max(earlier.start, earlier.end - 12), earlier.end)
        if said is None or pronoun not in forms.SINGLE:
            return ()
        return self._people(earlier.start, said.start(), pronoun)[-1:]

    def _subject_since(self, sentence: Sentence, pronoun: str) -> Speakers:
        """Return the person the sentence just before is about, where nobody was quoted since it began."""
        earlier = self._unspoken_before(sentence, pronoun)
        if earlier is None or forms.PRONOUN_FIRST.match(self.text, earlier.start):
            return ()
        return self._people(earlier.start, min(earlier.end, earlier.start + forms.ABOUT), pronoun)[:1]

    def _unspoken_before(self, sentence: Sentence, pronoun: str) -> Sentence | None:
        """Return the sentence before, where one person is meant and nobody was quoted since it began."""
        index = bisect_left(self._sentence_starts, sentence.start)
        if pronoun not in forms.SINGLE or not index or self.sentences[index - 1].start < self._last_position:
            return None
        return self.sentences[index - 1]

    def _subject_just_before(self, sentence: Sentence, pronoun: str) -> Speakers:
        """Return whose name opens the sentence before, in the same paragraph: nobody else is "he" then."""
        earlier = self._unspoken_before(sentence, pronoun)
        if earlier is None or earlier.paragraph != sentence.paragraph:
            return ()
        opening = self.named(earlier.start, min(earlier.end, earlier.start + forms.OPENING))[:2]
        if len(opening) > 1 and opening[0].label == "ORG" and opening[1].role:
            opening = opening[1:]  # "AAP convener X"
        alone = opening and not self.text.startswith(forms.SHARING, opening[0].end)
        person = alone and opening[0].label == "PERSON" and forms.fits(opening[0].name, pronoun)
        return (opening[0].name,) if person else ()

    def _people(
        self, start: int, end: int, pronoun: str = "", without: Callable[[NameMention], bool] | None = None
    ) -> Speakers:
        """Return the people named between two places whom a pronoun can mean: owners if no others are."""
        named = self.named(start, end)
        people = [one for one in named if one.label == "PERSON" and forms.fits(one.name, pronoun)]
        if without:
            people = [one for one in people if self._possessive(one) or not without(one)]
        return tuple(one.name for one in people if not self._possessive(one)) or tuple(
            one.name for one in people
        )

    def _group_of(self, start: int, end: int) -> Speakers:
        named = tuple(name for name in self.named(start, end) if name.label == "PERSON")
        return self.group_from(named, 0)

    def _subject_before(self, sentence: Sentence, pronoun: str, paragraph: int = -1) -> Speakers:
        """Return the subject of the last sentence before that names people, in ``paragraph`` if given."""
        index = bisect_left(self._sentence_starts, sentence.start)
        for earlier in reversed(self.sentences[max(0, index - 3) : index]):
            people = self._people(earlier.start, min(earlier.end, earlier.start + _WINDOW), pronoun)
            plural = pronoun not in forms.SINGLE
            if not plural and forms.PRONOUN_FIRST.match(self.text, earlier.start):
                continue
            if people and paragraph in (-1, earlier.paragraph):
                return self._group_of(earlier.start, earlier.start + _WINDOW) if plural else people[:1]
        return ()
