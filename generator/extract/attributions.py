"""Who an article says a thing on the word of, and how it weakens it."""

from generator.extract.document import Passage


def attribution(passage: Passage, offset: int) -> str:
    """Return the words that attribute or weaken what a sentence says at ``offset``, "" where nothing does."""
    before = [cue for cue in passage.cues if cue.kind in ("attribution", "hedge", "plan") and cue.start <= offset]
    if before:
        cue = before[-1]
        return passage.words[cue.start - passage.start : cue.end - passage.start]
    after = [cue for cue in passage.cues if cue.kind == "attribution" and cue.start > offset]
    if after:
        return passage.words[after[0].start - passage.start : after[0].end - passage.start]
    return ""
