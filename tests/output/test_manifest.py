"""The manifest of a site, and how a folder differs from it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import manifest
from generator.manifest import Compared, ManifestError
from tests.conftest import Run

DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""Of "abc": NIST's example, https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three files, two of them with names that would break a line, with its manifest."""
    (tmp_path / "one").mkdir()
    for name in ("one/line\nfeed", "back\\slash", "plain.html"):
        (tmp_path / name).write_text("abc")
    (tmp_path / ".hidden").write_text("not published")
    manifest.write(tmp_path)
    return tmp_path


def test_a_manifest_has_the_form_of_sha256sum(folder: Path) -> None:
    """Every file has its line, in order, as coreutils write it; what is hidden has none, nor the manifest."""
    assert (folder / manifest.NAME).read_text() == (
        f"\\{DIGEST}  back\\\\slash\n\\{DIGEST}  one/line\\nfeed\n{DIGEST}  plain.html\n"
    )


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="the system has no sha256sum")
def test_sha256sum_reads_a_manifest(folder: Path) -> None:
    """The tool that brings the form along finds every file, and finds one changed."""
    words = ["sha256sum", "--check", "--strict", "--quiet", manifest.NAME]
    assert subprocess.run(words, cwd=folder, check=False).returncode == 0
    (folder / "back\\slash").write_text("changed")
    told = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.count("FAILED")) == (1, 1)


def test_what_a_builder_knows_is_not_read_again(folder: Path) -> None:
    """A digest that is known already stands in the manifest as it was told."""
    manifest.write(folder, {"plain.html": "0" * 64})
    assert f"{'0' * 64}  plain.html\n" in (folder / manifest.NAME).read_text()


def test_each_difference_is_named(folder: Path) -> None:
    """Missing, changed and extra files are told apart; a link in the place of a file is a change."""
    assert manifest.compare(folder, folder / manifest.NAME) == Compared(3, (), (), ())
    (folder / "back\\slash").unlink()
    (folder / "plain.html").unlink()
    (folder / "plain.html").symlink_to(folder / "one" / "line\nfeed")
    (folder / "one" / "more").write_text("x")
    os.mkfifo(folder / "one" / "pipe")
    found = manifest.compare(folder, folder / manifest.NAME)
    assert found == Compared(3, ("back\\slash",), ("plain.html",), ("one/more", "one/pipe"))
    assert not found.same


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"no digest\n", ":1: "),
        (DIGEST.encode() + b"  cut", "a part of it is missing"),
        (DIGEST.encode() + b"  a\n" + DIGEST.upper().encode() + b"  b\n", ":2: "),
        (b"0" * 64 + b"  a\n" + b"1" * 64 + b"  a\n", ":2: Another line has another digest"),
    ],
)
def test_what_is_no_manifest_is_refused(folder: Path, written: bytes, said: str) -> None:
    """A manifest in another form, or one that was cut off, is refused with the line."""
    (folder / manifest.NAME).write_bytes(written)
    with pytest.raises(ManifestError, match=said):
        manifest.compare(folder, folder / manifest.NAME)


def test_a_manifest_leads_nowhere_else(folder: Path) -> None:
    """A path that leads out of the folder is a missing file: nothing outside is opened."""
    outside = folder.parent / "outside"
    outside.write_text("abc")
    (folder / manifest.NAME).write_text(f"{DIGEST}  ../outside\n{DIGEST}  {outside}\n{DIGEST}  plain.html\n")
    found = manifest.compare(folder, folder / manifest.NAME)
    assert found.missing == ("../outside", str(outside))


def test_verify_of_a_built_site(run: Run, tiny: Path) -> None:
    """The command finds a site as it was built, then names what was then done to it, and needs a site."""
    assert run("verify").returncode == 2
    assert run("build").returncode == 0
    good = run("verify")
    assert (good.returncode, good.stdout) == (0, "")
    assert good.stderr.endswith(" files in the manifest: 0 missing, 0 changed, 0 extra.\n")
    kept = tiny / "kept"
    shutil.copy(tiny / "site" / manifest.NAME, kept)
    (tiny / "site" / "robots.txt").unlink()
    (tiny / "site" / "index.html").write_text("changed")
    (tiny / "site" / "evil\x1b[2J.js").write_text("added")
    bad = run("verify")
    assert bad.returncode == 1
    assert bad.stdout == "missing: robots.txt\nchanged: index.html\nextra: evil<U+001B>[2J.js\n"
    manifest.write(tiny / "site")
    assert run("verify", "site").returncode == 0
    assert run("verify", "site", "--manifest", "kept").stdout == bad.stdout


def test_a_manifest_is_true_whatever_was_known(run: Run, tiny: Path) -> None:
    """Digests that the builder and the last run knew are those of the files that stand in the site."""
    cache = str(tiny / "cache")
    assert run("build", EXPLAINER_CACHE=cache).returncode == 0
    listed = (tiny / "site" / manifest.NAME).read_text()
    (tiny / "site" / "robots.txt").unlink()
    assert run("build", EXPLAINER_CACHE=cache).returncode == 0
    assert (tiny / "site" / manifest.NAME).read_text() == listed
    assert run("verify").returncode == 0
