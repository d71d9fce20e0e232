"""The part of GitHub's interface that the workflows ask: a real server on this machine.

Source: https://docs.github.com/en/rest/pulls/pulls and https://docs.github.com/en/rest/issues/comments.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

LONGEST_BODY = 65_536
MOST_FILES = 3_000
"""Files of a pull request that are listed."""


class Service:
    """What GitHub knows, and what it is asked to change."""

    def __init__(self, repository: str) -> None:
        self.repository = repository
        self.pull_requests: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.files: dict[int, list[dict[str, Any]]] = {}
        """The files that each pull request touches."""
        self.tokens: dict[str, Mapping[str, str]] = {}
        """The permissions of each token that was given out."""

    def say(self, number: int, body: str, login: str) -> None:
        """Let somebody comment on a pull request."""
        user = {"login": login}
        self.comments.append({"id": len(self.comments) + 1, "number": number, "user": user, "body": body})

    def answer(self, method: str, path: str, given: Any, permissions: Mapping[str, str]) -> tuple[int, Any]:
        """Return the status and the answer to one request."""
        address = urlsplit(path)
        asked = {name: values[-1] for name, values in parse_qs(address.query).items()}
        below = address.path.removeprefix(f"/repos/{self.repository}")
        if method != "GET" and permissions.get("pull-requests") != "write":
            return 403, {"message": "Resource not accessible by integration"}
        if method == "GET" and below == "/pulls":
            wanted = (asked.get("state", "open"), asked["head"])
            return 200, [one for one in self.pull_requests if (one["state"], one["head"]["label"]) == wanted]
        if (found := re.fullmatch(r"/pulls/(\d+)(/files)?", below)) and method == "GET":
            return self._pull_request(int(found[1]), bool(found[2]), asked)
        if found := re.fullmatch(r"/issues/(\d+)/comments", below):
            return self._comments(method, int(found[1]), asked, given)
        if (found := re.fullmatch(r"/issues/comments/(\d+)", below)) and method == "PATCH":
            comment = self.comments[int(found[1]) - 1]
            comment["body"] = given["body"]
            return 200, comment
        return 404, {"message": "Not Found"}

    def _pull_request(self, number: int, files: bool, asked: Mapping[str, str]) -> tuple[int, Any]:
        touched = self.files.get(number, [])
        if files:
            size, page = int(asked.get("per_page", 30)), int(asked.get("page", 1))
            return 200, touched[:MOST_FILES][size * (page - 1) : size * page]
        (known,) = (one for one in self.pull_requests if one["number"] == number)
        return 200, {**known, "changed_files": len(touched)}

    def _comments(self, method: str, number: int, asked: Mapping[str, str], given: Any) -> tuple[int, Any]:
        if method == "POST":
            if len(given["body"]) > LONGEST_BODY:
                return 422, {"message": "body is too long"}
            self.say(number, given["body"], "github-actions[bot]")
            return 201, self.comments[-1]
        size, page = int(asked.get("per_page", 30)), int(asked.get("page", 1))
        listed = [one for one in self.comments if one["number"] == number]
        return 200, listed[size * (page - 1) : size * page]


@contextmanager
def served(service: Service) -> Iterator[str]:
    """Serve on a free port of this machine; give the address."""

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            length = int(self.headers.get("Content-Length", 0))
            given = json.loads(self.rfile.read(length)) if length else None
            if token in service.tokens:
                status, answer = service.answer(self.command, self.path, given, service.tokens[token])
            else:
                status, answer = 401, {"message": "Bad credentials"}
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = _handle

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing: what was asked shows in what the service knows."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
