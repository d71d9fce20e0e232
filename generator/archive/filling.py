"""A share of an input → its rows, set aside until every share of the run is done.

The articles are read as ``extract --batch`` reads them, some together. What cannot be read is a finding.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from generator import edtf
from generator.archive import sources
from generator.archive.places import Place
from generator.archive.shares import ASIDE, KEY, Done, Share, done
from generator.archive.tables import ABOUT, TABLES, UNKNOWN_MONTH
from generator.extract import Extraction
from generator.extract import records as extracted
from generator.extract.batch import collecting_nothing, read_together
from generator.extract.document import Document as Analysed
from generator.extract.document import Source
from generator.intake.documents import Document
from generator.intake.refusal import Refused
from generator.language.memory import BATCH

_PACKED = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
"""Read once, soon: what makes a file small to keep, as Parquet does, would cost more time than it saves."""


def extract(share: Share) -> Done:
    """Extract a share, set its rows aside and return what became of it.

    What was finished by a worker that died before it could say so is not done again. Raises ``OSError`` when
    the output cannot be written.
    """
    if ready := done(share):
        return ready
    filled = _Filled(share)
    records = sources.records(share.input, share.mark, share.count)
    while together := list(islice(records, BATCH)):
        # Not around the reading of records: what a page is analysed with does leave garbage.
        with collecting_nothing():
            filled.add(together)
            filled.pack()
    return filled.set_aside()


def give_up(share: Share) -> Done:
    """Set aside that a record could not be read, as it kills whoever reads it. Raises ``OSError``."""
    filled = _Filled(share)
    filled.find(share.mark.number, "", "source-broken", "Each process that read it died.")
    return filled.set_aside()


class _Filled:
    """The tables of a share as they fill."""

    def __init__(self, share: Share) -> None:
        self.share = share
        self.articles = 0
        self.findings: Counter[str] = Counter()
        self.rows: dict[str, list[tuple[str, Mapping[str, Any]]]] = {table: [] for table in TABLES}
        """Month and row of what was found since they were packed."""
        self.packed: dict[str, list[pa.RecordBatch]] = {table: [] for table in TABLES}
        """What was found before."""
        self.months: dict[str, list[str]] = {table: [] for table in TABLES}
        """The month of each packed row."""

    def add(self, records: Sequence[sources.Record]) -> None:
        """Read some articles together; what is none, and what cannot be read, is a finding."""
        articles = []
        for record in records:
            if isinstance(record.document, Refused):
                self.find(record.number, "", record.document.rule, record.document.message)
            else:
                articles.append((record, record.document))
        found = read_together([_source(document) for _, document in articles])
        for (record, document), read in zip(articles, found, strict=True):
            if isinstance(read, Exception):
                said = f"The article cannot be read ({type(read).__name__}: {read})."
                self.find(record.number, "", "source-broken", said)
            else:
                self.keep(record, document, *read)

    def keep(
        self, record: sources.Record, document: Document, analysed: Analysed, extraction: Extraction
    ) -> None:
        """Add an article and its rows, those that fail the checks left out where that was asked."""
        month = document.published[:7] if edtf.day(f"{document.published[:7]}-01") else UNKNOWN_MONTH
        key = f"{self.share.digest[:KEY]}-{record.number:09}"
        about = {name: getattr(document, name) or None for name in ABOUT}
        about |= {"article": key, "id": record.identifier or None, "date": document.published or None}
        self.rows["articles"].append((month, about))
        self.articles += 1
        failed = _failed(document, extraction) if self.share.checked else {}
        for table, rows in extracted.tables(analysed, extraction).items():
            for place, row in enumerate(rows):
                if reason := failed.get((table, place)):
                    self.find(record.number, table, *reason)
                else:
                    row["article"] = key
                    self.rows[table].append((month, row))

    def find(self, number: int, table: str, rule: str, message: str) -> None:
        """Count a finding and keep it."""
        self.findings[rule] += 1
        found = {"input": self.share.input.name, "record": number, "table": table or None}
        self.rows["findings"].append((UNKNOWN_MONTH, {**found, "rule": rule, "message": message}))

    def pack(self) -> None:
        """Keep rows as columns: as objects they would scatter what is read next over ever more memory."""
        for table, rows in self.rows.items():
            if rows:
                columns = pa.array([row for _, row in rows], pa.struct(TABLES[table]))
                self.packed[table].append(pa.RecordBatch.from_struct_array(columns))
                self.months[table] += [month for month, _ in rows]
                rows.clear()

    def set_aside(self) -> Done:
        """Write the tables beside each other, then what became of the share, which makes it done."""
        self.pack()
        place = Place(self.share.out)
        counted = {table: counts for table in TABLES if (counts := self._written(place, table))}
        found = Done(self.share.name, self.articles, self.findings, counted)
        with place.written(f"{ASIDE}/{self.share.name}.json") as file:
            file.write(found.written())
        return found

    def _written(self, place: Place, table: str) -> Mapping[str, int]:
        """Write a table's rows, a batch for each month, and return how many rows each has."""
        schema, counted = TABLES[table], Counter(sorted(self.months[table]))
        if counted:
            path = f"{ASIDE}/{self.share.name}/{table}.arrow"
            rows, months = pa.Table.from_batches(self.packed[table]), pa.array(self.months[table])
            with place.written(path) as file, pa.ipc.new_file(file, schema, options=_PACKED) as writer:
                for month in counted:
                    of_month = rows.filter(pc.equal(months, month)).combine_chunks()
                    writer.write_batch(of_month.to_batches()[0])
        return counted


def _failed(document: Document, extraction: Extraction) -> Mapping[tuple[str, int], tuple[str, str]]:
    from generator.archive import passing  # few ask for it, and checks start slowly

    return passing.failed(document, extraction)


def _source(given: Document) -> Source:
    return Source(given.text, given.title or None, edtf.day(given.published))
