"""How long after an edit the open page shows it, over HTTP, beside a build of the whole site by MkDocs.

A cell of an explainer is changed again and again while ``explainer serve`` runs and a client listens, as an
open page does. Timed is from the file's being in its place to the last byte of the page that shows the edit.
A plain build by MkDocs and Material of the same Markdown follows, without any plugin of ours.

    python benchmarks/preview.py [--explainers 100] [--edits 40]
"""

import argparse
import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import content

ROOT = Path(__file__).parent.parent
PATIENCE = 900
"""Seconds that anything may take at most."""


def project(folder: Path, explainers: int) -> None:
    """Make a project with so many explainers."""
    content.write(folder / "content", explainers)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "plain.yml").write_text(settings.replace("  - explainer\n", ""), encoding="utf-8")
    (folder / "staging").mkdir()


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a program that keeps what it works out beside the project."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "EXPLAINER_CACHE": str(folder / "cache")}


@contextmanager
def preview(folder: Path) -> Iterator[int]:
    """Serve the project; give the port once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = [sys.executable, "-m", "generator", "serve", "--address", f"127.0.0.1:{port}"]
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(words, cwd=folder, env=environment(folder), stdout=said, stderr=said)
        try:
            end = time.monotonic() + PATIENCE
            while server.poll() is None and time.monotonic() < end:
                with socket.socket() as probe:
                    # The port is bound before the content is read, so an answer is what counts.
                    probe.settimeout(PATIENCE)
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield port
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE)


def get(port: int, address: str) -> bytes:
    """Return what stands at an address."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", address)
    body = line.getresponse().read()
    line.close()
    return body


def edits(folder: Path, port: int, number: int) -> tuple[float, list[float]]:
    """Change a cell so many times; return the seconds of the first page, and those of each edit."""
    slug = min(path.name for path in (folder / "content").iterdir() if path.is_dir())
    begun = time.perf_counter()
    get(port, f"/{slug}/")
    first = time.perf_counter() - begun
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", f"/.explainer/events?page=/{slug}/&sign=")
    events = line.getresponse()
    told(events)
    table = folder / "content" / slug / "facts" / "numbers.csv"
    words = table.read_text(encoding="utf-8")
    spent = []
    for turn in range(number):
        shown = ("beside the", "behind the")[turn % 2]
        draft = folder / "draft.csv"
        draft.write_text(words.replace("at the", shown, 1), encoding="utf-8")
        begun = time.perf_counter()
        draft.replace(table)
        told(events)
        body = get(port, f"/{slug}/")
        spent.append(time.perf_counter() - begun)
        if shown.encode() not in body:
            raise SystemExit(f"The page does not show edit {turn}.")
        time.sleep(0.3)
    line.close()
    return first, spent


def told(events: http.client.HTTPResponse) -> None:
    """Wait until the open page is told that it changed."""
    while (line := events.readline()) != b"event: changed\n":
        if not line or b"notice" in line:
            raise SystemExit(f"The page is not told: {line!r} {events.readline()!r}")
    events.readline()


def plain_build(folder: Path) -> float:
    """Return the seconds that MkDocs and Material take for the same pages."""
    words = [sys.executable, "-m", "generator", "generate"]
    subprocess.run(words, cwd=folder, env=environment(folder), check=True, capture_output=True)
    words = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "plain.yml", "-d", "plain"]
    begun = time.perf_counter()
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--explainers", type=int, default=100)
    parser.add_argument("--edits", type=int, default=40)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project(folder, chosen.explainers)
        begun = time.perf_counter()
        with preview(folder) as port:
            first, spent = edits(folder, port, chosen.edits)
        started = time.perf_counter() - begun - sum(spent) - 0.3 * len(spent)
        spent.sort()
        median, most = statistics.median(spent), spent[int(len(spent) * 0.95)]
        print(f"{chosen.explainers:,} explainers, {chosen.edits} edits: first page after {started:.1f} s")
        print(f"an edit on the page: median {median * 1000:.0f} ms, 95 % within {most * 1000:.0f} ms")
        print(f"(the first page alone: {first:.2f} s)", flush=True)
        built = plain_build(folder)
        print(f"plain MkDocs and Material: {built:.1f} s; ratio {median / built:.5f}")


if __name__ == "__main__":
    main()
