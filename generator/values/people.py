"""The directory of people: who is meant by a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.model import Person
from generator.values.annotated import AnnotatedText, same_words
from generator.values.mentions import Mentions


class Naming(Struct, frozen=True):
    """A place where a text names somebody of the directory."""

    start: int
    end: int
    person: Person


class People:
    """Everybody in ``people.csv``, found by name or alias with case, hyphens and diacritics folded."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.everybody = tuple(people)
        self._by_id = {person.id: person for person in self.everybody}
        named: dict[str, list[Person]] = defaultdict(list)
        for person in self.everybody:
            for form in dict.fromkeys(same_words(form) for form in (person.name, *person.aliases)):
                if form:
                    named[form].append(person)
        self._named = dict(named)
        lengths: dict[str, set[int]] = defaultdict(set)
        for form in named:
            parts = form.split(" ")
            lengths[parts[0]].add(len(parts))
        self._lengths = {first: sorted(several, reverse=True) for first, several in lengths.items()}
        """How many words the forms have that begin with a word, most first."""

    def __getitem__(self, identifier: str) -> Person:
        """Return the person with this identifier. Raises ``KeyError`` when there is none."""
        return self._by_id[identifier]

    def __contains__(self, identifier: object) -> bool:
        """Return whether there is a person with this identifier."""
        return identifier in self._by_id

    def find(self, words: str) -> Person | None:
        """Return who is called so, or ``None`` when nobody is or more than one."""
        found = self._named.get(same_words(words), [])
        return found[0] if len(found) == 1 else None

    def namings(self, article: AnnotatedText) -> Mentions[Naming]:
        """Return every place where ``article`` names somebody of the directory.

        The longest form wins: "Kim" is nobody's name in "Kim Ju-ae". A short
        form that is part of a longer name the directory does not know, or that
        the text uses for somebody else, names nobody.
        """
        if article.named is None or article.named[0] is not self:
            article.named = self, Mentions(self._walk(article))
        return article.named[1]

    def _walk(self, article: AnnotatedText) -> Iterator[Naming]:
        words, after = article.words, 0
        begun = self._lengths.keys() & article.places.keys()
        for place in sorted(place for word in begun for place in article.places[word]):
            last = self._longest(article, place) if place >= after else place
            if last == place:
                continue
            person = self._meant(article, place, last)
            if person is not None:
                yield Naming(words.starts[place], words.ends[last - 1], person)
            after = last

    def _longest(self, article: AnnotatedText, place: int) -> int:
        """Return behind which word the longest form ends that begins at one; its own place for none."""
        for length in self._lengths[article.words.folded[place]]:
            words = article.words.folded[place : place + length]
            form, last = " ".join(words), place + len(words)
            named = form in self._named and article.run_on(place, last)
            if named and self._cased(article.text[article.words.starts[place]], form):
                return last
        return place

    def _cased(self, initial: str, form: str) -> bool:
        """Say whether a name begins as names do: with a capital, unless the directory has it otherwise."""
        if not initial.islower():
            return True
        written = [name for person in self._named[form] for name in (person.name, *person.aliases)]
        return any(name[0].islower() for name in written if same_words(name) == form)

    def _meant(self, article: AnnotatedText, place: int, last: int) -> Person | None:
        start, end = article.words.starts[place], article.words.ends[last - 1]
        form = " ".join(article.words.folded[place:last])
        candidates = self._named[form]
        for mention in article.names.touching(start, end):
            known = self.find(mention.name)
            if known is not None and known in candidates:
                return known
            fuller = f" {same_words(mention.name)} "
            if known is None and f" {form} " in fuller and fuller.strip() != form:
                return None
            if known is not None and mention.start <= start and end <= mention.end:
                return None
        return candidates[0] if len(candidates) == 1 else None
