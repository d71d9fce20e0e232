"""What was worked out of a word is remembered, within bounds."""

from generator.language.memory import LONGEST, Memory


def test_memory() -> None:
    """A word is worked out once while there is room; one too many, and one too long, each time anew."""
    asked: list[str] = []

    def count(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Memory(count, 2)
    longest = "a" * (LONGEST + 1)
    assert [lengths[word] for word in ("one", "one", longest, longest, "three", "four", "four")] == [
        3,
        3,
        LONGEST + 1,
        LONGEST + 1,
        5,
        4,
        4,
    ]
    assert asked == ["one", longest, longest, "three", "four", "four"]
