"""Keys of articles → pairs: which are copies of one text, and which speak of the same thing.

Pairs are found by joins on what two articles have in common, never by looking at all of them. All that is
added up is whole numbers: the same pairs have the same scores in whatever order they are met.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

PRIOR_ARTICLES, PRIOR_FREQUENCY = 1_000, 20
"""How rare a word is, is judged as if a thousand articles on other things stood beside, with each word in
twenty of them: else a small archive on one subject would have no rare words, and a large one no others."""
TERMS = 100
"""So many terms of an article count, those with the most weight."""
SCALE = 10_000
"""Weights are whole numbers of this part of 1."""
NEIGHBOURS = 25
"""Of many articles with a term, each is compared with those that come up to so many before it, or a little
more: what a term finds grows with the articles that have it, not with their square."""
HALF_LIFE = 12
"""Days between two articles after which what they have in common counts half."""
WINDOW = 42
"""Days between two articles from which on they are not compared."""
CROWD_DAYS, CROWDING = 7, 0.3
"""The more articles there are to compare with, the liker one another are those that only happen to be: scores
are divided by 1 and 0.3 times the natural logarithm of how many articles a day the last seven days had."""
FLOOR = 0.03
"""Pairs that score less count as nothing."""
_ROWS = 4_000_000
"""A join makes about so many rows at a time: what bounds the memory."""
_TOGETHER = 8_192
"""Articles whose terms are weighed at a time, for the same reason."""

PAIRS = pa.schema({"one": pa.int32(), "other": pa.int32(), "score": pa.float64()})


def numbered(keys: pa.Table) -> pa.Table:
    """Return keys in the order of their days, undated ones last, each with its ``number`` in that order."""
    order = [("day", "ascending"), ("digest", "ascending"), ("article", "ascending")]
    ordered = keys.sort_by(order)
    return ordered.append_column("number", pa.array(range(len(ordered)), pa.int32()))


def frequencies(keys: pa.Table) -> pa.Table:
    """Return in how many articles each term occurs: ``term``, ``articles``."""
    terms = pa.table({"term": pc.list_flatten(keys["terms"].combine_chunks())})
    counted = terms.group_by("term", use_threads=False).aggregate([([], "count_all")])
    return counted.rename_columns(["term", "articles"])


def summed(counts: pa.Table) -> pa.Table:
    """Return the counts of :func:`frequencies` of several sets of articles as those of all."""
    total = counts.group_by("term", use_threads=False).aggregate([("articles", "sum")])
    return total.rename_columns(["term", "articles"]).sort_by("term")


def alike(keys: pa.Table, first: int) -> pa.Table:
    """Return the pairs of articles that share a band of their sketches: ``one`` before ``other``.

    ``other`` is ``first`` or comes later.
    """
    found = _exploded(keys, "bands").rename_columns(["number", "key"])
    parts = _joined(found, keys["day"], first)
    pairs = [part.group_by(["one", "other"], use_threads=False).aggregate([]) for part in parts]
    return pa.concat_tables(pairs).sort_by([("other", "ascending"), ("one", "ascending")])


def scored(keys: pa.Table, known: pa.Table, articles: int, first: int) -> pa.Table:
    """Return the pairs of articles that have terms in common: ``one`` before ``other``, and their ``score``.

    ``known`` are the frequencies of the terms among ``articles`` articles; ``other`` is ``first`` or comes
    later. The score is the cosine of the articles' strongest terms, weighted by rarity (K. Spärck Jones, "A
    statistical interpretation of term specificity", 1972), the less the more days lie between them
    (:data:`HALF_LIFE`) and the more articles there were in those days (:data:`CROWDING`).
    """
    starts = range(0, max(len(keys), 1), _TOGETHER)
    terms = [_strongest(_weighed(keys.slice(start, _TOGETHER), known, articles)) for start in starts]
    crowding = _crowding(keys["day"].to_pylist())
    found = []
    for part in _joined(pa.concat_tables(terms), keys["day"], first):
        products = part.append_column("product", pc.multiply(part["weight"], part["weight earlier"]))
        total = products.group_by(["one", "other"], use_threads=False).aggregate([("product", "sum")])
        cosine = pc.divide(pc.cast(total["product_sum"], pa.float64()), float(SCALE**2))
        apart = pc.add(pc.divide(pc.cast(_gaps(total, keys["day"]), pa.float64()), float(HALF_LIFE)), 1.0)
        score = pc.divide(pc.divide(cosine, apart), pc.take(crowding, total["other"]))
        pairs = pa.table([total["one"], total["other"], score], schema=PAIRS)
        found.append(pairs.filter(pc.field("score") >= FLOOR))
    return pa.concat_tables(found).sort_by([("one", "ascending"), ("other", "ascending")])


def _exploded(keys: pa.Table, column: str) -> pa.Table:
    """Return a row for each item of a list: the article's number and the item."""
    lists = keys[column].combine_chunks()
    numbers = pc.take(keys["number"], pc.list_parent_indices(lists))
    return pa.table({"number": numbers, column: pc.list_flatten(lists)})


def _weighed(keys: pa.Table, known: pa.Table, articles: int) -> pa.Table:
    """Return a row for each term of each article, as a vector of length ``SCALE``: number, key, weight.

    Terms that no other article has count for the length, and are left out then.
    """
    terms = _exploded(keys, "terms").append_column(
        "damped", pc.cast(pc.list_flatten(keys["weights"].combine_chunks()), pa.float64())
    )
    coded = known.append_column("key", pa.array(range(len(known)), pa.int64()))
    found = terms.join(coded, "terms", "term", join_type="inner", use_threads=False)
    rarity = pc.divide(float(articles + PRIOR_ARTICLES), pc.add(found["articles"], PRIOR_FREQUENCY))
    weight = pc.multiply(found["damped"], pc.ln(rarity))
    found = found.append_column("weight", weight).append_column("square", pc.multiply(weight, weight))
    lengths = found.group_by("number", use_threads=False).aggregate([("square", "sum")])
    shared = found.filter(pc.field("articles") > 1).join(lengths, "number", use_threads=False)
    scaled = pc.multiply(pc.divide(shared["weight"], pc.sqrt(shared["square_sum"])), float(SCALE))
    rounded = pc.cast(pc.round(scaled), pa.int64())
    return pa.table({"number": shared["number"], "key": shared["key"], "weight": rounded})


def _strongest(terms: pa.Table) -> pa.Table:
    """Return each article's strongest terms."""
    order = [("number", "ascending"), ("weight", "descending"), ("key", "ascending")]
    ordered = terms.filter(pc.field("weight") > 0).sort_by(order)
    return ordered.filter(pc.less(_places(ordered["number"]), TERMS))


def _joined(items: pa.Table, days: pa.ChunkedArray, first: int) -> Iterator[pa.Table]:
    """Yield the pairs of articles with an item in common, a row for each, not too many rows at a time.

    All rows of a pair come together.
    ``items`` has the columns number, key and perhaps others, which the rows have of the later article, and
    of the earlier one with "earlier" after their name.
    """
    ordered = items.sort_by([("key", "ascending"), ("number", "ascending")])
    block = pc.divide(_places(ordered["key"]), NEIGHBOURS)
    later = ordered.append_column("block", block).filter(pc.field("number") >= first)
    # An earlier article is met by those of its own block and of the next one.
    earlier = pa.concat_tables(
        [ordered.append_column("block", block), ordered.append_column("block", pc.add(block, 1))]
    )
    last = max(len(days), first + 1)
    step = max(1, (last - first) // _slices(later, earlier))
    for start in range(first, last, step):
        chosen = (pc.field("number") >= start) & (pc.field("number") < start + step)
        # What stands on the right is held in memory while the rest passes by.
        few = later.filter(chosen)
        met = earlier.join(few, ["key", "block"], None, "inner", " earlier", use_threads=False)
        met = met.filter(pc.field("number earlier") < pc.field("number"))
        names = {"number earlier": "one", "number": "other"}
        met = met.rename_columns([names.get(name, name) for name in met.column_names])
        yield met.filter(pc.less(_gaps(met, days), WINDOW))


def _slices(later: pa.Table, earlier: pa.Table) -> int:
    """Return into how many slices of later articles the join is cut."""
    sizes = earlier.group_by(["key", "block"], use_threads=False).aggregate([([], "count_all")])
    rows = later.join(sizes, ["key", "block"], use_threads=False)["count_all"]
    return 1 + (pc.sum(rows).as_py() or 0) // _ROWS


def _places(ordered: pa.ChunkedArray) -> pa.Array:
    """Return for each of some sorted values how many equal ones stand before it."""
    runs = pc.run_end_encode(ordered.combine_chunks())
    ends = runs.run_ends
    starts = pa.concat_arrays([pa.array([0], ends.type), ends])[: len(ends)]
    first = pc.run_end_decode(pa.RunEndEncodedArray.from_arrays(ends, starts))
    return pc.subtract(pa.array(range(len(ordered)), first.type), first)


def _gaps(pairs: pa.Table, days: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the days between the articles of each pair: a half-life where they have no dates."""
    gap = pc.subtract(pc.take(days, pairs["other"]), pc.take(days, pairs["one"]))
    return pc.fill_null(gap, HALF_LIFE)


def _crowding(days: Sequence[int | None]) -> pa.Array:
    """Return for each of some articles, ordered by day, by how much scores are divided."""
    dated = [day for day in days if day is not None]
    found = []
    for day in dated:
        recent = bisect_right(dated, day) - bisect_right(dated, day - CROWD_DAYS)
        found.append(1 + CROWDING * math.log(max(1.0, recent / CROWD_DAYS)))
    return pa.array(found + [1.0] * (len(days) - len(dated)), pa.float64())
