"""Reading ``content/``: what is understood, and what is found wrong with it."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.content import Loaded, Project, Readings, digest, read
from generator.content.names import check_collisions
from generator.findings import Finding, rules
from generator.store import Store
from tests.contents import READING, change, lines, project_in, write
from tests.golden import Case, read_cases

GOLDEN = [case for path in sorted(READING.glob("*.md")) for case in read_cases(path)]
CASES = [pytest.param(case, id=case.title) for case in GOLDEN]


def report(loaded: Loaded) -> str:
    """Return the findings, one a line."""
    return "\n".join(lines(loaded.findings))


@pytest.mark.parametrize("case", CASES)
def test_cases(case: Case, tmp_path: Path) -> None:
    """Each case gives exactly the findings that its file expects, and is the same where it was kept."""
    project = project_in(tmp_path)
    change(tmp_path, case.given)
    loaded = read(project)
    assert report(loaded) == case.expected
    for _ in range(2):
        readings = Readings(Store(tmp_path / "cache"), {one: one for one in os.listdir(tmp_path / "content")})
        assert read(project, readings=readings) == loaded
        readings.keep()


def test_read_once(tmp_path: Path) -> None:
    """What is kept of a folder is not read again, and what is not said to be kept is."""
    project, store = project_in(tmp_path), Store(tmp_path / "cache")
    first = Readings(store, {"bridge": "one"})
    loaded = read(project, readings=first)
    shutil.rmtree(tmp_path / "content" / "bridge" / "articles")
    assert read(project, readings=Readings(store, {"bridge": "one"})) != loaded
    first.keep()
    assert read(project, readings=Readings(store, {"bridge": "one"})) == loaded
    assert read(project, readings=Readings(store, {"bridge": "two"})) != loaded


def test_every_rule_has_a_case() -> None:
    """Every rule of reading has a golden case, but for five whose files no editor could write as a case."""
    expected = {line.split(" ")[1].rstrip(":") for case in GOLDEN for line in case.expected.splitlines()}
    of_reading = {one.name for one in rules().values() if one.code[0] in "CT" or "R301" <= one.code < "R310"}
    others = {"file-too-large", "slug-collision", "too-many-problems", "unreadable-file"}
    others.add("words-too-long")
    assert of_reading - expected == others


def test_understood(tmp_path: Path) -> None:
    """The base content is understood: every part stands where the rest of the program looks for it."""
    loaded = read(project_in(tmp_path))
    (explainer,) = loaded.content.explainers
    (article,) = explainer.articles
    (row,) = explainer.rows
    (person,) = loaded.content.people
    assert (explainer.slug, explainer.title, explainer.date) == ("bridge", "The harbour bridge", "2024-05-06")
    assert (explainer.prose.text, explainer.prose.location.line) == ("The bridge opened.\n", 7)
    assert (article.slug, article.republish, article.text_line) == ("opening", "excerpt", 7)
    assert article.digest == digest(article.text)
    assert (row.table, row.number, row.location.line, row.words("value")) == ("numbers", 1, 2, "About 5,000")
    assert (row.cells["unit"].location.column, row.status) == (40, "accepted")
    assert (person.id, person.aliases, person.country) == ("ada-berg", ("Berg",), "NO")


def test_text_byte_for_byte(tmp_path: Path) -> None:
    """An article's text is everything below the front matter, its blank lines and hyphens included."""
    project = project_in(tmp_path)
    text = "\n  \nThe bridge opened.  \n\n---\n\nIt closed.\n\n"
    path = tmp_path / "content" / "bridge" / "articles" / "opening.md"
    path.write_text(f"---\npublished: 2024\nlanguage: en\ndigest: {digest(text)}\n--- \n{text}", newline="\n")
    loaded = read(project)
    assert report(loaded) == ""
    assert loaded.content.explainers[0].articles[0].text == text


@pytest.mark.parametrize("remedied", ["digest-missing", "article-edited"])
def test_right_digest(remedied: str, tmp_path: Path) -> None:
    """What to do about a missing or wrong digest names the right one, with which the article is correct."""
    project = project_in(tmp_path)
    path = tmp_path / "content" / "bridge" / "articles" / "opening.md"
    given = "" if remedied == "digest-missing" else f"digest: sha256:{'0' * 64}\n"
    front = "---\npublished: 2024\nlanguage: en\n"
    path.write_text(f"{front}{given}---\nAnother text.\n")
    (found,) = read(project).findings
    assert found.rule.name == remedied
    path.write_text(f"{front}{found.remedy[found.remedy.index('digest: sha256:') :]}\n---\nAnother text.\n")
    assert read(project).findings == ()


def test_header_in_remedy(tmp_path: Path) -> None:
    """What to do about a missing header is the header, with which the table is correct."""
    project = project_in(tmp_path)
    path = tmp_path / "content" / "bridge" / "facts" / "quotes.csv"
    path.write_text("")
    (found,) = read(project).findings
    path.write_text(found.remedy.removeprefix("Begin the file with this line: ") + "\n")
    assert read(project).findings == ()


def test_rows_left_out(tmp_path: Path) -> None:
    """A row of which nothing could be checked is left out, and so never published."""
    project = project_in(tmp_path)
    path = tmp_path / "content" / "bridge" / "facts" / "numbers.csv"
    header, row = path.read_text().splitlines()
    wrong = [row.replace("accepted", "acepted"), row.replace(",opening,", ",,"), f"{row},"]
    path.write_text("\n".join([header, *wrong, row, ""]))
    rows = read(project).content.explainers[0].rows
    assert [one.location.line for one in rows] == [5]


def test_own_table(tmp_path: Path) -> None:
    """A table of the editors' own is read like a built-in one, and its rows come after theirs."""
    project = project_in(tmp_path)
    field = "{name: fact, valueType: identifier, constraints: {required: true}}"
    declared = f"name: sanctions\ntitle: Sanctions\nidentify: [fact]\nfields: [{field}]\n"
    write(tmp_path / "content" / "tables" / "sanctions.yml", declared)
    cells = "fact,article,evidence,status,note\noil,opening,people,draft,\n"
    write(tmp_path / "content" / "bridge" / "facts" / "sanctions.csv", cells)
    loaded = read(project)
    assert report(loaded) == ""
    assert loaded.tables[-1].name == "sanctions"
    assert [row.table for row in loaded.content.explainers[0].rows] == ["numbers", "sanctions"]


def test_too_large(tmp_path: Path) -> None:
    """A file larger than 5 MB is refused with the limit, and so is YAML that could stall a build."""
    project = project_in(tmp_path)
    (tmp_path / "content" / "people.csv").write_bytes(b"a" * 5_000_001)
    write(tmp_path / "content" / "tables" / "own.yml", "a: " + "b" * 100_000)
    assert report(read(project)) == (
        "content/people.csv:1:1 file-too-large: The file is larger than 5 MB, the most that is read.\n"
        "content/tables/own.yml:1:1 file-too-large: There are more than 100,000 characters of YAML,"
        " the most that is read."
    )


def test_many_problems(tmp_path: Path) -> None:
    """A table that is wrong on every line gives a thousand findings and says that the rest is not read."""
    project = project_in(tmp_path)
    (tmp_path / "content" / "people.csv").write_text("id,name,aliases,country,kind\n" + "\n" * 5000)
    found = read(project).findings
    assert found[-1].rule.name == "too-many-problems"
    assert len(found) == 1002


def test_endless_cell(tmp_path: Path) -> None:
    """A quotation mark that is not closed within 131,072 characters is one finding, at the mark."""
    project = project_in(tmp_path)
    text = 'id,name,aliases,country,kind\nada,"Ada,,NO,person\n' + "ola,Ola,,NO,person\n" * 10_000
    (tmp_path / "content" / "people.csv").write_text(text)
    assert report(read(project)) == (
        "content/people.csv:2:5 csv-quoting: The cell that begins here has more than 131,072 characters."
        " Is its quotation mark ever closed?"
    )


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened is a finding with the system's reason."""
    project = project_in(tmp_path)

    # An administrator may open every file, so the refusal is played.
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    expected = "content/people.csv:1:1 unreadable-file: The file cannot be read: Permission denied."
    assert expected in report(read(project)).splitlines()


def test_strange_file_names(tmp_path: Path) -> None:
    """A file name that is no text is reported in a form that can be printed."""
    project = project_in(tmp_path)
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/content/\xff\xfe")).mkdir()
    except OSError:
        pytest.skip("this file system refuses such names")
    assert "content/\\xff\\xfe:1:1 bad-slug" in report(read(project)).encode("utf-8").decode("utf-8")


@pytest.mark.parametrize(
    ("first", "second"), [("Opening.md", "opening.md"), ("caf\u00e9.md", "cafe\u0301.md")]
)
def test_names_that_collide(first: str, second: str) -> None:
    """Names that differ only in letter case or Unicode form are one file on some systems: a finding."""
    root = Path("/project")
    found: list[Finding] = []
    check_collisions(root, [root / "content" / name for name in (first, second, "closing.md")], found)
    assert [(one.rule.name, one.location.path.name) for one in found] == [("slug-collision", second)]


def test_no_content_folder(tmp_path: Path) -> None:
    """A project without a content folder is told so."""
    project = Project(tmp_path, tmp_path / "content", tmp_path / "staging", tmp_path / "site", "Site", "")
    assert report(read(project)) == "content:1:1 no-explainers: There is no explainer in content."


FILES = (
    "people.csv",
    "tables/own.yml",
    "bridge/explainer.md",
    "bridge/articles/opening.md",
    "bridge/facts/numbers.csv",
)
HOSTILE = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet='ab-:,"\n\r \t#[]{}&*!|>%@`\\\0\x80\ufeff\u2028é', max_size=120).map(str.encode),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), before=st.booleans(), data=HOSTILE)
@example(name=FILES[2], before=False, data=b'---\ntitle: "\\UFFFFFFFF"\n---\n')
@example(name=FILES[1], before=False, data=b"[" * 5000)
@example(name=FILES[1], before=False, data=b"%TAG ! tag:x,2000:\n--- !a b")
@example(name=FILES[1], before=False, data=b"? [a]\n: b")
def test_never_raises(name: str, before: bool, data: bytes, tmp_path: Path) -> None:
    """Whatever bytes stand in a file, or at its end, reading gives findings in it, no exception."""
    shutil.rmtree(tmp_path / "content", ignore_errors=True)
    project = project_in(tmp_path)
    path = tmp_path / "content" / name
    path.parent.mkdir(exist_ok=True)
    kept = path.read_bytes() if before and path.exists() else b""
    path.write_bytes(kept + data)
    for one in read(project).findings:
        assert one.message
        assert one.remedy
        assert one.location.line >= 1
        assert one.location.column >= 1
        assert one.location.line <= (kept + data).replace(b"\r", b"\n").count(b"\n") + 1 or (
            tmp_path / one.location.path != path
        )


def test_character_yaml_forbids(tmp_path: Path) -> None:
    """A control character that YAML forbids is a finding at its place, not a crash."""
    project = project_in(tmp_path)
    write(tmp_path / "content/bridge/explainer.md", "---\ntitle: The\u0080bridge\n---\n")
    (found,) = [one for one in read(project).findings if one.rule.name == "yaml-syntax"]
    assert (found.location.line, found.location.column) == (2, 11)
    assert "U+0080" in found.message
