"""The patterns of capitalised words: where one begins, runs of them, and each word in a run."""

import re
import unicodedata
from functools import cache

from msgspec import Struct

from generator.language import lexicons
from generator.language.memory import by_text
from generator.language.name_lexicon import load
from generator.language.phrases import alternation

_LATIN = [chr(point) for point in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
_UPPER = "".join(letter for letter in _LATIN if unicodedata.category(letter) == "Lu")
_PLACE = r"(?:(?<=[\w,] .)(?P<inside>)|(?<![\w’'.-].)(?P<begins>)|(?<=\b[ae][ln]-.)(?P<behind>)|)"
_CAPITAL = re.compile(f"[{_UPPER}]{_PLACE}")
_PLAIN_CAPITAL = re.compile(f"[A-Z]{_PLACE}")


@by_text
def capitals(text: str) -> tuple[re.Match[str], ...]:
    """Return the capitals; a group matches where a word begins, ``inside`` where no sentence can begin."""
    # A search for one of hundreds of letters takes longer, and most texts have none of them.
    return tuple((_PLAIN_CAPITAL if text.isascii() else _CAPITAL).finditer(text))


class Patterns(Struct, frozen=True):
    """The patterns that need a lexicon."""

    run: re.Pattern[str]
    """Capitalised words together; ``money`` matches where it is the beginning of an amount ("US $")."""
    token: re.Pattern[str]
    """A word of a run, or a phrase that stays together."""


@cache
def patterns() -> Patterns:
    """Return the pattern of a run of capitalised words, and the one of each word or fixed phrase in it."""
    # An empty alternative is faster than "?" after a group, and a look at the next letter than the group.
    listed = lexicons.load("names")
    capital = f"[{_UPPER}]"
    fixed = "(?:Democratic People|People)[’']s Republic of (?:China|Korea|Bangladesh)"
    short = (
        rf"(?:[A-Z]\.){{2,}}[A-Z]?(?!\w)|(?:{alternation(listed['abbreviations'])})\.|[A-Z]\.(?= ?{capital})"
    )
    glued = rf"-(?!(?:{alternation(listed['made_by'])})\b)\w+|&\w+|[’'](?!s\b)\w{{2,}}|\.(?:com|org|net)\b"
    begun = rf"(?:(?:{alternation(listed['prefixes'])})-|[dl][’']|){capital}"
    word = rf"(?:{fixed}|(?=[A-Z][a-z]*\.)(?:{short})|O[’'] ?{capital}\w+|{begun}\w*(?:{glued})*)"
    role = (
        "(?:Secretary|Minister) of State|Secretary of Defense|Chief of Staff|Chancellor of the Exchequer"
        "|Leader of the (?:Opposition|House)|Speaker of the House|President of the Republic"
        "|Director of Public Prosecutions?"
    )
    rest = r"[^ \u00a0,]+?(?=[’']s\b|[^\w&’'-]|$)"
    joined = rf"(?:(?:{role})\b|(?:{alternation(load().before_of)}) (?:of|for) (?:the )?(?={begun}){rest})"
    step = f"(?:{joined}|{word})"
    particles = rf"(?:(?:{alternation(listed['particles'])}) ){{0,2}}"
    follows = "".join(
        sorted({words[0] for words in ("&", "d", "l", *listed["particles"], *listed["prefixes"])})
    )
    space = f"[ \u00a0](?=[{follows}{_UPPER}])"
    pairs = "|".join(
        rf"(?<=\b{re.escape(before)} and ){re.escape(after)}"
        for before, after in (pair.split(" and ") for pair in listed["with_and"])
    )
    both = rf" and (?:{pairs}|(?:{alternation(listed['with_and_last'])}))(?![\w-]| (?:{_OFFICES})\b)"
    # Most runs are plain words before one that goes on with no name: found without trying all the rest.
    going_on = rf"(?:{alternation((*listed['particles'], 'and', 'of', 'for'))}) |{begun}"
    initials = "".join(suffix[0] for suffix in _SUFFIXES)
    behind = rf" (?:(?!{going_on})[a-z]|\d)|,(?! [{initials}])|[’']s (?!R)|\n"
    plain = rf"[A-Z][A-Za-z]++(?: [A-Z][A-Za-z]++){{0,{_LONGEST}}}+(?={behind})"
    run = (
        rf"{plain}|{step}(?:{space}(?:& |){particles}{step}|, (?:{alternation(_SUFFIXES)})\b\.?|{both})"
        rf"{{0,{_LONGEST}}}"
        "(?=(?P<money> ?[$€£¥#])|)"
    )
    return Patterns(re.compile(run), re.compile(rf"{fixed}|{joined}|[^ \u00a0,]+"))


_OFFICES = "[Mm]inister|[Ss]ecretary|[Cc]ommissioner"
"""What two fields are those of: "the Food and Drug Secretary"."""
_SUFFIXES = ("Jr", "Sr", "Inc", "Ltd", "LLC")
"""They stand behind a comma and belong to the name."""
_LONGEST = 11
"""Words of a run after its first."""
