"""Work that must be done in time, whatever a server does."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what ``work`` returns, done in a thread of its own that nobody waits for any longer.

    So nothing a server or a name service does, byte by byte or not at all, can outlast the time. Raises
    what ``work`` raises, and ``TimeoutError``.
    """
    done: Future[Result] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        # Whatever goes wrong is raised again in the thread that asked.
        except Exception as error:
            done.set_exception(error)

    Thread(target=run, name="deadline", daemon=True).start()
    return done.result(seconds)
