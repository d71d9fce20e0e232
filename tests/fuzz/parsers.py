"""What the tests of parsers share: a parser with what must hold of it, and texts put together from pieces.

A parser is proved twice by the same function: by hypothesis, which puts texts together from the pieces and
makes those that fail small, and by atheris (``make fuzz``), which changes the seeds in ``corpus/`` wherever
that reaches new code and takes the pieces as its dictionary.
"""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

FOLDER = Path(__file__).parent
EXAMPLES = 10_000 if os.environ.get("CI") else 500
"""Texts that each parser is given; ``CI=true make test`` proves what CI does."""
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    # The same texts in every run: what fails in CI fails everywhere.
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)
_LONGEST = 24
"""Pieces of one text."""
_CODES = 256


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser of text that nobody vouches for."""

    name: str
    """Also of its folder in ``corpus/``."""
    holds: Callable[[bytes], None]
    """Reads bytes and raises ``AssertionError`` unless what must hold does; no other exception is right."""


def pieces(name: str) -> Path:
    """Return the file of the pieces of an area: one in a line, as libFuzzer's dictionaries are written."""
    return FOLDER / "pieces" / f"{name}.dict"


def texts(area: str) -> st.SearchStrategy[bytes]:
    """Return texts put together from the pieces of an area, some of them hostile or not even text.

    One byte stands for one piece, so that drawing is quick and a text that fails is made smaller by pieces.
    """
    own, hostile = _read(pieces(area)), _read(pieces("hostile"))
    table = [own[code % len(own)] for code in range(_CODES - len(hostile))] + hostile
    return st.binary(max_size=_LONGEST).map(lambda codes: b"".join(table[code] for code in codes))


def _read(path: Path) -> list[bytes]:
    """Return the pieces of a file (https://llvm.org/docs/LibFuzzer.html#dictionaries)."""
    lines = path.read_bytes().splitlines()
    return [re.sub(rb"\\(?:x([0-9A-F]{2})|(.))", _unescaped, line[1:-1]) for line in lines]


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return bytes.fromhex(escape[1].decode()) if escape[1] else escape[2]


def text_of(data: bytes) -> str:
    """Return bytes as the text a parser is given when its bytes were read already."""
    return data.decode("utf-8", "replace")


def in_order(spans: Sequence[tuple[int, int]], text: str) -> None:
    """Fail unless spans lie within ``text`` one after the other, none of them empty."""
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text), f"{start}:{end} after {last} of {len(text)}"
        last = end
