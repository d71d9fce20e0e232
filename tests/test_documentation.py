"""The derived pages of ``docs/`` are what the program would write now."""

from pathlib import Path

from generator.documentation import STAGES, pages, write
from generator.findings import rules
from generator.schema import built_in_tables, load_tables

DOCS = Path(__file__).parent.parent / "docs"


def test_up_to_date(tmp_path: Path) -> None:
    """The pages are up to date; ``python -m generator.documentation`` rewrites them."""
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == pages().keys()
    for path in tmp_path.iterdir():
        assert (DOCS / path.name).read_bytes() == path.read_bytes(), path.name


def test_example_of_a_table(tmp_path: Path) -> None:
    """The example of an editor's own table is a correct declaration with the header that the page gives."""
    page = pages()["tables.md"]
    example = page.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "content" / "tables").mkdir(parents=True)
    (tmp_path / "content" / "tables" / "casualties.yml").write_text(example)
    tables, findings = load_tables(tmp_path / "content")
    assert findings == ()
    assert f"\n`{tables[-1].header}`" in page


def test_every_rule_is_there() -> None:
    """Every rule stands on the page of rules under a stage that has a name."""
    for rule in rules().values():
        assert f"### {rule.code} {rule.name}\n" in pages()["rules.md"]
        assert rule.code[0] in STAGES


def test_every_column_is_there() -> None:
    """Every column of every table stands on the page of tables, with its header to copy."""
    for table in built_in_tables():
        assert f"`{table.header}`" in pages()["tables.md"]
        assert all(
            f"| `{column.name}` | {column.title} |" in pages()["tables.md"] for column in table.columns
        )


def test_every_key_of_a_report_is_explained() -> None:
    """Every key of the JSON report of a review has a few words that say what it holds."""
    rows = [line for line in pages()["review-report.md"].splitlines() if line.startswith("| `")]
    assert len(rows) > 100
    assert not [row for row in rows if "|  |" in row]
