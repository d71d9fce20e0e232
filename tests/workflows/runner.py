"""A runner for the project's own workflows: their shell steps run as they are written, in their order.

What a step ``uses:`` is replaced by what it does on this machine (``actions.py``). The scripts run in an
environment that holds what a runner sets and nothing else. A key, an expression or an action that is not
known here is an error, so that a workflow cannot come to use something that no test has seen.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.workflows import actions
from tests.workflows.expressions import filled_in, holds
from tests.workflows.machines import Machine

_JOB_KEYS = {
    *("name", "needs", "if", "runs-on", "timeout-minutes", "permissions", "concurrency", "environment"),
    *("env", "outputs", "steps"),
}
_STEP_KEYS = {"name", "id", "if", "uses", "with", "run", "shell", "env", "working-directory"}


@dataclass(frozen=True, slots=True)
class Job:
    """What came of a job."""

    succeeded: bool
    outputs: Mapping[str, str]
    machine: Machine
    ran: tuple[str, ...]
    """The names of the steps that ran, those of composite actions included."""
    environment: str
    """The name of the environment it deploys to; "" when it deploys nothing."""

    @property
    def result(self) -> str:
        """As ``needs.*.result`` has it."""
        return "success" if self.succeeded else "failure"

    @property
    def log(self) -> str:
        """Everything that was printed."""
        return "".join(self.machine.log)


Start = Callable[[str, Mapping[str, str]], Machine]
"""Gives the machine for a job's name and permissions."""


def workflow(path: Path) -> dict[Any, Any]:
    """Return a workflow or an action as its YAML says."""
    read: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def run_jobs(described: Mapping[Any, Any], start: Start, contexts: Mapping[str, Any]) -> dict[str, Job]:
    """Run the jobs of a workflow one after the other; return those that ran, by name.

    ``contexts`` are ``github``, and ``vars`` and ``secrets`` where they are used.
    """
    done: dict[str, Job] = {}
    for name, job in described["jobs"].items():
        unknown = job.keys() - _JOB_KEYS
        assert not unknown, f"a job has keys that are not known here: {unknown}"
        needed = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        needs = {
            one: {"result": done[one].result, "outputs": done[one].outputs}
            if one in done
            else {"result": "skipped", "outputs": {}}
            for one in needed
        }
        succeeded = all(one["result"] == "success" for one in needs.values())
        if holds(job.get("if"), {**contexts, "needs": needs}, succeeded):
            permissions = job.get("permissions", described["permissions"])
            done[name] = _run_job(job, start(name, permissions), {**contexts, "needs": needs})
    return done


def _run_job(described: Mapping[str, Any], on: Machine, contexts: Mapping[str, Any]) -> Job:
    known = {**contexts, "github": on.github, "runner": {"temp": str(on.temporary), "os": "Linux"}}
    on.environment |= {name: filled_in(words, known) for name, words in described.get("env", {}).items()}
    steps = _Steps(on, known)
    steps.run(described["steps"])
    outputs = {
        name: filled_in(words, steps.contexts) for name, words in (described.get("outputs") or {}).items()
    }
    environment = described.get("environment", {})
    return Job(
        steps.succeeded, outputs, on, tuple(steps.ran), filled_in(environment.get("name"), steps.contexts)
    )


class _Steps:
    """The steps of a job or of a composite action, one after the other."""

    def __init__(self, on: Machine, contexts: Mapping[str, Any], action: Path | None = None) -> None:
        self._on, self._action = on, action
        self._outputs: dict[str, dict[str, Any]] = {}
        self.contexts: dict[str, Any] = {**contexts, "steps": self._outputs}
        self.succeeded = True
        self.ran: list[str] = []

    def run(self, steps: Sequence[Mapping[str, Any]]) -> None:
        for step in steps:
            unknown = step.keys() - _STEP_KEYS
            assert not unknown, f"a step has keys that are not known here: {unknown}"
            if not holds(step.get("if"), self.contexts, self.succeeded):
                continue
            self.ran.append(step.get("name", step.get("uses", "")))
            outputs, succeeded = self._script(step) if "run" in step else self._used(step)
            self.succeeded = self.succeeded and succeeded
            if "id" in step:
                self._outputs[step["id"]] = {
                    "outputs": outputs,
                    "outcome": "success" if succeeded else "failure",
                }

    def _script(self, step: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
        assert "shell" in step or self._action is None, "a composite action's script must name its shell"
        files = {name: self._on.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        extra = {name: filled_in(words, self.contexts) for name, words in step.get("env", {}).items()}
        extra |= {name: str(file) for name, file in files.items()}
        if self._action:
            extra["GITHUB_ACTION_PATH"] = str(self._action)
        folder = self._on.workspace / filled_in(step.get("working-directory", "."), self.contexts)
        code = self._on.run(filled_in(step["run"], self.contexts), step.get("shell"), folder, extra)
        self._on.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        return _outputs(files["GITHUB_OUTPUT"].read_text()), code == 0

    def _used(self, step: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
        given = {name: filled_in(words, self.contexts) for name, words in step.get("with", {}).items()}
        name = step["uses"]
        if name.startswith("./"):
            return self._composite(self._on.workspace / name, given)
        action, _, commit = name.partition("@")
        assert re.fullmatch("[0-9a-f]{40}", commit), f"{action} is not pinned by its commit"
        if action in self._on.origins:
            folder = self._on.temporary / "actions" / action
            actions.git(self._on.temporary, "clone", "--quiet", str(self._on.origins[action]), str(folder))
            actions.git(folder, "checkout", "--quiet", "--detach", commit)
            return self._composite(folder, given)
        try:
            return actions.KNOWN[action](self._on, given), True
        except actions.Failed as problem:
            self._on.log.append(f"::error::{problem}\n")
            return {}, False

    def _composite(self, folder: Path, given: Mapping[str, str]) -> tuple[dict[str, str], bool]:
        described = workflow(folder / "action.yml")
        declared = described.get("inputs", {})
        assert given.keys() <= declared.keys(), "the action has no such input"
        inputs = {name: given.get(name, one.get("default", "")) for name, one in declared.items()}
        inner = _Steps(self._on, {**self.contexts, "inputs": inputs}, folder)
        inner.run(described["runs"]["steps"])
        self.ran += inner.ran
        outputs = {
            name: filled_in(one["value"], inner.contexts)
            for name, one in described.get("outputs", {}).items()
        }
        return outputs, inner.succeeded


def _outputs(written: str) -> dict[str, str]:
    """Read what a script wrote to ``$GITHUB_OUTPUT``: lines of the form name=value, and no other."""
    outputs = {}
    for line in written.splitlines():
        name, equals, words = line.partition("=")
        assert equals, f"“{line}” is no output"
        outputs[name] = words
    return outputs
