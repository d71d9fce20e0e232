"""A folder served as a web server does it: quietly, on a port of its own, compressed where asked."""

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

TEXTS = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt")


class _Quietly(http.server.SimpleHTTPRequestHandler):
    """Serves files as they are."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Compressed(_Quietly):
    """Serves texts compressed by gzip, as every web server in use can."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the headers and return the body; what is no text goes as it is."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if path.suffix not in TEXTS or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@contextmanager
def serving(folder: Path, compressed: bool = False) -> Iterator[str]:
    """Serve a folder while the context lasts; give its address, which ends in a slash."""
    handler = functools.partial(_Compressed if compressed else _Quietly, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
