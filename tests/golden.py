"""Golden cases as files: a title, ``.``, the input, ``.``, what is expected, ``.``."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case of a file."""

    title: str
    given: str
    expected: str


def read_cases(path: Path) -> list[Case]:
    """Return the cases of one file. Raises ``ValueError`` when the last is not closed by a lone full stop."""
    parts: list[list[str]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == ".":
            parts.append([])
        else:
            parts[-1].append(line)
    *blocks, rest = ["\n".join(part).strip("\n") for part in parts]
    if rest or len(blocks) % 3:
        raise ValueError(f"{path}: the last case is not closed by a line with a lone full stop")
    return [Case(*blocks[start : start + 3]) for start in range(0, len(blocks), 3)]
