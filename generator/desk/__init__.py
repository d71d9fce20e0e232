"""The review desk: a page on this machine alone, on which an editor decides about drafts."""

import secrets
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from generator import serving
from generator.decisions import open_explainer
from generator.desk.app import application
from generator.desk.work import Work
from generator.project import Project
from generator.serving import LOOPBACK


def serve(project: Project, slug: str, port: int, browser: bool, tell: Callable[[str], None]) -> None:
    """Serve the desk for an explainer until Ctrl-C; ``tell`` is given its address.

    ``port`` 0 takes any free one. Raises ``ProjectError`` when the explainer cannot be read or the port is
    taken.
    """
    open_explainer(project, slug)
    token = secrets.token_urlsafe()
    with serving.listening(LOOPBACK, port) as listener:
        port = listener.getsockname()[1]
        hosts = frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"})
        app = application(Work(project, slug), token, hosts, project.root / "overrides")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, lifespan="off", ws="none", server_header=False
        )
        address = f"http://{LOOPBACK}:{port}/{token}/"

        def opened() -> None:
            tell(address)
            if browser:
                webbrowser.open(address)

        with suppress(KeyboardInterrupt):
            serving.Server(config, opened).run(sockets=[listener])
