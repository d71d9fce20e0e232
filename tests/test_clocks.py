"""The day on which a fact changed, whatever clock a commit was made by."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.history.commits import days_of
from tests.repositories import TestRepository
from tests.test_history import NOTED, NUMBERS, killed, past


@pytest.mark.parametrize(
    ("time", "explained"),
    [("2025-09-06T23:30:00+0200", True), ("2025-09-05T01:30:00+0200", True), ("2025-09-07T12:00Z", False)],
)
def test_a_reason_by_the_clock_on_the_wall(git: TestRepository, time: str, explained: bool) -> None:
    """An editor's own day, which UTC calls the day before or after, is near enough; two days are not."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit(time, {NUMBERS: killed("at least 600")})
    assert bool(past(git.root, corrections=NOTED).changes[0].reason) == explained


def test_days_are_in_utc(git: TestRepository) -> None:
    """A commit made shortly before midnight in New York was made on the next day."""
    git.commit("2025-09-03T23:30:00-0400", {NUMBERS: killed("600")})
    assert past(git.root).first == "2025-09-04"


@pytest.mark.parametrize("date", ["@4102444800 +0000", "@1 +0000", "@99999999999999 +0000"])
def test_a_wrong_clock_is_not_believed(git: TestRepository, date: str) -> None:
    """A commit between two others was made between them, whatever its clock said: 2100, 1970 or never."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("700")})
    git.commit(date, {NUMBERS: killed("800")})
    git.commit("2025-09-06T10:00:00Z", {NUMBERS: killed("900")})
    git.commit("2025-09-07T10:00:00Z", {NUMBERS: killed("900") + "\n"})
    told = past(git.root)
    assert (told.first, [one.day for one in told.changes]) == (
        "2025-09-03",
        ["2025-09-04", "2025-09-06", "2025-09-06"],
    )


@pytest.mark.parametrize("date", ["@4102444800 +0000", "@0 +0000", "@99999999999999 +0000"])
def test_a_clock_that_nothing_contradicts_breaks_nothing(git: TestRepository, date: str) -> None:
    """A repository with one commit has the day of that commit, however odd, and always a day."""
    git.commit(date, {NUMBERS: killed("600")})
    assert len(past(git.root).first) == len("2025-09-03")


def test_a_commit_without_a_time_has_the_day_of_its_neighbours(git: TestRepository) -> None:
    """Of a damaged commit that tells no time the day is that of the commits around it."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    whole = git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("700")})
    written = git.root / "damaged"
    written.write_text(re.sub(r"(?m)^(committer .*>).*$", r"\1", git.git("cat-file", "commit", whole)) + "\n")
    damaged = git.git("hash-object", "-t", "commit", "-w", "--literally", str(written))
    git.git("update-ref", "HEAD", damaged)
    assert past(git.root).changes[0].day == "2025-09-03"


@pytest.mark.parametrize("date", ["@915062400 +1400", "2010-01-01T10:00:00Z"])
def test_one_wrong_clock_at_the_end_changes_no_day(git: TestRepository, date: str) -> None:
    """A newest commit from long ago, before git or after, has the day of the one before it."""
    git.commit("2026-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit(date, {NUMBERS: killed("700")})
    assert (past(git.root).first, past(git.root).changes[0].day) == ("2026-09-03", "2026-09-03")


DAYS = st.integers(1_700_000_000, 1_800_000_000)


@given(st.lists(DAYS, min_size=4, max_size=12).map(sorted), st.integers(0, 4_000_000_000), st.data())
def test_one_wrong_clock_moves_no_other_day(times: list[int], wrong: int, data: st.DataObject) -> None:
    """Whatever one commit's clock says, days never go back, and no other commit's is another."""
    place = data.draw(st.integers(0, len(times) - 2))
    right = days_of(times)
    found = days_of([*times[:place], wrong, *times[place:]])
    assert found == sorted(found)
    if not times[0] <= wrong <= times[-1]:
        assert [*found[:place], *found[place + 1 :]] == right
