"""YAML of content is read alike by both of PyYAML's parsers."""

from pathlib import PurePosixPath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.findings import Finding
from generator.reading import plain_yaml
from generator.reading.files import TextFile

PIECES = [
    *(
        "a",
        "b: ",
        "- ",
        '"',
        "'",
        "\n",
        "\n  ",
        ": ",
        ",",
        "#",
        " # ",
        "{",
        "}",
        "[",
        "]",
        "|\n  x\n",
        ">",
        "?",
    ),
    *(
        "é",
        "“x”",
        "\t",
        "&a ",
        "*a",
        "!t ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "\\x41",
        "\\",
        "0",
        "NO",
        "~",
        "😀",
    ),
    *(
        "key: words\n",
        'k: "v"\n',
        "list:\n  - one\n  - two\n",
        "\u2028",
        "\x85",
        "\r",
        "@",
        "`",
        " ",
        "-",
        ":",
    ),
]


def read(text: str) -> tuple[plain_yaml.Entries | None, list[Finding]]:
    """Return what is read from a text, and what is found in it."""
    found: list[Finding] = []
    return plain_yaml.compose(TextFile(PurePosixPath("file.md"), text), found), found


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_both_parsers_read_alike(text: str) -> None:
    """The parser in C gives the same words, places and findings as the one in Python."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_yaml, "_IN_C", yaml.BaseLoader)
        slow = read(text)
    assert read(text) == slow
