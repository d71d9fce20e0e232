"""One parser for libFuzzer, in a process of its own: ``python -m tests.fuzz.target PARSER OPTION… FOLDER…``.

The program is imported where atheris can look on, so nothing that imports it may be imported before.
"""

import logging
import sys

import atheris


def main() -> None:
    """Feed the parser until libFuzzer ends the process."""
    # Libraries log what they stumble over: once for each text is too much.
    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["generator"]):
        from tests.fuzz.areas import AREAS
    program, name, *passed = sys.argv
    parser = next(one for parsers in AREAS.values() for one in parsers if one.name == name)
    atheris.Setup([program, *passed], parser.holds)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
