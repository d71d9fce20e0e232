"""The report of a review: changes → text for a terminal, Markdown for a comment, and what programs read."""

from generator.review.comment import as_markdown
from generator.review.terminal import as_text, summary

__all__ = ["as_markdown", "as_text", "summary"]
