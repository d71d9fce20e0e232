"""How right the extractor is on articles with gold tables.

    python benchmarks/accuracy.py FOLDER

FOLDER holds the development set: ``inputs.py`` (which prints articles as JSON
lines) and the scorers ``score_facts.py``, ``score_temporal.py``, ``score_ner.py``
and ``score_numbers.py``, each with its gold. What they print is printed.
"""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator.extract import batch

SCORES = (
    ("score_facts.py", "gold-facts", (), lambda answer: answer),
    ("score_temporal.py", "meantime", ("--set", "meantime"), lambda answer: answer["times"]),
    ("score_ner.py", "meantime", ("--set", "meantime"), lambda answer: answer["names"]),
    ("score_numbers.py", "quantulum3", ("--set", "quantulum3"), lambda answer: answer["quantities"]),
)


def answers(folder: Path, name: str) -> dict[str, Any]:
    """Return the extractor's answer for every article of the set called ``name``, by article."""
    asked = [sys.executable, "inputs.py", name]
    lines = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True).stdout
    out = io.StringIO()
    batch.run(lines.splitlines(), out, mentions=True)
    return {answer["id"]: answer for answer in map(json.loads, out.getvalue().splitlines())}


def main() -> None:
    """Run each scorer over the extractor's answers."""
    folder = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as work:
        for scorer, name, options, rows in SCORES:
            found = {key: rows(answer) for key, answer in answers(folder, name).items()}
            path = Path(work, "predictions.json")
            path.write_text(json.dumps({"system": "explainer", "docs": found}), "utf-8")
            subprocess.run([sys.executable, scorer, str(path), *options], cwd=folder, check=True)


if __name__ == "__main__":
    main()
