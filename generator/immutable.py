"""Dataclasses that are made by the thousand, and cannot be changed because the type checker says so.

A frozen dataclass takes four times as long to make as another. The nouns, and the mentions and rows of an
article, are frozen to the type checker, which sees the library's own decorator here, and only to it. The
library compiles each method of each class from its source when the program starts; here only ``__init__`` is.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    Class = TypeVar("Class", bound=type)

    def dataclass(*, frozen: bool = False, eq: bool = True, **options: bool) -> Callable[[Class], Class]:
        """Return a decorator like ``dataclasses.dataclass``; what is frozen can be hashed by its fields."""

        def decorate(given: Class) -> Class:
            made = dataclasses.dataclass(eq=False, repr=False, **options)(given)
            names = [one.name for one in dataclasses.fields(made) if one.compare]
            values = attrgetter(*names) if names else lambda one: ()

            def same(one: Any, other: object) -> bool:
                return values(one) == values(other) if other.__class__ is one.__class__ else NotImplemented

            def shown(one: Any) -> str:
                told = ", ".join(f"{name}={getattr(one, name)!r}" for name in names)
                return f"{type(one).__qualname__}({told})"

            made.__repr__ = shown
            if eq:
                made.__eq__ = same
                made.__hash__ = (lambda one: hash(values(one))) if frozen else None
            return made

        return decorate


__all__ = ["dataclass"]
