"""The four engines on the archive's own job: shares of articles to Parquet files, on two workers.

Each engine runs in an environment of its own that has this project, pyarrow and the engine:

    .venv-ray/bin/python benchmarks/archive_engines.py ray ARTICLES.jsonl [--kill]

The engine runs in a process of its own, which is watched from outside: all processes that descend from it,
their processor time and their memory. With ``--kill`` the worker that has worked most is killed (SIGKILL)
when half of the shares are done; then it shows whether the engine finishes, and with the same bytes.
"""

import argparse
import ctypes
import functools
import hashlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# The script beside this one.
from spending import processes

ROOT = Path(__file__).resolve().parent.parent
SHARE = 128
"""Articles in a task."""
WORKERS = 2
PR_SET_CHILD_SUBREAPER = 36
Task = Callable[[int], int]
Engine = Callable[[Task, Sequence[int]], Iterator[int]]


def shares_of(source: str) -> int:
    """Return how many shares a file of articles has."""
    with open(source, encoding="utf-8") as lines:
        return -(-sum(1 for _ in lines) // SHARE)


def share(source: str, out: str, number: int) -> int:
    """Extract one share into a Parquet file, written beside and renamed; return how many articles it has."""
    import pyarrow
    import pyarrow.parquet

    from generator.extract import batch

    if number < 0:
        return 0
    with open(source, encoding="utf-8") as lines:
        parcel = list(itertools.islice(enumerate(lines), number * SHARE, (number + 1) * SHARE))
    answers = []
    for first in range(0, len(parcel), batch.PARCEL_LINES):
        answers += batch._answer_parcel(parcel[first : first + batch.PARCEL_LINES], False)
    beside = f"{out}/.{number:06}-{os.getpid()}"
    pyarrow.parquet.write_table(pyarrow.table({"tables": [words for _, words in answers]}), beside)
    os.replace(beside, f"{out}/{number:06}.parquet")
    return len(answers)


def daft(task: Task, numbers: Sequence[int]) -> Iterator[int]:
    """Daft: a column made by a function in processes of its own."""
    import daft as library

    @library.cls(max_concurrency=WORKERS, use_process=True)
    class Worker:
        @library.method(return_dtype=library.DataType.int64())
        def work(self, number: int) -> int:
            return task(number)

    batched = library.from_pydict({"number": list(numbers)}).into_batches(1)
    for row in batched.select(Worker().work(library.col("number")).alias("done")).iter_rows():
        yield row["done"]


def ray(task: Task, numbers: Sequence[int]) -> Iterator[int]:
    """Ray Data: a map over blocks of one item."""
    import ray.data

    ray.init(num_cpus=WORKERS, log_to_driver=False, include_dashboard=False)
    items = ray.data.from_items(list(numbers), override_num_blocks=len(numbers))
    for row in items.map(lambda row: {"done": task(row["item"])}, concurrency=WORKERS).iter_rows():
        yield row["done"]


def dask(task: Task, numbers: Sequence[int]) -> Iterator[int]:
    """Dask: futures of a scheduler with two worker processes."""
    from dask.distributed import Client, LocalCluster, as_completed

    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        for future in as_completed(client.map(task, list(numbers), pure=False)):
            yield future.result()


def pyspark(task: Task, numbers: Sequence[int]) -> Iterator[int]:
    """Spark: a resilient data set of one partition an item; four attempts, as on a cluster."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(f"local[{WORKERS},4]").config("spark.ui.enabled", "false")
    context = session.getOrCreate().sparkContext
    context.setLogLevel("OFF")
    yield from (
        context.parallelize(list(numbers), len(numbers)).map(task).toLocalIterator(prefetchPartitions=True)
    )


ENGINES: dict[str, Engine] = {"daft": daft, "ray": ray, "dask": dask, "pyspark": pyspark}


def run(name: str, source: str, out: str) -> None:
    """Do the job by one engine; print when it started, had done a first empty task, and ended."""
    task = functools.partial(share, source, out)
    shares = shares_of(source)
    print(json.dumps({"at": "begin", "time": time.time()}), flush=True)
    done = 0
    for articles in ENGINES[name](task, [-1, *range(shares)]):
        if not done:
            print(json.dumps({"at": "first", "time": time.time()}), flush=True)
        done += articles
    print(json.dumps({"at": "end", "time": time.time(), "articles": done}), flush=True)


def watch(name: str, source: str, kill: bool) -> dict[str, object]:
    """Run the job in a process of its own and return what was seen."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    out = tempfile.mkdtemp(prefix="archive-engines-")
    asked = [sys.executable, __file__, name, source, "--out", out]
    began = time.time()
    # Two tasks at a time, one thread each.
    inside = dict(os.environ, PYTHONPATH=str(ROOT), OMP_NUM_THREADS="1", PYSPARK_PYTHON=sys.executable)
    child = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=inside)
    spent: dict[int, float] = {}
    most, killed = 0.0, ""
    shares = shares_of(source)
    while child.poll() is None:
        alive = processes(os.getpid())
        spent |= {one: seconds for one, (_, seconds, _) in alive.items()}
        most = max(most, sum(memory for *_, memory in alive.values()))
        if kill and not killed and len(list(Path(out).glob("[0-9]*"))) * 2 >= shares:
            victim = _worker(alive, child.pid)
            killed = Path(f"/proc/{victim}/comm").read_text().strip()
            os.kill(victim, signal.SIGKILL)
        time.sleep(0.2)
    said = [json.loads(line) for line in child.communicate()[0].splitlines() if line.startswith('{"at"')]
    times = {one["at"]: one["time"] for one in said}
    files = sorted(Path(out).glob("[0-9]*"))
    whole = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()
    shutil.rmtree(out)
    return {
        "engine": name,
        "exit": child.returncode,
        "killed": killed,
        "start, s": round(times.get("first", 0) - began, 1),
        "wall, s": round(times.get("end", 0) - began, 1),
        "processor, s": round(sum(spent.values()), 1),
        "memory, MB": round(most / 1e6),
        "files": f"{len(files)} of {shares}",
        "digest": whole[:12],
    }


def _worker(alive: dict[int, tuple[int, float, float]], top: int) -> int:
    """Return the Python process, other than the first, that has worked most."""

    def is_python(one: int) -> bool:
        command = Path(f"/proc/{one}/comm").read_text().strip()
        return one != top and ("python" in command or command.startswith("ray::"))

    return max(filter(is_python, alive), key=lambda one: alive[one][1])


def main() -> None:
    """Run one engine and print a line of JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("engine", choices=ENGINES)
    options.add_argument("articles", help="JSON lines: id, title, date, text")
    options.add_argument("--kill", action="store_true", help="kill a worker half-way")
    options.add_argument("--out", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.out:
        run(chosen.engine, chosen.articles, chosen.out)
    else:
        print(json.dumps(watch(chosen.engine, chosen.articles, chosen.kill)))


if __name__ == "__main__":
    main()
