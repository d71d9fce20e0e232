"""Why a source is not taken."""


class Refused(Exception):
    """A source, or one item of it, that cannot become an article; becomes a finding."""

    def __init__(self, rule: str, message: str, remedy: str = "", line: int = 1) -> None:
        """Keep the rule's name, what is wrong, the remedy where the rule's own will not do, and the line."""
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.remedy = remedy
        self.line = line
