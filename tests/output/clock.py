"""Runs a program under a clock that is wrong: `python clock.py SECONDS PROGRAM [WORD...]`."""

import datetime
import runpy
import sys
import time
from datetime import date as _date
from datetime import datetime as _datetime
from typing import Any

SECONDS = float(sys.argv[1])
_now, _now_ns, _local, _universal = time.time, time.time_ns, time.localtime, time.gmtime


class _Kind(type):
    """Has what was made before count as one of ours."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, cls.__mro__[1])


class Datetime(_datetime, metaclass=_Kind):
    """A moment; the present one is wrong."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        """Return the wrong present."""
        return _datetime.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls) -> Any:
        """Return the wrong present."""
        return _datetime.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

    today = now


class Date(_date, metaclass=_Kind):
    """A day; today is wrong."""

    @classmethod
    def today(cls) -> Any:
        """Return the wrong day."""
        return _date.fromtimestamp(time.time())


if __name__ == "__main__":
    time.time = lambda: _now() + SECONDS
    time.time_ns = lambda: _now_ns() + int(SECONDS * 10**9)
    time.localtime = lambda seconds=None: _local(time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: _universal(time.time() if seconds is None else seconds)
    datetime.datetime, datetime.date = Datetime, Date  # type: ignore[misc] # the point of it
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__")
