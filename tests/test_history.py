"""What git tells of a fact: when it was first published, what it said before, and why that changed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator import history
from generator.history import Change, History, Past
from generator.model import Row
from generator.schema import built_in_tables
from generator.store import Store
from generator.values import People
from tests.explainers import PEOPLE, explainer, rows_of
from tests.repositories import TestRepository

NUMBERS = "content/event/facts/numbers.csv"
ATTENDEES = "content/event/facts/attendees.csv"
CORRECTIONS = "content/event/corrections.csv"
HEADER = "fact,what,value,unit,article,evidence,status\n"
KILLED = "numbers/killed"
NOTED = (
    "date,fact,was,now,reason\n2025-09-05,numbers/killed,600,at least 600,The bound was lost in editing.\n"
)


def killed(value: str, status: str = "accepted", fact: str = "killed") -> str:
    """Return a table of numbers with one row."""
    return f"{HEADER}{fact},Troops killed,{value},troops,a,{value} troops were killed,{status}\n"


def read(root: Path, corrections: str = "", renamed: str = "") -> History:
    """Return the history of the explainer "event", with today's corrections and renames."""
    one = explainer((), corrections=corrected(corrections), renamed=rows_of("renamed", renamed))
    return history.read(root, [one], built_in_tables(), People(PEOPLE))


def corrected(lines: str) -> Sequence[Row]:
    """Return corrections written as CSV."""
    return rows_of("corrections", lines)


def past(root: Path, fact: str = KILLED, corrections: str = "", renamed: str = "") -> Past:
    """Return the past of one fact."""
    return read(root, corrections, renamed).of("event").facts[fact]


def test_when_a_fact_first_appeared(git: TestRepository) -> None:
    """A fact is as old as the first commit in which it is accepted; a draft is not on the page."""
    git.commit("2025-09-01T10:00:00Z", {NUMBERS: killed("600", "draft")})
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-04T10:00:00Z", {"README.md": "Nothing of ours."})
    assert past(git.root) == Past("2025-09-03", ())


def test_what_it_said_before_and_why(git: TestRepository) -> None:
    """A value that changed is told with its day, and with the reason that corrections give for that day."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: killed("at least 600")})
    why = "The bound was lost in editing."
    change = Change("2025-09-05", "value", ("600",), ("at least 600",), why)
    assert past(git.root, corrections=NOTED) == Past("2025-09-03", (change,))
    assert past(git.root).changes[0].reason == ""


def test_a_reason_belongs_to_the_change_of_its_own_day(git: TestRepository) -> None:
    """Of two changes on two days the one on the day of the correction has its reason, the other has none."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("700")})
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: killed("800")})
    assert [bool(one.reason) for one in past(git.root, corrections=NOTED).changes] == [False, True]


def test_a_reason_that_came_with_the_change(git: TestRepository) -> None:
    """A correction committed with the change gives its reason though it was dated before the merge."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-07T10:00:00Z", {NUMBERS: killed("at least 600"), CORRECTIONS: NOTED})
    git.commit("2025-09-08T10:00:00Z", {NUMBERS: killed("at least 700")})
    reasons = [(one.day, one.reason) for one in past(git.root, corrections=NOTED).changes]
    assert reasons == [("2025-09-07", "The bound was lost in editing."), ("2025-09-08", "")]


def test_what_means_the_same_is_no_change(git: TestRepository) -> None:
    """Rows in another order, other quoting, another note or another spelling of a number change nothing."""
    second = "sent,Troops sent,1,troops,a,x,accepted\n"
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("15000") + second})
    moved = f'{HEADER}{second}killed,"Troops killed","15,000",troops,a,Another sentence,disputed\n'
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: moved})
    assert past(git.root) == Past("2025-09-03", ())


def test_a_second_value_is_told(git: TestRepository) -> None:
    """Where another article says something else the fact says it besides."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit(
        "2025-09-05T10:00:00Z", {NUMBERS: killed("600") + "killed,Troops killed,900,troops,b,x,accepted\n"}
    )
    assert past(git.root).changes == (Change("2025-09-05", "value", (), ("900",), ""),)


def test_a_renamed_fact_keeps_its_past(git: TestRepository) -> None:
    """A fact listed in renamed.csv is as old as under its first name, whatever it was called between."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600", fact="dead")})
    git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("700", fact="losses")})
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: killed("700")})
    renamed = "was,now\nnumbers/dead,numbers/losses\nnumbers/losses,numbers/killed\n"
    change = Change("2025-09-04", "value", ("600",), ("700",), "")
    assert past(git.root, renamed=renamed) == Past("2025-09-03", (change,))
    assert past(git.root) == Past("2025-09-05", ())


def test_names_that_lead_in_a_circle_end(git: TestRepository) -> None:
    """Where renamed.csv leads from a name back to itself, which checking reports, reading still ends."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    circle = "was,now\nnumbers/killed,numbers/dead\nnumbers/dead,numbers/killed\n"
    assert [one.first for one in read(git.root, renamed=circle).of("event").facts.values()] == ["2025-09-03"]


def test_people_are_known_by_todays_names(git: TestRepository) -> None:
    """Somebody whose spelling was changed to another that people.csv knows is the same fact."""
    header = "person,country,presence,article,evidence,status\n"
    git.commit("2025-09-03T10:00:00Z", {ATTENDEES: f"{header}Kim Jong-un,KP,expected,a,x,accepted\n"})
    git.commit("2025-09-05T10:00:00Z", {ATTENDEES: f"{header}Kim Jong Un,KP,attended,a,x,accepted\n"})
    [change] = past(git.root, "attendees/kim-jong-un").changes
    assert (change.field, change.before, change.after) == ("presence", ("expected",), ("attended",))


def test_a_branch_counts_when_it_is_merged(git: TestRepository) -> None:
    """What was committed on a branch was published on the day of the merge, in one step."""
    git.commit("2025-09-01T10:00:00Z", {"README.md": "x"})
    git.git("checkout", "--quiet", "-b", "review")
    git.commit("2025-09-02T10:00:00Z", {NUMBERS: killed("500")})
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.git("checkout", "--quiet", "main")
    git.commit("2025-09-04T10:00:00Z", {"README.md": "y"})
    git.git("merge", "--quiet", "--no-ff", "-m", "Merge", "review", GIT_COMMITTER_DATE="2025-09-06T10:00:00Z")
    assert past(git.root) == Past("2025-09-06", ())


def test_a_withdrawn_fact_that_comes_back_says_so(git: TestRepository) -> None:
    """A fact that was retracted and accepted again tells from when to when readers did not see it."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("600", "retracted")})
    git.commit("2025-09-06T10:00:00Z", {NUMBERS: killed("600")})
    assert past(git.root) == Past("2025-09-03", (Change("2025-09-06", "", ("2025-09-04",), (), ""),))


SETTINGS = {
    "color.ui": "always",
    "core.abbrev": "4",
    "diff.renames": "copies",
    "format.pretty": "oneline",
    "log.diffMerges": "combined",
    "log.follow": "true",
    "log.showRoot": "false",
    "log.showSignature": "true",
}


def test_no_setting_of_a_repository_changes_its_history(git: TestRepository) -> None:
    """Whatever git is told to show by its configuration, the history is the same."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.git("checkout", "--quiet", "-b", "review")
    git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("700")})
    git.git("checkout", "--quiet", "main")
    git.commit("2025-09-05T10:00:00Z", {"content/event/explainer.md": "x"})
    git.git("merge", "--quiet", "--no-ff", "-m", "Merge", "review", GIT_COMMITTER_DATE="2025-09-06T10:00:00Z")
    before = read(git.root)
    assert [one.day for one in before.of("event").facts[KILLED].changes] == ["2025-09-06"]
    for name, value in SETTINGS.items():
        git.git("config", name, value)
    assert read(git.root) == before


def test_no_word_of_a_commit_is_read(git: TestRepository) -> None:
    """Who committed and with what message has no part in the past, whatever is written there."""
    hostile = "\x01:100644 100644 a b M\n<script>alert(1)</script>\x1b[31m\n"
    names = {"GIT_AUTHOR_NAME": ":000000 <b>\u202e", "GIT_COMMITTER_NAME": "commit deadbeef 1"}
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")}, hostile, **names)
    assert past(git.root) == Past("2025-09-03", ())


def test_an_explainer_keeps_its_past_in_a_renamed_folder(git: TestRepository) -> None:
    """Facts are as old as in a folder of another name, renamed twice and edited on the way."""
    text = "---\ntitle: The event\n---\n" + "What happened there, in the words of an editor.\n" * 9
    git.commit(
        "2025-09-03T10:00:00Z",
        {"content/first/explainer.md": text, "content/first/facts/numbers.csv": killed("600")},
    )
    git.git("mv", "content/first", "content/second")
    git.commit("2025-09-04T10:00:00Z", {"content/second/explainer.md": f"{text}More.\n"})
    git.git("mv", "content/second", "content/event")
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: killed("700"), "content/first/explainer.md": "Another.\n"})
    change = Change("2025-09-05", "value", ("600",), ("700",), "")
    assert past(git.root) == Past("2025-09-03", (change,))


def test_a_file_that_moves_alone_takes_no_past_along(git: TestRepository) -> None:
    """A table moved from one explainer to another is new there: the explainer it came from lives on."""
    git.commit("2025-09-03T10:00:00Z", {"content/other/facts/numbers.csv": killed("600")})
    git.git("mv", "content/other", "content/event")
    git.commit("2025-09-04T10:00:00Z", {})
    assert past(git.root) == Past("2025-09-04", ())


def test_a_state_that_cannot_be_read_was_none(git: TestRepository) -> None:
    """A commit with a broken table, an unknown column, a missing one or no table at all tells nothing."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    for broken in ('fact,what\n"never closed', "", "x,y\n1,2\n", f"{HEADER}killed,700\n", "\0\n"):
        git.commit("2025-09-04T10:00:00Z", {NUMBERS: broken})
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: None, "content/event/facts/unknown.csv": killed("1")})
    git.commit("2025-09-06T10:00:00Z", {NUMBERS: killed("600")})
    assert past(git.root) == Past("2025-09-03", ())


def test_the_past_of_a_shallow_clone_begins_at_its_cut(git: TestRepository, tmp_path: Path) -> None:
    """In a shallow clone what stood there at the cut has no first day; what changed since is told."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("700")})
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: killed("800") + "sent,Troops sent,1,troops,a,x,accepted\n"})
    clone = tmp_path / "clone"
    git.git("clone", "--quiet", "--depth=2", f"file://{git.root}", str(clone))
    told = read(clone)
    assert told.shallow
    assert told.of("event").facts[KILLED] == Past(
        "", (Change("2025-09-05", "value", ("700",), ("800",), ""),)
    )
    assert told.of("event").facts["numbers/sent"] == Past("2025-09-05", ())
    assert not read(git.root).shallow


def test_a_project_inside_a_repository(git: TestRepository) -> None:
    """A project may lie in a folder of a larger repository."""
    git.commit("2025-09-03T10:00:00Z", {f"sites/news/{NUMBERS}": killed("600"), NUMBERS: killed("1")})
    assert past(git.root / "sites" / "news").first == "2025-09-03"


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    """A folder that is in no repository has no history, which is nothing to complain of."""
    assert read(tmp_path) == History()


def test_without_git_there_is_no_history(git: TestRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the repository cannot be read there is no history, and the reason is known."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    monkeypatch.setenv("PATH", "")
    told = read(git.root)
    assert told.explainers == {}
    assert told.problem.startswith("git is not installed")


def test_a_repository_that_is_damaged_breaks_nothing(git: TestRepository) -> None:
    """Where git cannot hand out a file there is no history, and the reason is known."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    digest = git.git("rev-parse", f"HEAD:{NUMBERS}")
    (git.root / ".git/objects" / digest[:2] / digest[2:]).unlink()
    told = read(git.root)
    assert (told.explainers, bool(told.problem)) == ({}, True)


def test_the_same_commit_gives_the_same_history(git: TestRepository, tmp_path: Path) -> None:
    """Two clones of one commit tell the same, and the digest tells histories apart."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.git("clone", "--quiet", str(git.root), str(tmp_path / "clone"))
    here = read(git.root)
    assert read(tmp_path / "clone") == here
    git.commit("2025-09-04T10:00:00Z", {NUMBERS: killed("700")})
    assert (
        len({here.of("event").digest, read(git.root).of("event").digest, read(tmp_path).of("event").digest})
        == 3
    )


def test_what_was_worked_out_for_a_commit_is_kept(git: TestRepository, tmp_path: Path) -> None:
    """For the same commit and the same content the history comes out of the store, and git reads no file."""
    git.commit("2025-09-03T10:00:00Z", {NUMBERS: killed("600")})
    git.commit("2025-09-05T10:00:00Z", {NUMBERS: killed("at least 600")})
    store = Store(tmp_path / "kept")

    def told(source: str) -> History:
        one = explainer((), corrections=corrected(NOTED))
        return history.read(git.root, [one], built_in_tables(), People(PEOPLE), {"event": source}, store)

    first = told("as it was")
    assert first.of("event").facts[KILLED].changes[0].reason == "The bound was lost in editing."
    digest = git.git("rev-parse", f"HEAD:{NUMBERS}")
    (git.root / ".git/objects" / digest[:2] / digest[2:]).unlink()
    assert told("as it was") == first
    assert told("edited").problem
