"""Releasing, as the workflow's own steps do it."""

import hashlib
from pathlib import Path

import generator
from tests.workflows.conftest import Host

TAG = f"v{generator.__version__}"


def index(host: Host) -> Path:
    """Return the folder with what was uploaded to the package index."""
    return host.artifacts / str(host.run) / "index"


def test_released(host: Host) -> None:
    """A tag is built, audited, signed and uploaded; the signature is of the very files that are uploaded."""
    jobs = host.release(TAG)
    assert [name for name, job in jobs.items() if job.succeeded] == ["build", "audit", "provenance", "upload"]
    files = sorted(index(host).iterdir())
    version = generator.__version__
    names = [f"explainer-{version}-py3-none-any.whl", f"explainer-{version}.tar.gz"]
    assert [path.name for path in files] == names
    attested = (index(host).parent / "attested.sha256").read_text().split()
    assert attested == [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    assert jobs["upload"].environment == "pypi"


def test_a_tag_of_another_version(host: Host) -> None:
    """A tag that is not the version of the program gives no release, and the log says why."""
    jobs = host.release("v999.0.0")
    assert [name for name, job in jobs.items() if job.succeeded] == ["audit"]
    assert "::error::The tag is refs/tags/v999.0.0" in jobs["build"].log
    assert not index(host).exists()


def test_a_known_vulnerability(host: Host) -> None:
    """With a known vulnerability in what is locked nothing is signed or uploaded."""
    jobs = host.release(TAG, audit="#!/bin/sh\nexit 2\n")
    assert [name for name, job in jobs.items() if job.succeeded] == ["build"]
    assert not index(host).exists()
