"""Numbers in words of the interface's language, with what bounds them."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from generator import packaged
from generator.language.model import Bound
from generator.model import Value
from generator.translation import Translation
from generator.values.counted import ORDINAL, SIGNS, in_cell


def shown(value: Value, translation: Translation) -> str:
    """Return what ``Number`` has read: "at least 600", "up to 50 billion", "$15 billion"."""
    words = value.words.strip()
    ordinal = ORDINAL.fullmatch(words)
    if ordinal:
        return words if translation.in_english else translation.gettext("no. %(number)s", number=ordinal[1])
    amount, sign, currency, *high = value.normal
    bound = Bound(sign)
    if high and not translation.in_english:
        first, last = (_amount(end, currency, translation) for end in (amount, high[0]))
        between = translation.pgettext("amounts", "%(first)s to %(last)s", first=first, last=last)
        return _bounded(words, bound, between, translation)
    if high or _is_vague(words, bound):
        return words
    return _bounded(words, bound, _amount(amount, currency, translation), translation)


def _is_vague(words: str, bound: Bound) -> bool:
    return bound is not Bound.EXACT and not any(character.isdigit() for character in words)


def _amount(amount: Decimal, currency: str, translation: Translation) -> str:
    return translation.money(amount, currency) if currency else translation.amount(amount)


def _bounded(words: str, bound: Bound, amount: str, translation: Translation) -> str:
    own = _own_words(words, bound)
    if own and translation.in_english:
        return f"{own} {amount}"
    match _meant(own) or bound:
        case "more than":
            return translation.gettext("more than %(amount)s", amount=amount)
        case "less than":
            return translation.gettext("less than %(amount)s", amount=amount)
        case "nearly":
            return translation.gettext("nearly %(amount)s", amount=amount)
        case Bound.MORE:
            return translation.gettext("at least %(amount)s", amount=amount)
        case Bound.LESS:
            return translation.gettext("up to %(amount)s", amount=amount)
        case Bound.ABOUT:
            return translation.gettext("about %(amount)s", amount=amount)
    return amount


def _own_words(words: str, bound: Bound) -> str:
    """Return the row's own words for the bound, those before its number; "" for none."""
    for mention in in_cell(words):
        before = words[mention.start : mention.number_start].strip(" $€£¥")
        if bound is not Bound.EXACT and before and before not in SIGNS:
            return before
    return ""


def _meant(words: str) -> str:
    return _meanings().get(words.casefold(), "")


@cache
def _meanings() -> Mapping[str, str]:
    listed = packaged.load("values", "bound_words.yml")
    return {words: meaning for meaning, phrases in listed.items() for words in phrases}
