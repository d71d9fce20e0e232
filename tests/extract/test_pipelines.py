"""A spaCy pipeline proposes rows, held to the article as a model's are."""

import warnings
from pathlib import Path

import pytest

from generator.extract import pipelines
from generator.extract.grounding import ModelError, ground
from generator.schema import built_in_tables
from tests.extract.bridge import ARTICLE, TEXT, findings


@pytest.fixture
def pipeline(tmp_path: Path) -> pipelines.Pipeline:
    """A spaCy pipeline made here, saved to disk and loaded by its name."""
    spacy = pytest.importorskip("spacy", reason="the extra “spacy” is not installed", exc_type=ImportError)
    made = spacy.blank("en")
    ruler = made.add_pipe("entity_ruler")
    patterns = [
        ("PERSON", "Tomás Ødegård"),
        ("PERSON", "Ada Brandt"),
        ("CARDINAL", "4,000"),
        ("DATE", "Tuesday"),
        ("MYTH", "ferry"),
    ]
    ruler.add_patterns([{"label": label, "pattern": words} for label, words in patterns])
    made.to_disk(tmp_path / "pipeline")
    return pipelines.load(str(tmp_path / "pipeline"))


def test_a_spacy_pipeline_drafts_rows(pipeline: pipelines.Pipeline, tmp_path: Path) -> None:
    """A pipeline's entities become rows of the tables that want them, and every one passes the checks."""
    extractor = pipelines.PipelineExtractor(built_in_tables(), pipeline)
    left = ground(extractor, ARTICLE, built_in_tables(), (), "pipeline test")
    found = {
        (one.table, one.cells.get("person") or one.cells.get("value") or one.cells["date"])
        for one in left.drafts
    }
    assert found == {
        ("attendees", "Tomás Ødegård"),
        ("attendees", "Ada Brandt"),
        ("numbers", "At least 4,000"),
        ("timeline", "2025-09-02"),
    }
    assert findings(left, tmp_path / "project") == []


def test_a_pipeline_that_finds_what_is_not_there() -> None:
    """Whatever spans a pipeline gives, nothing is drafted that the article does not bear out."""
    spans = [
        pipelines.Entity(start, start + 40, label)
        for start in range(0, 500, 7)
        for label in ("PERSON", "DATE", "CARDINAL")
    ]
    extractor = pipelines.PipelineExtractor(built_in_tables(), lambda text: spans)
    left = ground(extractor, ARTICLE, built_in_tables(), (), "pipeline test")
    for draft in left.drafts:
        assert TEXT[draft.start : draft.end] == draft.cells["evidence"]
        assert all(
            draft.cells[name] in TEXT for name in ("person", "value", "what", "event") if name in draft.cells
        )


@pytest.mark.parametrize("name", ["no-such-pipeline", "", "/no/such/folder"])
def test_a_pipeline_that_is_not_installed(name: str) -> None:
    """A pipeline that cannot be loaded is an error in words."""
    with pytest.raises(ModelError, match=r"cannot be loaded|not installed"):
        pipelines.load(name)


def test_a_folder_does_not_pass_for_what_is_installed(
    pipeline: pipelines.Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is loaded by its path alone: as a name it might have come with a stranger's content."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=r"not installed; a folder is named as \./pipeline"):
        pipelines.load("pipeline")
    assert pipelines.load("./pipeline")(TEXT) == pipeline(TEXT)


def test_a_pipeline_that_fails(pipeline: pipelines.Pipeline, tmp_path: Path) -> None:
    """A pipeline that fails in the middle is one refusal of the article, and its words reach no terminal."""
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    def failing(doc: Doc) -> Doc:
        warnings.warn("\x1b[31mforged", stacklevel=1)
        raise RuntimeError("\x1b[31mforged")

    Language.component("failing", func=failing)
    made = spacy.blank("en")
    made.add_pipe("failing")
    made.to_disk(tmp_path / "failing")
    loaded = pipelines.load(str(tmp_path / "failing"))
    extractor = pipelines.PipelineExtractor(built_in_tables(), loaded)
    with warnings.catch_warnings(record=True) as heard:
        left = ground(extractor, ARTICLE, built_in_tables(), (), "pipeline test")
    assert [one.reason for one in left.refused] == [
        f"the spaCy pipeline “{tmp_path / 'failing'}” failed: RuntimeError"
    ]
    assert heard == []


def test_without_spacy_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the optional extra is missing, the error names it."""
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    with pytest.raises(ModelError, match="extra “spacy”"):
        pipelines.load("en_core_web_sm")
