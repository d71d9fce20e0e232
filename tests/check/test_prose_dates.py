"""Dates of the editor's prose that leave something out: the event tells it, never the day of an update."""

import pytest

from generator.check.prose_dates import ProseDates


def meant(words: str, event: str) -> str:
    """Return the first and the last day that the only date in ``words`` means; "" for none."""
    dates = ProseDates(words, event)
    (mention,) = dates.text.times
    date = dates.meant(mention)
    return f"{date.lower}/{date.upper}" if date else ""


@pytest.mark.parametrize(
    ("words", "event", "day"),
    [
        ("It opens on 15 September.", "2025-09-01/2025-09-15", "2025-09-15"),
        ("It opened on 15 September.", "2025-09-01/2025-09-15", "2025-09-15"),
        ("It closed on 20 June.", "2025-03-10", "2025-06-20"),
        ("They met on 28 December.", "2026-01-02", "2025-12-28"),
        ("They met on Sept 3.", "2025", "2025-09-03"),
        ("They met on 29 February.", "2024-05", "2024-02-29"),
        ("They met on Friday.", "2025-09-03", "2025-09-05"),
        ("They met on Tuesday morning.", "2025-09-03", "2025-09-02"),
        ("They met on 3 March.", "2022-02-24/..", "2022-03-03"),
        ("They met on 3 March.", "../2022-02-24", "2022-03-03"),
        ("They met yesterday.", "2025-09-03", "2025-09-02"),
        ("They met on 3 September 2019.", "2025-09-03", "2019-09-03"),
        ("They met on 3 September 2019.", "", "2019-09-03"),
        ("They met on 3 January.", "9999-12-31", "9999-01-03"),
        ("They met on Tuesday.", "0001-01-01", "0001-01-02"),
    ],
)
def test_a_day_is_the_one_nearest_the_event(words: str, event: str, day: str) -> None:
    """A day without its year, or a weekday, is the one nearest the event, whatever the tense of its verb."""
    assert meant(words, event) == f"{day}/{day}"


@pytest.mark.parametrize(
    ("words", "event", "days"),
    [
        ("It opened in September.", "2025-09-03", "2025-09-01/2025-09-30"),
        ("It opened in early December.", "2026-01-03", "2025-12-01/2025-12-31"),
        ("It opened last September.", "2025-09-03", "2024-09-01/2024-09-30"),
        ("It opened last month.", "2025-09-03", "2025-08-01/2025-08-31"),
        ("It opens next year.", "2025-09-03", "2026-01-01/2026-12-31"),
    ],
)
def test_a_month_or_year_is_counted_from_the_event(words: str, event: str, days: str) -> None:
    """A month without its year is the nearest; "last" and "next" count from the first day of the event."""
    assert meant(words, event) == days


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("They met on Tuesday.", "2025-09-01/2025-09-15"),
        ("They met on 3 March.", "2022-02-24/2023-05-01"),
        ("They met on 3 March.", "1998/2025"),
        ("They met on 3 March.", ""),
        ("They met yesterday.", "soon"),
    ],
)
def test_what_may_be_several_days_is_none(words: str, event: str) -> None:
    """Where the event holds a day more than once, or has no date, an incomplete date means nothing."""
    dates = ProseDates(words, event)
    assert [dates.meant(mention) for mention in dates.text.times] == [None]
