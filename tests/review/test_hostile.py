"""What a stranger's pull request may hold, in every field that a report repeats."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.review.document import schema
from tests.conftest import Run
from tests.repositories import TestRepository, repository

DAY = "2026-03-12T09:00:00Z"
FOLDER = "content/harbour-bridge"
PAYLOADS = {
    "annotation": "::error file=mkdocs.yml,line=1::forged",
    "annotation on a line of its own": "x\n::error file=mkdocs.yml,line=1::forged\ny",
    "annotation in the old way": "##[error file=mkdocs.yml]forged",
    "annotation escaped": "x%0A::error::forged%2C",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)></details></summary><!--",
    "Markdown": "[x](javascript:alert(1)) ![x](https://e.example/x.png) | a | `b` ~~c~~ @everyone #1 **d**",
    "controls": "x\x1b[31mred\x1b[0m\x07\x9b31m",
    "a turned order": "x\u202e\u2066evil\u2069\u202c\u200b\ufeff",
    "a template": "{{ 7 * 7 }} {% include 'x' %} ${{ secrets.TOKEN }} $(touch hacked) `touch hacked`",
    "an old line end": "x\r::error::forged\ry",
    "another line end": "x\u2028::error::forged\u2029\x85::error::forged\x0b\x0c::error::forged",
    "half a letter": "x\ud800y",
}
_ANNOTATION = re.compile(
    r"::(?:error|warning|notice) file=content/[^\x00-\x1f,:]*,line=\d+,col=\d+,title=[^\x00-\x1f,:]*::"
    r"[^\x00-\x1f]*"
)


def _cell(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _hostile(words: str) -> dict[str, str]:
    """Return the files of a pull request with the same words in every field."""
    cell, key = _cell(words), json.dumps(words)
    article = f"---\ntitle: {key}\npublisher: {key}\nauthor: {key}\npublished: {key}\nurl: {key}\n"
    return {
        f"{FOLDER}/explainer.md": f"---\ntitle: {key}\nstandfirst: {key}\ndate: {key}\nupdated: {key}\n"
        f"tags: [{key}]\nat_a_glance: [{key}]\n---\n{words}\n\n[{words}](fact:numbers/spectators)\n",
        f"{FOLDER}/articles/bridge-opens.md": f"{article}language: en\n---\nAbout 2,000 people. {words}\n",
        f"{FOLDER}/articles/new.md": f"{article}language: en\ndigest: {key}\n---\n{words}\n",
        f"{FOLDER}/facts/numbers.csv": "fact,what,value,unit,attribution,article,evidence,status,note\n"
        f"spectators,{cell},{cell},{cell},{cell},bridge-opens,{cell},accepted,{cell}\n"
        f"{cell},{cell},1,{cell},{cell},{cell},{cell},draft,{cell}\n",
        f"{FOLDER}/facts/quotes.csv": "fact,speaker,words,occasion,attribution,article,evidence,status,note\n"
        f"belongs-to-everyone,{cell},{cell},{cell},{cell},new,{cell},accepted,{cell}\n"
        f"other,{cell},{cell},{cell},{cell},new,{cell},{cell},{cell}\n",
        f"{FOLDER}/corrections.csv": f"date,fact,was,now,reason\n{cell},{cell},{cell},{cell},{cell}\n",
        f"{FOLDER}/renamed.csv": f"was,now\n{cell},{cell}\n",
        "content/people.csv": f"id,name,aliases,country,kind\nanna-berg,{cell},{cell},{cell},person\n"
        f"{cell},{cell},{cell},{cell},{cell}\n",
        "content/tables/own.yml": f"name: own\ntitle: {key}\ndescription: {key}\nfields: []\n{key}: {key}\n",
        f"{FOLDER}/facts/own.csv": f"{cell},article\n{cell},{cell}\n",
    }


@pytest.fixture
def made(tiny: Path) -> TestRepository:
    """The tiny project, committed once on ``main``, and a branch for the pull request."""
    made = repository(tiny)
    made.commit(DAY, {}, "What is published")
    made.git("switch", "--quiet", "--create", "fork")
    return made


def _commit(made: TestRepository, files: dict[str, str], name: str) -> None:
    for path, text in files.items():
        place = made.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8", "surrogatepass"))
    for odd in (f"{FOLDER}/articles/{name}.md", f"{FOLDER}/facts/{name}.csv", f"content/{name}/explainer.md"):
        place = made.root / odd
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("---\ntitle: x\n---\n", encoding="utf-8")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "From a fork")
    made.git("switch", "--quiet", "main")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_fork_cannot_forge_a_report(made: TestRepository, run: Run, tmp_path: Path, payload: str) -> None:
    """Whatever a pull request holds, no format says a word that a terminal or a workflow would obey."""
    name = re.sub(r"[\0/\ud800]", "", payload)[:100].strip() or "x"
    _commit(made, _hostile(payload), name)
    saved = tmp_path / "saved"
    annotated = run("review", "--head", "fork", "--format", "github", "--save", str(saved))
    assert all(_ANNOTATION.fullmatch(line) for line in annotated.stdout.split("\n")[:-1])
    text = run("review", "--head", "fork")
    report, comment = ((saved / name).read_text("utf-8") for name in ("review.json", "review.md"))
    for said in (text.stdout, text.stderr, report, comment):
        _obeyed_by_nobody(said)
    assert (annotated.returncode, text.returncode) == (1, 1)
    assert report.isascii()
    _valid(json.loads(report))
    assert not (made.root / "hacked").exists()


def _obeyed_by_nobody(said: str) -> None:
    """Fail where a terminal or a runner would obey a line: ``::`` at its beginning, or ``##[`` anywhere."""
    assert said.replace("\n", "").isprintable()
    assert not [line for line in said.split("\n") if line.lstrip().startswith("::") or "##[" in line]


def _valid(report: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema()).validate(report)
    assert report["findings"]
    assert not report["verdict"]["mergeable"]


def test_a_report_has_its_bounds(made: TestRepository, run: Run) -> None:
    """A cell as long as a book is cut in the report, which says so and still holds to its schema."""
    _commit(made, _hostile("long " * 20_000), "long")
    report = json.loads(run("review", "--head", "fork", "--format", "json").stdout)
    _valid(report)
    assert report["cut"]


def test_a_change_of_what_can_run_is_named(made: TestRepository, run: Run) -> None:
    """What can run code and is changed by a pull request is named, and forbids to merge it unless trusted.

    So is whatever is not known to be harmless: a text for tools, a guide whose commands tests run, a picture
    that can be run, a link.
    """
    harmless = {"LICENSE": "x\n", "README.es.md": "x\n", "docs/images/a.png": "x\n"}
    files = {"AGENTS.md": "x\n", "CODEOWNERS": "", "overrides/logo.png": "x\n", "requirements.txt": "x\n"}
    files |= {"mkdocs.yml": "hooks: [x.py]\n", "x.py": "", "docs/run.png": "#!/bin/sh\n"}
    files |= {"docs/guide.md": "```sh step\nexplainer check\n```\n"}
    (made.root / "docs").mkdir()
    (made.root / "docs/run.png").touch(0o755)
    (made.root / "README").symlink_to("LICENSE")
    _commit(made, harmless | files, "x")
    files["README"] = "a link"
    said = json.loads(run("review", "--head", "fork", "--format", "json").stdout)["not_compared"]
    told = {one["location"]["path"]: one["because"] for one in said}
    assert [name for name, words in sorted(told.items()) if "can run code" in words] == sorted(files)
    refused = run("review", "--head", "fork", "--format", "github").stdout
    assert re.findall("::error file=([^,]+),.*program-changed", refused) == sorted(files)
    trusted = run("review", "--head", "fork", "--format", "github", "--trusted").stdout
    assert "program-changed" not in trusted
