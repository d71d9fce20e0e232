"""Work spread over processes comes back as if it had been done in one."""

import os
import subprocess
import sys
import threading

import pytest

from generator.workers import spread
from tests.conftest import PATIENCE, started

MANY = list(range(40))


def square(number: int) -> tuple[int, int]:
    """Return a number's square, and who worked it out."""
    return number * number, os.getpid()


def test_results_come_in_order() -> None:
    """Whoever works it out, results stand in the order of the items."""
    assert [result for result, _ in spread(square, MANY)] == [number * number for number in MANY]


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core"
)
def test_much_work_goes_to_other_processes() -> None:
    """Where there is much to do, this process does the first of it alone; a function may have no name."""
    # In a process of its own: threads that other tests left behind would keep the work here.
    counted = "import os; from generator.workers import spread; "
    counted += "print([*spread(lambda number: os.getpid(), list(range(40)))].count(os.getpid()))"
    answer = subprocess.run([sys.executable, "-c", counted], capture_output=True, text=True, check=True)
    assert answer.stdout == "1\n"


def test_little_work_stays_here() -> None:
    """For a few items no process is started."""
    assert {worker for _, worker in spread(square, MANY[:3])} == {os.getpid()}


def test_beside_other_threads_work_stays_here() -> None:
    """Where other threads run, nothing is forked: they could hold a lock for ever."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert {worker for _, worker in spread(square, MANY)} == {os.getpid()}
    finally:
        done.set()
        thread.join()


def test_an_exception_is_raised_here() -> None:
    """What goes wrong in another process is raised in this one."""

    def fail(number: int) -> int:
        return 1 // (number - 20)

    with pytest.raises(ZeroDivisionError):
        list(spread(fail, MANY))


def test_workers_end_with_whoever_started_them() -> None:
    """When the process that spread the work is killed, no worker stays behind."""
    program = "import sys, time; from generator.workers import spread; "
    program += (
        "[*spread(lambda number: number and (print(number, flush=True) or time.sleep(600)), list(range(40)))]"
    )
    with started([sys.executable, "-c", program], stdout=subprocess.PIPE) as spreading:
        assert spreading.stdout
        spreading.stdout.readline()  # a worker is at work
        spreading.kill()
        # Reading ends when no process is left that could write.
        spreading.communicate(timeout=PATIENCE)
