"""Who an article says a thing on the word of, and how it weakens it."""

from generator.extract.document import Passage


def attribution(passage: Passage, offset: int) -> str:
    """Return the words that attribute or weaken what a sentence says at ``offset``, "" where nothing does.

    The nearest in front wins: "reportedly", "Organizers also plan", "South Korean intelligence estimates";
    what only weakens counts within its own clause. Behind, "according to" and ", officials said" count.
    """
    cues = passage.cues
    if not cues:
        return ""
    before = after = None
    for cue in cues:
        if cue.start >= offset:
            if after is None and cue.kind == "attribution":
                after = cue
        elif cue.kind == "attribution" or (
            cue.kind in ("hedge", "plan") and cue.start >= passage.clause_start(offset)
        ):
            before = cue
    nearest = before or after
    return passage.words[nearest.start - passage.start : nearest.end - passage.start] if nearest else ""
