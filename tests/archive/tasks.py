"""What tests have workers do. A worker imports where a task stands: here is little else."""

import os
import signal
import time


def process(_: int) -> int:
    """Return the worker's own process, after long enough that every worker is asked."""
    time.sleep(0.2)
    return os.getpid()


def deadly(number: int) -> int:
    """Kill the worker that is given 1."""
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number
