"""The security model names its proofs, and each of them is there."""

import re

from tests.conftest import ROOT

MODEL = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| (?!what holds)([^|]+) \| (.+) \|$", MODEL, re.MULTILINE)
_NAMED = re.compile(
    r"`(?:(?P<file>tests/[^`:]*|\.github/[^`]*|…)(?:::(?P<test>\w+…?))?|make (?P<target>\w+))`"
)


def test_the_model_has_lines() -> None:
    """The model is made of lines that each say what holds."""
    assert len(LINES) > 30


def test_every_proof_is_there() -> None:
    """Each line names a test, a target of make or a workflow, and what it names exists."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    last = ""
    for claim, proof in LINES:
        named = list(_NAMED.finditer(proof))
        assert named, f"“{claim}” names no proof"
        for one in named:
            if one["target"]:
                assert re.search(rf"^{one['target']}:", makefile, re.MULTILINE), one[0]
                continue
            last = last if one["file"] == "…" else one["file"]
            found = list(ROOT.glob(last.rstrip("/")))
            assert found, one[0]
            if one["test"]:
                name = one["test"].removesuffix("…")
                end = r"\w*" if one["test"].endswith("…") else ""
                assert re.search(
                    rf"^def {name}{end}\(", found[0].read_text(encoding="utf-8"), re.MULTILINE
                ), one[0]
