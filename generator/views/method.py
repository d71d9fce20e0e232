"""The page that says how the pages are made and what their words mean."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from generator.findings import Checked, rules
from generator.model import Content
from generator.translation import Translation
from generator.views import addresses, words
from generator.views.gist import Gist
from generator.views.page import SETTINGS, Page


class RuleTally(Struct, frozen=True):
    """One rule, and how often it was applied."""

    title: str
    made: str
    unmade: str


class Reason(Struct, frozen=True):
    """Why some checks could not be made."""

    because: str
    count: str


class MethodView(Struct, frozen=True):
    """What the page shows: its words stand in the template, the numbers here."""

    explainers: str
    articles: str
    facts: str
    rows: str
    made: str
    unmade: str
    tallies: tuple[RuleTally, ...]
    reasons: tuple[Reason, ...]


def method_page(
    content: Content, gists: Mapping[str, Gist], checked: Checked, translation: Translation
) -> Page:
    """Return the page about how pages are made."""
    return Page(
        path=addresses.METHOD,
        title=translation.gettext("How this is made"),
        description=translation.gettext(
            "How each fact is checked against the article it comes from, and what the words mean."
        ),
        template="method",
        hide=("navigation",),
        made_from=SETTINGS,
        view=_view(content, gists, checked, translation),
    )


def _view(
    content: Content, gists: Mapping[str, Gist], checked: Checked, translation: Translation
) -> MethodView:
    tallies = checked.tallies.values()
    reasons = Counter(one.because for one in checked.unchecked)
    return MethodView(
        explainers=words.counted_explainers(len(content.explainers), translation),
        articles=words.counted_articles(sum(len(one.articles) for one in content.explainers), translation),
        facts=words.counted_facts(sum(one.facts for one in gists.values()), translation),
        rows=words.counted_rows(checked.rows, translation),
        made=words.counted_checks(sum(tally.made for tally in tallies), translation),
        unmade=words.counted_checks(sum(tally.unmade for tally in tallies), translation),
        tallies=tuple(
            RuleTally(
                translation.gettext(rule.title),
                translation.number(checked.tallies[name].made),
                translation.number(checked.tallies[name].unmade),
            )
            for name, rule in rules().items()
            if name in checked.tallies
        ),
        reasons=tuple(
            Reason(translation.gettext(because), translation.number(count))
            for because, count in reasons.most_common()
        ),
    )
