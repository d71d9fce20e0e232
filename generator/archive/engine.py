"""The only module that knows the engine, Dask: work on worker processes, here or on a cluster.

A worker that is killed is started again, and what it was doing is done again; a task may therefore run more
than once and must write the same each time. docs/archive.md says why it is Dask.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any, TypeVar

import dask
import distributed

from generator.archive.spreading import WorkersDied
from generator.project import ProjectError
from generator.workers import cores

Item = TypeVar("Item")
Result = TypeVar("Result")

_DEATHS = 3
"""How many workers may die of one task before it is given up."""
_UNDER_WAY = 4
"""Tasks handed out for each worker: none waits, and the scheduler's memory does not grow with the work."""

_SETTINGS = {
    # Each process opens a server for its state, which cannot be left out: it has nothing to show.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # A worker killed for its memory would be started again and again; what a share needs is bounded.
    "distributed.worker.memory.terminate": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.target": False,
    # One that has not started again in time would never be: on a busy machine the usual 15 seconds are short.
    "distributed.deploy.lost-worker-timeout": "1 day",
    # What watches the workers takes a twentieth of the time of one that works.
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.cycle": "10s",
    "distributed.admin.system-monitor.interval": "10s",
}
"""How a cluster on this machine is set up: by Dask's own names."""


class Pool:
    """Workers that are ready."""

    def __init__(self, client: Any) -> None:
        """Hand work out through ``client``."""
        self._client = client

    def each(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield what ``function`` makes of each item, as it is done; both travel to other processes.

        Raises what ``function`` raises, and ``WorkersDied`` at the end when there are items of which worker
        after worker died.
        """
        waiting = iter(items)
        under_way: dict[str, Item] = {}
        lost: list[Item] = []

        def begin(count: int) -> list[Any]:
            # Not pure: a task that was done before is done again when it is asked for again.
            begun = [(self._client.submit(function, one, pure=False), one) for one in islice(waiting, count)]
            under_way.update({future.key: item for future, item in begun})
            return [future for future, _ in begun]

        running = distributed.as_completed(begin(_UNDER_WAY * max(1, len(self._client.nthreads()))))
        for future in running:
            item = under_way.pop(future.key)
            try:
                made = future.result()
            except distributed.scheduler.KilledWorker:
                lost.append(item)
            else:
                yield made
            running.update(begin(1))
        if lost and len(items) == 1:
            raise WorkersDied(lost)
        yield from self._one_by_one(function, lost)

    def _one_by_one(self, function: Callable[[Item], Result], lost: Sequence[Item]) -> Iterator[Result]:
        """Try again what was lost: a worker that dies takes with it what it was handed besides."""
        deadly: list[Item] = []
        for one in lost:
            try:
                yield from self.each(function, [one])
            except WorkersDied:
                deadly.append(one)
        if deadly:
            raise WorkersDied(deadly)


@contextmanager
def started(workers: int | None = None, cluster: str = "") -> Iterator[Pool]:
    """Yield workers: ``workers`` processes on this machine, else one a core, or those of a cluster.

    ``cluster`` is the address of its scheduler, such as ``tls://10.0.0.5:8786``. Raises ``ProjectError`` when
    nobody answers there.
    """
    with ExitStack() as stack:
        client = stack.enter_context(_joined(cluster) if cluster else _here(workers or cores(), stack))
        yield Pool(client)


def _here(workers: int, stack: ExitStack) -> distributed.Client:
    """Return a client of processes that are started here and end with the block."""
    stack.enter_context(dask.config.set(_SETTINGS | {"distributed.scheduler.allowed-failures": _DEATHS}))
    cluster = distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False},
        # Whoever reaches a scheduler can run code: keys for this run alone keep others on this machine out.
        security=True,
        silence_logs=logging.CRITICAL,
    )
    stack.enter_context(cluster)
    return distributed.Client(cluster)


def _joined(cluster: str) -> distributed.Client:
    try:
        return distributed.Client(cluster)
    except (OSError, ValueError) as error:
        raise ProjectError(f"No scheduler answers at “{cluster}”: {error}") from error
