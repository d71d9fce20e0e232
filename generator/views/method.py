"""The page that says how the pages are made and what their words mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.findings import Checked, rules
from generator.model import Content, Fact, Location
from generator.views import addresses, words
from generator.views.page import Page


@dataclass(frozen=True, slots=True)
class RuleTally:
    """One rule, and how often it was applied."""

    title: str
    made: str
    unmade: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some checks could not be made."""

    because: str
    count: str


@dataclass(frozen=True, slots=True)
class MethodView:
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
    content: Content, facts: Mapping[str, Sequence[Fact]], checked: Checked, place: Location
) -> Page:
    """Return the page about how pages are made."""
    return Page(
        path=addresses.METHOD,
        title="How this is made",
        description="How each fact is checked against the article it comes from, and what the words mean.",
        template="method",
        hide=("navigation",),
        made_from=place,
        view=_view(content, facts, checked),
    )


def _view(content: Content, facts: Mapping[str, Sequence[Fact]], checked: Checked) -> MethodView:
    tallies = checked.tallies.values()
    reasons = Counter(one.because for one in checked.unchecked)
    return MethodView(
        explainers=words.counted(len(content.explainers), "explainer"),
        articles=words.counted(sum(len(one.articles) for one in content.explainers), "article"),
        facts=words.counted(sum(len(some) for some in facts.values()), "fact"),
        rows=words.counted(checked.rows, "row"),
        made=words.counted(sum(tally.made for tally in tallies), "check"),
        unmade=words.counted(sum(tally.unmade for tally in tallies), "check"),
        tallies=tuple(
            RuleTally(rule.title, f"{checked.tallies[name].made:,}", f"{checked.tallies[name].unmade:,}")
            for name, rule in rules().items()
            if name in checked.tallies
        ),
        reasons=tuple(Reason(because, f"{count:,}") for because, count in reasons.most_common()),
    )
