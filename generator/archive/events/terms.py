"""What an article is known by: the words that it is about, and a sketch of its text to tell copies.

Words are compared as written, case folded: names, products, places and figures are words as well, and the
rare ones among them tell events apart, whatever the language. A word with a capital letter inside of a
sentence counts more: most languages give it to names.
"""

import datetime
import hashlib
import math
import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

import pyarrow as pa
import pyarrow.parquet as pq
import rensa
from msgspec import Struct

from generator import origins, packaged
from generator.archive.places import Place
from generator.archive.tables import READ_WITH_THREADS

WORDS = 200
"""So many words from the start of a text are read: newspapers say first what it is about."""
BANDS, ROWS = 16, 4
"""Two texts are held against each other when one of 16 bands of 4 minima is the same in both: of two with
similarity 0.8 all but one pair in 5,000 are (J. Leskovec et al., "Mining of Massive Datasets", 3.4)."""
NAMED = 1.5
"""So many times as much a word counts that is, or is part of, a name."""
_SEED = 1
_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"(?<=[\w,] )\w+")
_READ_TOGETHER = 2_000

KEYS = pa.schema(
    {
        "article": pa.string(),
        "day": pa.int32(),
        "digest": pa.string(),
        "terms": pa.list_(pa.string()),
        "weights": pa.list_(pa.float32()),
        "bands": pa.list_(pa.int64()),
    }
)
"""What is kept of each article: its day counted from 1 January of the year 1 (null without a date), the
SHA-256 of its text, its terms with how often each occurs (damped), and the bands of its sketch."""


class Part(Struct, frozen=True):
    """A file of articles, and where their keys go."""

    out: str
    """The output's address."""
    path: str
    """Of the articles, in the output."""
    keys: str
    """Of the keys, in the output."""


def keep(part: Part) -> str:
    """Write the keys of a file of articles, unless they are there; return their path."""
    place = Place(part.out)
    if not place.has(part.keys):
        with (
            place.opened(part.path) as file,
            place.written(part.keys) as kept,
            pq.ParquetWriter(kept, KEYS, compression="zstd") as writer,
        ):
            columns = ["article", "date", "title", "text"]
            for batch in pq.ParquetFile(file).iter_batches(
                _READ_TOGETHER, columns=columns, use_threads=READ_WITH_THREADS
            ):
                writer.write_table(pa.Table.from_pylist([_key(one) for one in batch.to_pylist()], KEYS))
    return part.keys


def weights(title: str, text: str) -> Mapping[str, float]:
    """Return the terms of an article, function words left out, each with its weight.

    That is the square root of how often it occurs, and 1 more for a word of the title; of names :data:`NAMED`
    times that.
    """
    common = _function_words()
    counted = Counter([word for word in _words(text) if word not in common][:WORDS])
    found = {word: math.sqrt(count) for word, count in counted.items()}
    for word in set(_words(title)) - common:
        found[word] = found.get(word, 0.0) + 1
    names = {word.casefold() for word in _INSIDE.findall(text) if word[0].isupper()}
    return {word: weight * NAMED if word in names else weight for word, weight in found.items()}


def bands(text: str) -> list[int]:
    """Return the bands of a text's MinHash sketch: two near-identical texts share one (see :data:`BANDS`)."""
    sketch = rensa.RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update(sorted(origins.shingles(text)))
    return list(_hashed(sketch.digest()))


def day(date: str | None) -> int | None:
    """Return the day of a date in days from 1 January of the year 1, ``None`` where there is none.

    What is dated by its month counts as of its first day.
    """
    for words in ((date or "")[:10], f"{(date or '')[:7]}-01"):
        with suppress(ValueError):
            return datetime.date.fromisoformat(words).toordinal()
    return None


def _key(article: Mapping[str, str]) -> dict[str, object]:
    text = article["text"]
    found = weights(article["title"] or "", text)
    return {
        "article": article["article"],
        "day": day(article["date"]),
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "terms": list(found),
        "weights": list(found.values()),
        "bands": bands(text),
    }


def _hashed(minima: list[int]) -> Iterator[int]:
    for band in range(BANDS):
        data = struct.pack(f">{ROWS + 1}I", band, *minima[band * ROWS : (band + 1) * ROWS])
        yield int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), signed=True)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) > 1]


@cache
def _function_words() -> frozenset[str]:
    return frozenset(packaged.load("archive", "events", "function_words.yml"))
