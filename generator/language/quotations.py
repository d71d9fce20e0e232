"""Finds the words between quotation marks, and who said them."""

import re

from generator.language.model import QuotationMention

_CURLY = re.compile(r"“([^“”\n]+)”")


def find(text: str) -> tuple[QuotationMention, ...]:
    """Return the quotations of ``text``, in order."""
    return tuple(QuotationMention(m.start(1), m.end(1), "", True) for m in _CURLY.finditer(text))
