"""Facts → files to work with: each table as CSV and JSON, and a Data Package that describes them.

The descriptor is the Data Package standard, version 2 (https://datapackage.org/standard/data-package/).
A table's columns carry the names of its declaration; whatever we add to one has a point in its name
(``value.amount``), which no field's name can have. Rows are as their articles have them: what one article
says, in the words of the page, beside the cell as written and its normalised parts.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.model import Agreement, Explainer, Fact, Status
from generator.project import Project
from generator.schema import Field, Table
from generator.views import Asset, addresses, web, words
from generator.views.fact_view import FactView
from generator.views.facts import FactShower
from generator.views.statements import NORMAL, RowStatements, statements

_PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection")."""
_JSON_TYPES = {"amount": "number", "upper": "number"}
_ENUMS = {"bound": ["exact", "about", "more", "less"]}
_ENCODER = json.JSONEncoder(ensure_ascii=False)
Cell = str | int | float | None


class _Entry(Struct, frozen=True):
    """A fact with its view and its rows' statements."""

    fact: Fact
    view: FactView
    address: str
    rows: tuple[tuple[RowStatements, str], ...]
    """Each with the address of its evidence."""


def downloads(
    explainer: Explainer, tables: Sequence[Table], facts: Sequence[Fact], shower: FactShower, project: Project
) -> tuple[Asset, ...]:
    """Return an explainer's tables as files: for each with facts a CSV and a JSON, then the Data Package."""
    folder = web.data_folder(explainer.slug)
    writer = _Writer(explainer, shower, project.site_url)
    assets: list[Asset] = []
    resources: list[dict[str, object]] = []
    for table in tables:
        entries = [writer.entry(fact) for fact in facts if fact.table == table.name]
        if entries:
            fields = _fields(table)
            sheet = Asset(folder / f"{table.name}.csv", writer.csv(fields, entries), explainer.location)
            tree = Asset(folder / f"{table.name}.json", writer.json(table, entries), explainer.location)
            assets += [sheet, tree]
            resources += [
                _resource(sheet, table, {"type": "table", "schema": {"fields": fields}}),
                _resource(tree, table, {}),
            ]
    if resources:
        package = _json(writer.package(), "resources", resources)
        assets.append(Asset(folder / web.PACKAGE, package, explainer.location))
    return tuple(assets)


class _Writer:
    """Writes the tables of one explainer."""

    def __init__(self, explainer: Explainer, shower: FactShower, site_url: str) -> None:
        self.explainer = explainer
        self.shower = shower
        self.site_url = site_url

    def entry(self, fact: Fact) -> _Entry:
        """Return a fact with all that the files tell of it."""
        view = self.shower.show(fact)
        home = addresses.explainer_page(self.explainer.slug)
        rows = statements(fact, self.shower)
        return _Entry(
            fact,
            view,
            web.address(self.site_url, home, view.anchor),
            tuple((row, self.evidence_address(row)) for row in rows),
        )

    def csv(self, fields: Iterable[Mapping[str, object]], entries: Iterable[_Entry]) -> bytes:
        """Return the rows as CSV (RFC 4180), in which no cell can act as a formula."""
        columns = [str(one["name"]) for one in fields]
        text = io.StringIO()
        sheet = csv.writer(text, lineterminator="\r\n")
        sheet.writerow(columns)
        for entry in entries:
            for row, address in entry.rows:
                sheet.writerow(map(_defused, map(self.cells(entry, row, address).get, columns)))
        return text.getvalue().encode()

    def cells(self, entry: _Entry, row: RowStatements, address: str) -> Mapping[str, Cell]:
        """Return the cells of a row by column; columns without a value are left out."""
        fact = entry.fact
        cells: dict[str, Cell] = {
            "fact.id": fact.id,
            "fact.address": entry.address,
            "fact.agreement": fact.agreement.value,
            "fact.origins": len(fact.origins),
            "article": row.row.article,
            "article.address": address,
            "article.original": row.original,
            "evidence.exact": row.quotation.exact,
            "evidence.prefix": row.quotation.prefix,
            "evidence.suffix": row.quotation.suffix,
            "status": row.row.status.value,
        }
        for one in row.statements:
            cells |= {one.field: one.shown, f"{one.field}.written": one.written}
            cells |= {f"{one.field}.{part}": value for part, value in one.normal.items()}
        return cells

    def json(self, table: Table, entries: Iterable[_Entry]) -> bytes:
        """Return the facts as JSON: each with its values as its page has them, then row by row."""
        about = {"name": table.name, "title": self.title(table), "description": table.description}
        facts = [self.fact(entry) for entry in entries]
        return _json({"explainer": self.about(), "table": about}, "facts", facts)

    def title(self, table: Table) -> str:
        return self.shower.translation.gettext(table.title)

    def about(self) -> dict[str, object]:
        page = addresses.explainer_page(self.explainer.slug)
        return {
            "title": words.collapsed(self.explainer.title),
            "address": web.address(self.site_url, page),
            "date": self.explainer.date,
            "updated": self.explainer.updated,
        }

    def fact(self, entry: _Entry) -> dict[str, object]:
        return {
            "id": entry.fact.id,
            "address": entry.address,
            "label": entry.view.label,
            "agreement": entry.fact.agreement.value,
            "origins": len(entry.fact.origins),
            "notes": list(entry.view.notes),
            "fields": [
                {
                    "name": field.name,
                    "title": field.title,
                    "differs": field.conflicting,
                    "values": [value.words for value in field.values],
                }
                for field in entry.view.all_fields
            ],
            "rows": [self.row(row, address) for row, address in entry.rows],
        }

    def row(self, row: RowStatements, address: str) -> dict[str, object]:
        article = row.article
        quotation = row.quotation
        return {
            "article": {
                "name": row.row.article,
                "title": words.article_label(article) if article else "",
                "publisher": words.collapsed(article.publisher) if article else "",
                "published": article.published if article else "",
                "address": address,
                "original": row.original,
            },
            "status": row.row.status.value,
            "evidence": {
                "type": "TextQuoteSelector",
                "exact": quotation.exact,
                **({"prefix": quotation.prefix} if quotation.prefix else {}),
                **({"suffix": quotation.suffix} if quotation.suffix else {}),
            },
            "values": {
                one.field: {
                    "shown": one.shown,
                    "written": one.written,
                    **one.normal,
                }
                for one in row.statements
            },
        }

    def evidence_address(self, row: RowStatements) -> str:
        page = addresses.article_page(self.explainer.slug, row.row.article)
        return web.address(self.site_url, page, row.anchor)

    def package(self) -> dict[str, object]:
        page = web.address(self.site_url, addresses.explainer_page(self.explainer.slug))
        sources = [
            {
                "title": ", ".join(filter(None, [words.article_label(one), words.collapsed(one.publisher)])),
                **({"path": addresses.safe_url(one)} if addresses.safe_url(one) else {}),
            }
            for one in self.explainer.articles
        ]
        return {
            "$schema": _PACKAGE_PROFILE,
            "name": self.explainer.slug,
            "title": words.collapsed(self.explainer.title),
            "description": words.collapsed(self.explainer.standfirst),
            **({"homepage": page} if self.site_url else {}),
            "sources": sources,
        }


def _fields(table: Table) -> list[dict[str, object]]:
    """Return the columns of a table's CSV as Table Schema fields."""
    described = [
        _field("fact.id", "Fact", "The fact's identifier within the table.", required=True),
        _field("fact.address", "Address of the fact", "Where the fact stands on its page."),
        _field("fact.agreement", "Agreement", "What independent origins say of the fact.",
               enum=[one.value for one in Agreement]),
        _field("fact.origins", "Origins", "From how many independent origins it comes.", "integer"),
    ]  # fmt: skip
    for field in table.fields:
        described += _own_fields(field)
    return [
        *described,
        _field("article", "Article", "The article that says so.", required=True),
        _field("article.address", "Address of the evidence", "The evidence marked in its article."),
        _field("article.original", "Original", "The article's own address, at the quoted words."),
        _field("evidence.exact", "Evidence", "The article's own words that support the row.", required=True),
        _field("evidence.prefix", "Words before", "Just before the evidence, where its words occur twice."),
        _field("evidence.suffix", "Words after", "Just after the evidence, where its words occur twice."),
        _field("status", "Status", "Where the row stands in the editors' work.",
               enum=[one.value for one in Status if one.published]),
    ]  # fmt: skip


def _own_fields(field: Field) -> list[dict[str, object]]:
    columns = [
        _field(field.name, field.title, field.description, required=field.required),
        _field(f"{field.name}.written", f"{field.title}, as written", "The cell as the editor wrote it."),
    ]
    for part in NORMAL.get(field.value_type, ()):
        title = f"{field.title}, {part}"
        type_ = _JSON_TYPES.get(part, "string")
        columns.append(_field(f"{field.name}.{part}", title, "Normalised.", type_, enum=_ENUMS.get(part, [])))
    return columns


def _field(
    name: str,
    title: str,
    description: str,
    type_: str = "string",
    required: bool = False,
    enum: Sequence[str] = (),
) -> dict[str, object]:
    constraints: dict[str, object] = {"required": True} if required else {}
    if enum:
        constraints["enum"] = list(enum)
    described: dict[str, object] = {"name": name, "type": type_, "title": title, "description": description}
    return described | ({"constraints": constraints} if constraints else {})


def _resource(asset: Asset, table: Table, more: Mapping[str, object]) -> dict[str, object]:
    suffix = asset.path.suffix.removeprefix(".")
    return {
        "name": table.name if suffix == "csv" else f"{table.name}-{suffix}",
        "path": asset.path.name,
        "title": table.title,
        "description": table.description,
        "format": suffix,
        "mediatype": {"csv": "text/csv", "json": "application/json"}[suffix],
        "encoding": "utf-8",
        "bytes": len(asset.body),
        "hash": f"sha256:{hashlib.sha256(asset.body).hexdigest()}",
        **more,
    }


def _defused(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: an apostrophe before words that begin like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _json(about: Mapping[str, object], name: str, several: Iterable[object]) -> bytes:
    """Return JSON in which each of ``several`` stands on a line of its own, so that versions compare well."""
    written = ",\n".join(map(_ENCODER.encode, several))
    return f'{_ENCODER.encode(about)[:-1]}, "{name}": [\n{written}\n]}}\n'.encode()
