"""What people read of a review, alike in a terminal, in a comment and on the review page."""

from generator.views.review.chapters import review
from generator.views.review.entries import (
    Chapter,
    Data,
    Entry,
    Pair,
    Problem,
    Quoted,
    Review,
    RowView,
    Span,
    Todo,
    Words,
)

__all__ = [
    "Chapter",
    "Data",
    "Entry",
    "Pair",
    "Problem",
    "Quoted",
    "Review",
    "RowView",
    "Span",
    "Todo",
    "Words",
    "review",
]
