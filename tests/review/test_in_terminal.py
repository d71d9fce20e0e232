"""What a review says at a terminal, and what content cannot make it say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.report import visible
from generator.review import as_text, summary
from generator.review.layout import WIDTH, Styled, columns, lines
from tests.review.reports import Report, changed_rows, fact, report, saying, to_do, value

CODES = re.compile("\x1b\\[[0-9;]*m")
"""What colours a terminal."""


def entry(title: str, colour: bool = False) -> str:
    """Return what the text says of the change with a title."""
    blocks = as_text(report(), colour).split("\n\n")
    return next(block for block in blocks if title in block)


def test_a_fact_is_told_field_by_field() -> None:
    """A changed fact names its values before and after, its row, what wants care, and both sentences."""
    assert entry("Length of the bridge") == (
        "  changed The numbers: Length of the bridge (numbers/length)\n"
        "    ! Readers saw what it said before: corrections.csv has to tell them.\n"
        "    ! Its sources differ now.\n"
        "    single source → conflicting\n"
        "    Value: at least 600 metres → 700 metres or 650 metres\n"
        "    Row changed, accepted: content/harbour-bridge/facts/numbers.csv:3\n"
        "      ! To be reviewed again: it was accepted with other words.\n"
        "      ! Lost: the ministry said (attribution).\n"
        "      Unit: metres → m (other words, same meaning)\n"
        "      - The bridge, built by two towns, is **at least 600 metres** long, he\n"
        "        said. [The bridge opens: bridge-opens.md:12]\n"
        "      + The bridge, built by two towns, is **700 metres** long, she said. [The\n"
        "        bridge opens: bridge-opens.md:12]"
    )


def test_a_draft_says_that_readers_do_not_see_it() -> None:
    """A fact of drafts alone has its sentence and says that it is not published."""
    assert entry("Cranes at work") == (
        "  added The numbers: Cranes at work (numbers/cranes)\n"
        "    Drafts only: readers will not see it yet.\n"
        "    Value: 12\n"
        "    Row added, draft: content/harbour-bridge/facts/numbers.csv:7\n"
        "      > **Twelve cranes** were at work. [The bridge opens: bridge-opens.md:12]"
    )


def test_evidence_that_is_not_in_its_article_says_so() -> None:
    """Where the words were not found the reason stands in place of the line."""
    assert entry("Ferries").endswith(
        "      > **Three ferries** stop. [The bridge opens: bridge-opens.md: the words\n"
        "        are not there]"
    )


def test_the_order_is_changes_findings_checklist() -> None:
    """First what changed, then new findings, what was not checked or compared, pages, what is left to do."""
    text = as_text(report())
    titles = ["The Harbour Bridge (harbour-bridge): ", "What all explainers share: 1 added", "New findings",
              "Not checked", "Not compared", "Pages that look different", "Left to do"]  # fmt: skip
    assert sorted(titles, key=text.index) == titles


def test_of_an_edited_article_the_sentences_are_told_that_changed() -> None:
    """Of an edited text only the sentences that differ are shown; of very many, how many more."""
    old = [f"Ship {n} sailed to port {n} on Monday." for n in range(100)]
    new = [sentence.replace("sailed", "went") if n % 4 == 2 else sentence for n, sentence in enumerate(old)]
    article = report()["articles"][0] | {"kind": "changed", "edited": True}
    text = as_text(report() | {"articles": [article | {"passages": [[" ".join(old), "\n".join(new)]]}]})
    assert "    ! Edited after it was added: an article stays as it was received.\n" in text
    told = "- … Ship 2 **sailed** to port 2 on Monday. … + … Ship 2 **went** to port 2 on Monday. …"
    assert told in " ".join(text.split())
    assert "    Text: …and 5 more places\n" in text
    assert "Ship 3 " not in text


def test_checks_that_were_not_made_are_told_once() -> None:
    """One reason for many checks of a file is one line, with the lines of the file and how often."""
    one = report()["checks"]["new"][0]
    many = [one | {"line": 2 + n // 2} for n in range(30)]
    text = as_text(report() | {"checks": report()["checks"] | {"new": many}})
    assert "timeline.csv:2, 3, 4, 5, 6, 7, 8, 9, …: no words" in " ".join(text.split())
    assert "“happened” (30 ×)" in " ".join(text.split())


def test_what_changed_stands_before_what_is_new() -> None:
    """In an explainer, changes to what stood there come first and additions last."""
    kinds = re.findall("^  (changed|removed|added) ", as_text(report()).split("What all")[0], re.MULTILINE)
    assert kinds == ["changed", "changed", "changed", "removed", "added", "added", "added"]


def test_the_summary_ends_with_the_verdict() -> None:
    """The last line of the summary says whether the change can be merged, the lines above it why not."""
    assert summary(report()).splitlines()[-3:] == [
        "- A draft is left.",
        "- A correction is missing.",
        "This change cannot be merged yet.",
    ]


def test_the_summary_counts() -> None:
    """The summary says what was compared, how much changed, and how many checks were made."""
    words = " ".join(summary(report()).split())
    assert words.startswith(
        "main (0123456) → the working tree: 3 facts (1 changed, 1 removed, 1 added); 1 article added; "
        "1 explainer changed; 1 person added; 1 correction added; "
        "1 row changed in what readers do not see; 1 new finding. "
        "1 finding stood there before this change. "
        "131 checks made (120 before); 4 could not be made (3 before). "
    )


def test_a_report_that_was_cut_says_so() -> None:
    """Where the document has not all, the summary does not keep silent about it."""
    assert "The report was too long" in summary(report() | {"cut": True})
    assert "The report was too long" not in summary(report())


def test_nothing_changed_is_no_text() -> None:
    """Without a change standard output stays empty and the summary says that nothing is different."""
    lists: dict[str, object] = {key: [] for key, one in report().items() if isinstance(one, list)}
    checks = report()["checks"] | {"new": []}
    verdict = {"mergeable": True, "reasons": ["Nothing that readers see is different."]}
    empty = report() | lists | {"checks": checks, "verdict": verdict}
    assert as_text(empty) == ""
    assert "nothing that a reader or an editor could see is different" in " ".join(summary(empty).split())


def test_lines_fit_eighty_columns() -> None:
    """Every line fits 80 columns, whatever letters stand in it; only a longer word is left whole."""
    wide = report() | {"rows": changed_rows()}
    wide["rows"][1]["evidence_after"]["after"] = " 习近平 主席 在 北京 会见 了 俄罗斯 总统 普京 " * 4
    text = as_text(wide) + summary(wide)
    assert [line for line in text.splitlines() if columns(line) > WIDTH] == []
    assert "普京" in text


def test_a_long_path_stays_whole() -> None:
    """A word longer than a line stands alone and is not cut, so that it can be copied."""
    path = "content/" + "a" * 90
    assert lines([Styled(f"see {path} there")], "  ", "    ", colour=False).splitlines() == [
        "  see", f"    {path}", "    there"
    ]  # fmt: skip


def test_colour_marks_what_differs() -> None:
    """With colour, words that went are red and words that came green; the words themselves are the same."""
    coloured = as_text(report(), colour=True)
    assert "\x1b[31mMonday." in coloured
    assert "\x1b[32mTuesday." in coloured
    assert "**" not in coloured
    assert CODES.sub("", coloured).split() == as_text(report()).replace("**", "").split()


@pytest.mark.parametrize("colour", [False, True])
@given(words=st.text(min_size=1))
def test_content_cannot_speak_to_the_terminal(colour: bool, words: str) -> None:
    """Whatever content says in all fields, nothing but our own colours and line feeds is written."""
    document = saying(f"x{words}")
    written = CODES.sub("", as_text(document, colour)) + summary(document)
    assert visible(written.replace("\n", "")) == written.replace("\n", "")


@given(
    words=st.lists(st.sampled_from(["::error::forged", ":", "::", "x" * 30, "\n", "(::warning::"])).map(
        " ".join
    )
)
def test_no_line_commands_the_runner(words: str) -> None:
    """However words wrap, no line begins as a workflow command of GitHub's does."""
    written = as_text(saying(f"::error::forged {words}")) + summary(saying(f"::error::forged {words}"))
    assert [line for line in written.splitlines() if line.lstrip().startswith("::")] == []


def test_hidden_characters_are_shown() -> None:
    """Control and bidirectional characters are shown by their code points."""
    assert "a<U+202E>b<U+001B>c" in as_text(saying("a\u202eb\x1bc"))


def large(number: int) -> Report:
    """Return a report in which many facts changed, each with a finding and something to do."""
    facts = [
        fact("changed", f"f{n}", f"Fact {n}", [], value("Value", (f"{n} km",), (f"{n + 1} km",)))
        for n in range(number)
    ]
    found = [report()["findings"][0] | {"message": f"Number {n} is wrong."} for n in range(number)]
    items = [to_do("review again", f"f{n}", f"Look at fact {n} again.") for n in range(number)]
    return report() | {"facts": facts, "rows": [], "findings": found, "to_do": items}


def test_a_long_report_is_folded() -> None:
    """Of many changes of one kind the first are told in full, the others by title; counts come first."""
    text = as_text(large(1000))
    assert text.startswith("1,000 facts changed; ")
    assert text.count("    Value: ") == 4
    assert "  996 more changed (--format json has all).\n    The numbers: Fact 4 (numbers/f4)\n" in text
    assert "    The numbers: Fact 999 (numbers/f999)\n" in text
    assert "  995 more V501 (--format json has all).\n" in text
    assert "  940 more (--format json has all).\n" in text


def test_a_short_report_tells_each_change_in_full() -> None:
    """Up to as many changes as a person reads, nothing is folded."""
    text = as_text(large(40))
    assert text.count("    Value: ") == 40
    assert "more" not in text
