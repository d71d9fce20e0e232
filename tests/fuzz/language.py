"""Running text: what the language rules and the extractor find in it, and evidence looked for in it."""

import datetime

from msgspec.structs import fields

from generator import differing, evidence, origins
from generator.evidence import Ambiguous, Located, NotFound, Quotation
from generator.extract import Extraction, extract
from generator.language import clauses, countries, cues, names, quantities, quotations, sentences, times
from generator.values.annotated import AnnotatedText, words_of
from tests.fuzz.parsers import Parser, in_order, text_of

_PUBLISHED = datetime.date(2025, 9, 3)


def in_sentences(data: bytes) -> None:
    """Sentences lose nothing but white space, and clauses lie within them."""
    text = text_of(data)
    found = sentences.split(text)
    in_order([(one.start, one.end) for one in found], text)
    assert "".join("".join(text[one.start : one.end].split()) for one in found) == "".join(text.split())
    for one in found:
        for start, end in clauses.split(text, one.start, one.end):
            assert one.start <= start <= end <= one.end


def mentions(data: bytes) -> None:
    """Times, quantities, names, quotations and countries stand in order; cues within the text."""
    text = text_of(data)
    for published in (_PUBLISHED, None):
        found = times.find(text, published)
        in_order([(one.start, one.end) for one in found], text)
        assert all(one.value for one in found)
    measured = quantities.find(text)
    in_order([(one.number_start, one.number_end) for one in measured], text)
    assert all(one.start <= one.number_start < one.number_end <= one.end for one in measured)
    for several in (names.find(text), quotations.find(text), countries.find(text)):
        in_order([(one.start, one.end) for one in several], text)
    assert all("\n" not in text[one.start : one.end] for one in quotations.find(text))
    told = cues.find(text)
    assert [one.start for one in told] == sorted(one.start for one in told)
    assert all(0 <= one.start < one.end <= len(text) for one in told)


def extracted(data: bytes) -> None:
    """Each row that is drafted has its evidence where it says, in one paragraph."""
    text = text_of(data)
    found = extract(text, published=_PUBLISHED)
    for table in (one.name for one in fields(Extraction)):
        for row in getattr(found, table):
            assert 0 <= row.start < row.end <= len(text)
            assert "\n\n" not in text[row.start : row.end].strip()


def annotated(data: bytes) -> None:
    """Every word of a text is found in it, at its place."""
    text = AnnotatedText(text_of(data))
    words = words_of(text.text)
    spans = [*zip(words.starts, words.ends, strict=True)]
    in_order(spans, text.text)
    for start, end in spans:
        assert (start, end) in text.find(text.text[start:end])
    for one in text.sentences:
        assert text.sentences_of(one.start, one.end) == (one.start, one.end)


def located(data: bytes) -> None:
    """Evidence that is found reads as its words, in one paragraph and whole; otherwise there is a reason."""
    text = text_of(data)
    first, _, rest = text.partition("\n\n")
    third = len(text) // 3
    for article, cell in ((rest, first), (text, text[third : 2 * third])):
        for quotation in (evidence.parse(cell), Quotation(cell)):
            found = evidence.locate(article, quotation)
            if isinstance(found, Located):
                words = article[found.start : found.end]
                assert evidence.fold(words) == evidence.fold(quotation.exact)
                assert "\n" not in words
            elif isinstance(found, NotFound):
                assert found.reason
            if not (quotation.prefix or quotation.suffix):
                count = len(evidence.places(article, quotation.exact))
                assert count == (found.count if isinstance(found, Ambiguous) else isinstance(found, Located))


def alike(data: bytes) -> None:
    """Two texts are as alike whichever comes first, and the parts that differ turn one into the other."""
    text = text_of(data)
    middle = len(text) // 2
    one, other = text[:middle], text[middle:]
    likeness = origins.similarity(one, other)
    assert likeness == origins.similarity(other, one)
    assert 0.0 <= likeness <= 1.0
    old, new = differing.in_words(one), differing.in_words(other)
    assert "".join(old) == one
    made = list(old)
    for left, right in reversed(differing.unlike(*differing.differing(old, new))):
        made[left] = new[right]
    assert [word.strip() for word in made] == [word.strip() for word in new]
    assert "".join(differing.in_sentences(one)) == one


PARSERS = (
    Parser("in-sentences", in_sentences),
    Parser("mentions", mentions),
    Parser("extracted", extracted),
    Parser("annotated", annotated),
    Parser("located", located),
    Parser("alike", alike),
)
