"""What is distributed: the same bytes from the same source, whole, of known licences."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest

from tests.conftest import ROOT, TINY, copy_project, environment

DAY = "1756800000"
"""``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/source-date-epoch/): 2 September 2025."""
_SOURCE = (
    "generator",
    "overrides",
    "staging",
    "mkdocs.yml",
    "README.md",
    "LICENSE",
    "pyproject.toml",
    ".gitignore",
)
_PERMISSIVE = re.compile(
    r"MIT(-CMU)?|ISC|(3-Clause |2-Clause )?BSD|BSD-[23]-Clause|Apache[- ]2\.0|Apache|CNRI-Python|PSF-2\.0"
    r"|MPL-(1\.1|2\.0)|Mozilla Public License 2\.0|SIL (OFL|Open Font License) 1\.1"
)
"""Licences under which this program may be given on, each by the names that packages write for it."""
_CHOICE = re.compile(r"\(([^()]* OR [^()]*)\)")
_SAID_IN_WORDS = re.compile(r" \((ISCL|MPL 2\.0|OFL-1\.1)\)|The | Software| License(?! [12])")


def built(folder: Path, zone: str) -> dict[str, bytes]:
    """Build from a fresh copy of the source; return the files made, by name."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in _SOURCE:
        path = ROOT / name
        if path.is_dir():
            # Not as copytree does: the copies are as old as their making, as in a fresh clone.
            shutil.copytree(path, source / name, ignore=_left_out, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(path, source / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(folder / "dist")],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": DAY, "TZ": zone},
        capture_output=True,
        check=True,
    )
    return {path.name: path.read_bytes() for path in sorted((folder / "dist").iterdir())}


def _left_out(folder: str, names: list[str]) -> list[str]:
    return [
        name for name in names if name == "__pycache__" or (Path(folder).name == "staging" and name[0] != ".")
    ]


@pytest.fixture(scope="module")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what is distributed, in ``dist``."""
    folder = tmp_path_factory.mktemp("distribution")
    built(folder, "UTC")
    return folder


def test_the_same_source_gives_the_same_bytes(distribution: Path, tmp_path: Path) -> None:
    """Built elsewhere, at another time and in another zone, sdist and wheel have the same bytes."""
    first = {path.name: path.read_bytes() for path in sorted((distribution / "dist").iterdir())}
    assert [PurePosixPath(name).suffix for name in first] == [".whl", ".gz"]
    assert built(tmp_path, "Pacific/Auckland") == first


def test_every_file_of_the_program_is_in_it(distribution: Path) -> None:
    """Wheel and sdist hold each file of the program, its data too, and no cache or content."""
    own = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    wheel, sdist = sorted((distribution / "dist").iterdir())
    with zipfile.ZipFile(wheel) as bundle:
        packed = {name for name in bundle.namelist() if ".dist-info/" not in name}
    assert packed == own
    with tarfile.open(sdist) as archive:
        names = {
            PurePosixPath(*PurePosixPath(one.name).parts[1:]).as_posix() for one in archive if one.isfile()
        }
    assert own <= names
    assert {PurePosixPath(name).parts[0] for name in names} == {*_SOURCE, "PKG-INFO"}


def test_the_installed_program_works(distribution: Path, tmp_path: Path) -> None:
    """Installed from its wheel, the program begins an explainer, checks the content and builds the site."""
    installed = tmp_path / "installed"
    (wheel,) = (distribution / "dist").glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-index"]
    subprocess.run([*pip, "--no-deps", "--target", str(installed), str(wheel)], check=True)
    project = copy_project(TINY / "content", tmp_path)

    def explainer(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=project,
            env=environment(PYTHONPATH=str(installed)),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout + done.stderr

    where = [sys.executable, "-c", "import generator; print(generator.__file__)"]
    found = subprocess.run(
        where, cwd=project, env=environment(PYTHONPATH=str(installed)), capture_output=True
    )
    assert Path(found.stdout.decode().strip()).is_relative_to(installed)
    assert metadata.version("explainer") in explainer("--version")
    explainer("new", "second-bridge")
    assert (project / "content" / "second-bridge" / "explainer.md").is_file()
    shutil.rmtree(project / "content" / "second-bridge")
    assert "0 findings" in explainer("check")
    explainer("build")
    assert (project / "site" / "harbour-bridge" / "index.html").is_file()


def test_whatever_is_installed_with_it_may_be_given_on() -> None:
    """Each package that the program needs has a licence that lets anybody give it on with the program."""
    lock = (ROOT / "requirements.lock").read_text()
    # What only other systems or other versions of Python need is not here to be asked.
    pinned = re.findall(r"^([a-z0-9-]+)==[^ ]+ \\$", lock, re.MULTILINE)
    assert len(pinned) > 40
    licences = {name: _licences(metadata.metadata(name)) for name in pinned}
    assert {name: said for name, said in licences.items() if not _may_be_given_on(said)} == {}


@pytest.mark.parametrize(
    "said",
    [
        "GPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "MIT AND (GPL-2.0-only OR GPL-3.0-only)",
        "Other/Proprietary License",
        "",
    ],
)
def test_another_licence_is_noticed(said: str) -> None:
    """A licence that asks for more than its own text beside it is none of those taken, and none is none."""
    assert not _may_be_given_on(said)


def _licences(told: metadata.PackageMetadata) -> str:
    """Return what a package says of its licence."""
    classified = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one[:7] == "License"
    ]
    expression = told.get_all("License-Expression") or []
    return " OR ".join(expression or classified or told.get_all("License") or [])


def _may_be_given_on(said: str) -> bool:
    """Say whether one of the licences to choose from is permissive, in all its parts."""
    while inner := _CHOICE.search(said):
        taken = "MIT" if _may_be_given_on(inner[1]) else "none"
        said = said[: inner.start()] + taken + said[inner.end() :]
    choices = [_SAID_IN_WORDS.sub("", one).strip() for one in said.split(" OR ")]
    return any(all(_PERMISSIVE.fullmatch(part.strip()) for part in one.split(" AND ")) for one in choices)
