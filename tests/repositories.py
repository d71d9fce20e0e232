"""Real git repositories, made commit by commit, for tests of what git knows."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PLAIN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ed",
    "GIT_AUTHOR_EMAIL": "ed@paper.example",
    "GIT_COMMITTER_NAME": "Ed",
    "GIT_COMMITTER_EMAIL": "ed@paper.example",
}


@dataclass(frozen=True, slots=True)
class TestRepository:
    """A repository in a folder of the test's own."""

    __test__ = False
    root: Path

    def git(self, *words: str, **environment: str) -> str:
        """Run git in the repository and return what it says. Raises ``CalledProcessError`` when it fails."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-C", str(self.root), *words],
            env=kept | _PLAIN | environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(
        self, date: str, files: Mapping[str, str | None], message: str = "Edit", **environment: str
    ) -> str:
        """Write files (``None``: remove them), commit them at ``date`` and return the commit's name."""
        for path, text in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                place.unlink()
            else:
                place.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        dates = {"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
        self.git("commit", "--quiet", "--allow-empty", "--message", message, **dates | environment)
        return self.git("rev-parse", "HEAD")


def repository(root: Path) -> TestRepository:
    """Return a new, empty repository in ``root``, on the branch ``main``."""
    root.mkdir(parents=True, exist_ok=True)
    made = TestRepository(root)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
