"""The review of pull requests from a fork, good and hostile, as the workflow's own steps do it."""

from pathlib import Path

from tests.workflows.conftest import Host
from tests.workflows.log import commands

CONTENT = "content/harbour-bridge"


def add_article(work: Path) -> None:
    """Add an article and a draft row that it bears out."""
    (work / CONTENT / "articles" / "harbour-news.md").write_text(
        "---\ntitle: Bridge draws crowd\npublisher: Harbour News\npublished: 2025-05-02\n"
        "url: https://news.example/bridge\nlanguage: en\ndigest: sha256:"
        "d64aa23b116b6cc4f82acec87627677bafca822ffdbe3dc437ff35cf76206113\n---\n\n"
        "About 2,000 people watched the ribbon being cut.\n"
    )
    numbers = work / CONTENT / "facts" / "numbers.csv"
    row = (
        'spectators,People at the opening,"about 2,000",people,,harbour-news,'
        '"About 2,000 people watched the ribbon being cut.",draft,\n'
    )
    numbers.write_text(numbers.read_text() + row)


def test_good(host: Host) -> None:
    """An added article with a draft is reviewed and its preview is kept."""
    reviewed = host.review(host.propose(add_article))
    assert reviewed.succeeded, reviewed.log
    assert {one.name for one in commands(reviewed.log)} == {"notice"}
    assert (reviewed.machine.workspace / "review" / "site" / "index.html").is_file()
