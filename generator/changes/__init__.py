"""Base and head → what changed, field by field, and what is left to do."""
