"""Work that does not hang together, on all cores."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEWEST = 16
"""Items for which starting processes pays."""
_CHUNKS = 8
"""Portions for each process: a slow one does not hold up the others for long."""
_OBJECTS = 50_000
"""New objects after which a worker looks for those that only hold each other; Python does after 700."""
_task: dict[str, Any] = {}
"""In a worker only: what it was started for."""


def cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def spread(work: Callable[[Item], Result], items: Sequence[Item], fewest: int = _FEWEST) -> Iterator[Result]:
    """Yield what ``work`` makes of each item, in order; both are handed to the processes as they stand.

    The first item is worked at here, and so are all where the system cannot fork safely (it is no Linux,
    other threads run, this is a worker), or where they are fewer than ``fewest``. Raises what ``work`` does.
    """
    processes = cores()
    busy = bool(_task) or threading.active_count() > 1
    if processes < 2 or len(items) < fewest or sys.platform != "linux" or busy:
        yield from map(work, items)
        return
    import multiprocessing  # starts slowly, and most runs have no use for it

    # What the work loads and compiles when it is first done, every process then has from the start.
    yield work(items[0])
    items = items[1:]
    context = multiprocessing.get_context("fork")
    portion = max(1, len(items) // (processes * _CHUNKS))
    with context.Pool(processes, _begin, (work, items)) as pool:
        yield from pool.imap(_do, range(len(items)), portion)
        # When all is done each ends by itself, as a program does; else they are ended.
        pool.close()
        pool.join()


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    _task.update(work=work, items=items)
    # What there is already stays until the end: looking through it for what can go only takes time.
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    # Ctrl-C comes to every process of a terminal: whoever started the work tells of it, once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait until whoever started the work is gone, killed perhaps: nobody else would end this process."""
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(number: int) -> Any:
    return _task["work"](_task["items"][number])
