"""An article is added once, whole, under a name of its own, with the agency it credits."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import content, origins
from generator.content import Project
from generator.intake.adding import Added, Step, add
from generator.intake.articles import slug_of
from generator.intake.documents import Document
from generator.intake.wires import propose
from tests.intake.conftest import PAGES, TODAY, Site, make_project, stall

STORY = (PAGES / "says-little.md").read_text(encoding="utf-8").split("\n---\n")[1]


def texts(folder: Path, *words: str) -> list[Path]:
    """Write texts to files and return these."""
    paths = [folder / f"{number}.txt" for number, _ in enumerate(words)]
    for path, text in zip(paths, words, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def files(project: Project) -> list[str]:
    """Return the names of all files among the articles, hidden ones too."""
    return sorted(path.name for path in (project.content_dir / "demo" / "articles").iterdir())


def test_an_explainer_that_is_not_there(project: Project) -> None:
    """Adding to an unknown explainer, or out of the content folder, is a finding and reads no source."""
    for slug in ("none", "../demo", "", "Demo", "/etc"):
        done = add(project, slug, ["http://127.0.0.1:1/"])
        assert [one.rule.name for one in done.findings] == ["unknown-explainer"]


def test_the_same_text_twice_is_one_article(
    project: Project, added: Callable[..., Added], tmp_path: Path
) -> None:
    """A text that is there already, from this run or an earlier one, is recognised by its digest."""
    same = texts(tmp_path, STORY, STORY)
    assert len(added(*same).articles) == 1
    again = added(same[1])
    assert again.articles == ()
    assert [one.rule.name for one in again.findings] == ["article-already-there"]
    assert files(project) == ["harbour-bridge-opens-the-harbour-bridge-opened-on.md"]


@pytest.mark.parametrize("spelling", ["/opens", "/opens/", "/opens?utm_source=feed", "/opens#top"])
def test_the_same_address_twice_is_one_article(
    site: Site, added: Callable[..., Added], spelling: str
) -> None:
    """A page fetched again is recognised by its address, however spelled, even when its text changed."""
    page = (PAGES / "says-little.html").read_text()
    assert len(added(site.page("/opens", page)).articles) == 1
    site.page(spelling.partition("#")[0], page.replace("4,000", "5,000"))
    again = added(f"{site.address}{spelling}")
    assert again.articles == ()
    assert "same address" in again.findings[0].message


def test_a_near_identical_text_takes_the_wire_of_its_twin(
    added: Callable[..., Added], tmp_path: Path
) -> None:
    """A copy of an agency's story is added with the story's wire cell, so that the two are one origin."""
    agency = f"PORT AMBER, Sept 2 (Reuters) - Doves rose.\n{STORY}"
    copy = STORY.replace("4,000", "four thousand")
    done = added(*texts(tmp_path, agency, copy))
    assert [one.wire for one in done.articles] == ["Reuters", "Reuters"]
    assert set(origins.group(done.articles).values()) == {"wire:reuters"}
    proposed = [one for one in done.findings if one.rule.name == "wire-proposed"]
    assert len(proposed) == 2
    assert "alike to that of “port-amber-sept-2-reuters-doves-rose”" in proposed[1].message


def test_a_near_identical_text_without_a_wire_is_reported(
    added: Callable[..., Added], tmp_path: Path
) -> None:
    """Two near-identical texts that name no agency are reported as one origin, and no agency is invented."""
    done = added(*texts(tmp_path, STORY, STORY.replace("4,000", "four thousand")))
    assert [one.wire for one in done.articles] == ["", ""]
    assert [one.rule.name for one in done.findings].count("wire-proposed") == 1


def test_an_article_of_an_earlier_run_is_compared_too(added: Callable[..., Added], tmp_path: Path) -> None:
    """Copies are found among the articles already in the explainer."""
    first, second = texts(tmp_path, f"By-line\n(AFP) - Doves.\n{STORY}", STORY)
    added(first)
    assert added(second).articles[0].wire == "AFP"


@pytest.mark.parametrize(
    ("text", "author", "wire"),
    [
        ("BEIJING, Sept 2 (Reuters) - Xi spoke.", "", "Reuters: T"),
        ("BEIJING (AP) — Xi spoke.", "", "AP: T"),
        ("(AFP) – Xi spoke.", "", "AFP: T"),
        ("Headline\nBEIJING, September 2 (Xinhua) -- Xi spoke.", "", "Xinhua: T"),
        ("Xi spoke.", "Agence France-Presse", "AFP: T"),
        ("Xi spoke.", "Jane Doe, Associated Press", "AP: T"),
        ("Xi spoke.", "By Reuters", "Reuters: T"),
        ("Xi spoke.\n(Reporting by Jane Doe; Editing by John Roe)", "", "Reuters: T"),
        ("Xi spoke.\n© 2025 AFP", "", "AFP: T"),
        ("Xi spoke.\nSource: TASS", "", "TASS: T"),
        ("Xi told Reuters that he spoke.", "", ""),
        ("Xi spoke to AP.\nHe left (Reuters) - or not.\na\nBEIJING (AP) - Late.", "", ""),
        ("The (other) - day.", "Jane Doe", ""),
        ("Xi spoke.", "Reuters Jones", ""),
        ("(" * 50_000, "(" * 10_000, ""),
    ],
)
def test_the_agency_a_text_credits_is_proposed(text: str, author: str, wire: str) -> None:
    """A dateline, a by-line or a closing line names the agency; naming one in the story does not."""
    assert propose(Document(text=text, author=author, title="T")) == wire


@pytest.mark.parametrize(
    ("title", "text", "slug"),
    [
        ("Xi hosts Putin & Kim!", "", "xi-hosts-putin-kim"),
        ("Łódź: Ødegård’s café", "", "lodz-odegards-cafe"),
        ("普京访华", "", "pujingfanghua"),
        (
            "",
            "The harbour bridge opened on Tuesday after eleven years.",
            "the-harbour-bridge-opened-on-tuesday-after-eleven",
        ),
        ("!!!", "???", "article"),
        ("../../etc/passwd", "", "etc-passwd"),
        ("word " * 50, "", "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 500, "", "x" * 60),
    ],
)
def test_a_file_is_named_after_its_title(title: str, text: str, slug: str) -> None:
    """The file's name is the title, or the opening words, in letters any system and address can hold."""
    assert slug_of(Document(text=text, title=title)) == slug


@settings(deadline=None)
@example(said="\x08\x85\x1b", text="0")
@given(
    said=st.text(max_size=60), text=st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60)
)
def test_whatever_a_source_says_reads_back(said: str, text: str) -> None:
    """Title and text come back from the file as they went in, whatever signs are in them."""
    line = json.dumps({"title": said, "author": said, "text": f"Words {text}"}).encode()
    with tempfile.TemporaryDirectory() as name:
        root = make_project(Path(name))
        (Path(name) / "a.jsonl").write_bytes(line)
        done = add(root, "demo", [str(Path(name) / "a.jsonl")], today=TODAY)
        read = content.read(root).content.explainers[0].articles
    assert [(one.title, one.author, one.text, one.digest) for one in read] == [
        (one.title, one.author, one.text, one.digest) for one in done.articles
    ]
    assert bool(read) != any(one.rule.name == "source-broken" for one in done.findings)


def test_two_articles_of_one_title_have_two_names(
    project: Project, added: Callable[..., Added], tmp_path: Path
) -> None:
    """A name is never given twice, nor one that the site needs itself."""
    different = [
        f"{title}\n\nWords of the story number {number}."
        for number, title in enumerate(["Same", "Same", "Index"])
    ]
    assert [one.slug for one in added(*texts(tmp_path, *different)).articles] == ["same", "same-2", "index-2"]
    assert files(project) == ["index-2.md", "same-2.md", "same.md"]


def test_ctrl_c_leaves_what_was_finished(
    project: Project, added: Callable[..., Added], tmp_path: Path
) -> None:
    """After Ctrl-C the articles finished are whole and listed, and nothing half-made is left."""
    first, second = texts(tmp_path, STORY, "Another story of another day, told in other words.")

    def impatient(step: Step) -> None:
        if step.number == 2:
            raise KeyboardInterrupt

    done = added(first, second, progress=impatient)
    assert done.interrupted
    assert files(project) == [f"{done.articles[0].slug}.md"]
    read = content.read(project).content.explainers[0].articles
    assert [one.digest for one in read] == [done.articles[0].digest]


def test_ctrl_c_while_a_page_is_on_its_way(
    site: Site, project: Project, added: Callable[..., Added], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends the wait for a slow page at once."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    slow = site.answer("/", lambda handler: stall(site))
    monkeypatch.setattr("concurrent.futures.Future.result", interrupted)
    done = added(*texts(tmp_path, STORY), slow)
    monkeypatch.undo()
    assert done.interrupted
    assert files(project) == [f"{done.articles[0].slug}.md"]


def test_a_write_that_fails_leaves_nothing_behind(
    project: Project, added: Callable[..., Added], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full, the article is a finding, no half of it stays, and the next one is tried."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    done = added(*texts(tmp_path, STORY, "Another story of another day."))
    assert [one.rule.name for one in done.findings] == ["not-written", "not-written"]
    assert "No space left on device" in done.findings[0].message
    assert files(project) == []


def test_progress_is_told_of_every_source_and_article(added: Callable[..., Added], tmp_path: Path) -> None:
    """An editor hears when a source is begun and when an article is written."""
    sources = [str(path) for path in texts(tmp_path, "First story of all.", "")]
    heard: list[Step] = []
    added(*sources, progress=heard.append)
    assert heard == [
        Step(sources[0], 1, 2),
        Step(sources[0], 1, 2, "first-story-of-all"),
        Step(sources[1], 2, 2),
    ]


def test_the_same_sources_give_the_same_files(project: Project, tmp_path: Path) -> None:
    """On one day, the same source gives the same bytes."""
    written = []
    for _ in range(2):
        done = add(project, "demo", [str(PAGES / "agency-story.html")], today=TODAY)
        path = project.root / done.articles[0].location.path
        written.append(path.read_bytes())
        path.unlink()
    assert written[0] == written[1]


def test_the_place_of_an_address(added: Callable[..., Added]) -> None:
    """What goes wrong with an address names it, without the password that may stand in it."""
    done = added("http://reader:secret@127.0.0.1:1/news/fire?page=2")
    assert [str(one.location.path) for one in done.findings] == ["127.0.0.1:1/news/fire?page=2"]
    assert "secret" not in done.findings[0].message
