"""Dataclasses that are made by the thousand, and cannot be changed because the type checker says so.

A frozen dataclass takes four times as long to make as another. The nouns, and the mentions and rows of an
article, are frozen to the type checker, which sees the library's own decorator here, and only to it.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    Class = TypeVar("Class", bound=type)

    def dataclass(*, frozen: bool = False, eq: bool = True, **options: bool) -> Callable[[Class], Class]:
        """Return a decorator like ``dataclasses.dataclass``; what is frozen can be hashed by its fields."""
        return dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, **options)


__all__ = ["dataclass"]
