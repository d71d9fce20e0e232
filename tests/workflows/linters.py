"""The linters of what the code host reads, as a person runs them."""

import subprocess
import sys
from pathlib import Path


def ran(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a linter of this environment."""
    found = Path(sys.executable).with_name(program)
    return subprocess.run([str(found), *words], capture_output=True, encoding="utf-8", check=False)


def held_to(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Hold a file to one of the schemas that come with check-jsonschema."""
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    return ran("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *transform, str(path))
