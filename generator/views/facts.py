"""A fact as a reader meets it: what is said, who agrees, and the sentences it rests on."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator import values
from generator.history import NO_PASTS, Pasts
from generator.language import quantities
from generator.model import (
    Agreement,
    Explainer,
    Fact,
    FieldAgreement,
    Row,
    ValueGroup,
)
from generator.schema import Field, Table
from generator.translation import ENGLISH, Translation
from generator.views import addresses, backing, past, web, words
from generator.views.directory import Directory
from generator.views.fact_view import Citation, Embed, EvidenceView, FactView, FieldView, Memory, ValueView
from generator.views.marks import MarkedArticle, in_sentence
from generator.views.page import Link
from generator.views.past import Told

_LABEL_TYPES = ("text", "name", "verbatim")
_EDITORS_WORDS = ("text", "verbatim", "attribution", "unit", "identifier")
_NOT_LISTED = ("identifier", "attribution")
NAMING_TYPES = ("name", "parties")
"""Value types whose cells name people, organisations or countries."""


class FactShower(Struct, frozen=True):
    """Shows the facts of one explainer on one page."""

    explainer: Explainer
    tables: Mapping[str, Table]
    articles: Mapping[str, MarkedArticle]
    origin_of: Mapping[str, str]
    """The origin of each article, by slug."""
    directory: Directory
    context: values.Context
    here: PurePosixPath
    """The page on which the facts are shown."""
    site_url: str = ""
    """As in the settings: where the site stands on the web; "" when that is not known."""
    pasts: Pasts = NO_PASTS
    """What git knows of the facts."""
    memory: Memory | None = None
    """``None`` to remember nothing."""

    def remembering(self) -> "FactShower":
        """Return the same, showing each fact once on each page, for as long as it is kept."""
        return self if self.memory else replace(self, memory=Memory())

    @property
    def translation(self) -> Translation:
        """The language of the page's interface."""
        return self.context.translation or ENGLISH

    @property
    def language(self) -> str:
        """BCP 47 tag of what the explainer's editors wrote; "" where that is the interface's."""
        return self.foreign(self.explainer.language or self.translation.site)

    def foreign(self, language: str) -> str:
        """Return a BCP 47 tag where it is not that of the interface's words; else ""."""
        return self.translation.foreign(language)

    def show(self, fact: Fact) -> FactView:
        """Return the view of a fact."""
        if self.memory is None:
            return self._shown(fact)
        key = self.here, fact.table, fact.id
        if key not in self.memory.facts:
            self.memory.facts[key] = self._shown(fact)
        return self.memory.facts[key]

    def _shown(self, fact: Fact) -> FactView:
        table = self.tables[fact.table]
        label = label_field(table)
        shown = self.fields(fact)
        label_view = next((field for field in shown if field.name == label), None)
        anchor = addresses.fact_anchor(fact.table, fact.id)
        return FactView(
            anchor=anchor,
            version=past.version(fact),
            href=addresses.link(self.here, addresses.explainer_page(fact.explainer), anchor),
            kicker=self.translation.gettext(table.title),
            label=_label(label_view, fact),
            language=label_view.language if label_view else self.language,
            wordings=tuple(value.words for value in label_view.values[1:]) if label_view else (),
            label_type=table.field(label).value_type,
            label_link=_first_href(label_view),
            kind=words.agreement_kind(fact.agreement),
            marker=words.agreement_marker(fact),
            badge=words.capital(words.agreement_words(fact, self.translation)),
            basis=words.basis_words(fact, self.translation),
            fields=tuple(one for one in shown if one.name != label and one.value_type not in _NOT_LISTED),
            all_fields=shown,
            attribution=backing.attribution(fact.rows, table, self.translation),
            evidence=tuple(self._evidence(row) for row in fact.rows),
            notes=backing.notes(fact.rows, self.translation),
            origins=len(fact.origins),
            former=former(fact, self.explainer),
            past=self._past(fact, table),
            embed=self._embed(fact, _label(label_view, fact)),
        )

    def fields(self, fact: Fact) -> tuple[FieldView, ...]:
        """Return every field of a fact that has a value."""
        table = self.tables[fact.table]
        return tuple(self._field(fact, table.field(one.field), one) for one in fact.fields if one.groups)

    def cite(self, fact: Fact) -> Citation:
        """Return what another page says of a fact to lead to it."""
        home = addresses.explainer_page(fact.explainer)
        href = addresses.link(self.here, home, addresses.fact_anchor(fact.table, fact.id))
        if self.memory and (known := self.memory.facts.get((home, fact.table, fact.id))):
            return Citation(href, known.kicker, known.label, known.label_type, known.language, known.badge)
        table = self.tables[fact.table]
        field = table.field(label_field(table))
        said = next((one for one in fact.fields if one.field == field.name and one.groups), None)
        view = self._field(fact, field, said) if said else None
        return Citation(
            href=href,
            kicker=self.translation.gettext(table.title),
            label=_label(view, fact),
            label_type=field.value_type,
            language=view.language if view else self.language,
            badge=words.capital(words.agreement_words(fact, self.translation)),
        )

    def _past(self, fact: Fact, table: Table) -> tuple[Told, ...]:
        if self.here.parts[0] != fact.explainer:
            return ()
        return past.told(self.pasts.facts.get(fact.name), table, self.context)

    def _embed(self, fact: Fact, label: str) -> Embed | None:
        if not self.site_url or self.here != addresses.explainer_page(fact.explainer):
            return None
        card = web.fact_card(fact.explainer, addresses.fact_anchor(fact.table, fact.id))
        snippet = web.frame(web.address(self.site_url, card), label)
        return Embed(addresses.link(self.here, card), snippet)

    def copies(self, article: str) -> str:
        """Return that an article shares its origin with others, in words; "" when it stands alone."""
        slugs = [slug for slug, origin in self.origin_of.items() if origin == self.origin_of.get(article)]
        others = len(slugs) - 1
        if others < 1:
            return ""
        return self.translation.ngettext(
            "same origin as %(num)s other article, counted once",
            "same origin as %(num)s other articles, counted once",
            others,
        )

    def _field(self, fact: Fact, field: Field, one: FieldAgreement) -> FieldView:
        supporting = {origin for group in one.groups for origin in group.origins}
        partial = len(supporting) < len(fact.origins)
        conflicting = one.compared and one.agreement is Agreement.CONFLICTING
        differs = fact.agreement is Agreement.CONFLICTING
        shown = tuple(self._value(field, group, conflicting, differs) for group in one.groups)
        said = [value.words for value in shown]
        return FieldView(
            name=field.name,
            title=self.translation.gettext(field.title),
            value_type=field.value_type,
            values=shown,
            conflicting=conflicting,
            basis=words.counted_sources(len(supporting), self.translation) if partial else "",
            words=self.translation.listed(said, "or") if conflicting else ", ".join(said),
        )

    def _value(self, field: Field, group: ValueGroup, conflicting: bool, differs: bool) -> ValueView:
        table = self.tables[group.rows[0].table]
        parts: tuple[Link, ...] = ()
        if field.value_type in NAMING_TYPES or field.value_type == "country":
            parts = self.directory.links(group.value, self.here)
        whole, shown, unit, foreign = self._said(field, group)
        return ValueView(
            words=whole,
            written=group.value.words,
            amount=shown,
            unit=unit,
            language=self._language(field, group),
            unit_language=foreign,
            parts=parts,
            attribution=backing.attribution(group.rows, table, self.translation),
            articles=tuple(map(self._article_link, backing.first_of_each_article(group.rows)))
            if differs
            else (),
            value=group.value,
            evidence=tuple(map(self._evidence, group.rows)) if conflicting else (),
        )

    def words_of(self, field: Field, group: ValueGroup) -> str:
        """Return a value of a field in words, with its unit."""
        return self._said(field, group)[0]

    def _said(self, field: Field, group: ValueGroup) -> tuple[str, str, str, str]:
        """Return a value in words with its unit and without, its unit and the unit's language."""
        row = group.rows[0]
        key = row.table, field.name, group.value.words, row.words(field.unit)
        known = self.memory.cells.get(key) if self.memory else None
        if known is None:
            known = self._worded(field, group)
            if self.memory:
                self.memory.cells[key] = known
        return known

    def _worded(self, field: Field, group: ValueGroup) -> tuple[str, str, str, str]:
        if field.value_type in NAMING_TYPES:
            shown = self.translation.listed(self.directory.names(group.value))
        else:
            shown = values.TYPES[field.value_type].show(group.value, self.context)
        if field.value_type == "choice":
            shown = self.translation.pgettext(f"{group.rows[0].table}, {field.name}", shown)
        unit, foreign = self._unit(field, group)
        whole = self.translation.measured(shown, unit, group.value.normal[0]) if unit else shown
        return words.collapsed(whole), shown, unit, foreign

    def _language(self, field: Field, group: ValueGroup) -> str:
        """Return the language of a cell's words, where the cell is shown as it stands."""
        quoted = self.articles.get(group.rows[0].article) if field.value_type == "verbatim" else None
        if quoted:
            return self.foreign(quoted.article.language)
        return self.language if field.value_type in _EDITORS_WORDS else ""

    def _unit(self, field: Field, group: ValueGroup) -> tuple[str, str]:
        """Return a number's unit in the page's language where CLDR has it, else as written; its language."""
        written = group.rows[0].words(field.unit) if field.unit else ""
        if not written or self.translation.in_english:
            return written, self.language
        canonical = quantities.canonical_unit(written)
        if canonical == "percent":
            return self.translation.gettext("percent"), ""
        known = self.translation.unit(canonical, group.value.normal[0])
        return known or written, "" if known else self.language

    def _article_link(self, row: Row) -> Link:
        marked = self.articles.get(row.article)
        if marked is None:
            return Link(row.article, "")
        mark = marked.mark_of(row)
        page = addresses.article_page(self.explainer.slug, row.article)
        href = addresses.link(self.here, page, mark.anchor if mark else "")
        return Link(words.article_label(marked.article), href, self.foreign(marked.article.language))

    def _evidence(self, row: Row) -> EvidenceView:
        marked = self.articles.get(row.article)
        before, quoted, after = in_sentence(marked, row)
        return EvidenceView(
            before=before,
            quoted=quoted,
            after=after,
            article=self._article_link(row),
            byline=backing.byline(marked.article, self.translation) if marked else "",
            language=marked.article.language if marked else "",
            original=addresses.text_fragment(addresses.safe_url(marked.article), quoted) if marked else "",
            note=words.status_note(row.status, self.translation),
        )


def former(fact: Fact, explainer: Explainer) -> tuple[str, ...]:
    """Return the anchors a fact had under the names it had before."""
    before = [row.words("was") for row in explainer.renamed if row.words("now") == fact.name]
    return tuple(addresses.fact_anchor(*was.split("/", 1)) for was in before if "/" in was)


def label_field(table: Table) -> str:
    """Return the name of the field that says what a table's facts are about.

    It is the first required field that holds words of the editor's, a name or a quotation;
    failing that, the first field.
    """
    telling = (one for one in table.fields if one.required and one.value_type in _LABEL_TYPES)
    return str(next(telling, table.fields[0]).name)


def _label(field: FieldView | None, fact: Fact) -> str:
    if field is None:
        return fact.id
    shown = field.values[0].words
    return shown if field.value_type == "verbatim" else words.capital(shown)


def _first_href(field: FieldView | None) -> str:
    parts = field.values[0].parts if field else ()
    return parts[0].href if len(parts) == 1 else ""
