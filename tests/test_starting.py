"""What commands load before they answer, and whom they ask: nothing that the answer does not need."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import environment


def test_checking_one_explainer_starts_without_what_makes_pages(tiny: Path) -> None:
    """``explainer check`` of one explainer imports nothing that makes pages, pictures or sites."""
    makers = ["mkdocs", "material", "jinja2", "PIL", "svg", "nh3", "feedgenerator", "generator.views"]
    heavy = [*makers, "trafilatura", "requests"]
    program = (
        "import sys\n"
        "from generator.cli import main\n"
        "code = main()\n"
        f"print(sorted({{*{heavy}}} & {{*sys.modules}}), code)\n"
    )
    asked = [sys.executable, "-c", program, "-C", str(tiny), "check", "harbour-bridge"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stdout == "[] 0\n"


def test_checking_again_loads_no_rules(tiny: Path, tmp_path: Path) -> None:
    """An explainer that was checked before is told the same findings, without loading content or rules."""
    program = (
        "import sys\n"
        "from generator.cli import main\n"
        "main()\n"
        "print(sorted({'generator.check', 'generator.language', 'generator.content'} & {*sys.modules}))\n"
    )
    asked = [sys.executable, "-c", program, "-C", str(tiny), "check", "harbour-bridge", "--format", "json"]
    kept = {**os.environ, "EXPLAINER_CACHE": str(tmp_path / "cache")}
    first, again = (
        subprocess.run(asked, capture_output=True, text=True, check=True, env=kept) for _ in range(2)
    )
    assert first.stdout.endswith("['generator.check', 'generator.content', 'generator.language']\n")
    assert again.stdout.endswith("[]\n")
    assert again.stdout.rpartition("}")[0] == first.stdout.rpartition("}")[0]
    assert again.stderr == first.stderr


def test_building_again_loads_nothing_that_makes_pages(tiny: Path, tmp_path: Path) -> None:
    """A build for which nothing changed imports neither what makes pages nor MkDocs, and says the same."""
    heavy = ["mkdocs", "jinja2", "PIL", "svg", "babel", "generator.views", "generator.check"]
    program = (
        "import sys\n"
        "from generator.cli import main\n"
        "main()\n"
        f"print(sorted({{*{heavy}}} & {{*sys.modules}}))\n"
    )
    asked = [sys.executable, "-c", program, "-C", str(tiny), "build"]
    kept = {**os.environ, "EXPLAINER_CACHE": str(tmp_path / "cache")}
    first, again = (
        subprocess.run(asked, capture_output=True, text=True, check=True, env=kept) for _ in range(2)
    )
    assert "mkdocs" in first.stdout
    assert again.stdout == "[]\n"
    assert again.stderr in first.stderr


def test_building_needs_no_network(tiny: Path) -> None:
    """A build in which no connection can be made succeeds."""
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('the build used the network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from generator.cli import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "-C", str(tiny)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
