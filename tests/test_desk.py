"""Who may ask the desk, and what it answers to requests that its page would never make."""

import csv
import http.client
import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import desk
from tests.conftest import PATIENCE, TINY, Run, copy_project
from tests.decisions.conftest import EXPLAINER, NUMBERS


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project, both its numbers drafts."""
    folder = copy_project(TINY / "content", tmp_path_factory.mktemp("desk"))
    numbers = folder / NUMBERS
    numbers.write_text(numbers.read_text().replace(",accepted,", ",draft,"))
    return folder


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    """The address of its desk."""
    with desk.opened(project, EXPLAINER) as opened:
        yield opened


def ask(
    address: str, path: str, body: bytes | None = None, token: str = "", **headers: str
) -> tuple[int, str, http.client.HTTPMessage]:
    """Ask the desk's server and return the status, the body and the headers of its answer."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)) as line:
        named = {name.replace("_", "-"): words for name, words in headers.items()}
        where = f"/{token or parts.path.strip('/')}/{path}"
        line.request("POST" if body is not None else "GET", where, body, named)
        answer = line.getresponse()
        return answer.status, answer.read().decode(), answer.headers


def told(**changes: object) -> bytes:
    """Return a request for the first number as the page makes it, but for the changes."""
    return json.dumps({"table": "numbers", "number": 1, "was": {}, "typed": {}} | changes).encode()


JSON = {"content_type": "application/json"}


def test_it_listens_on_this_machine_alone(address: str) -> None:
    """The desk answers on the loopback address, and on no other of the machine's."""
    parts = urlsplit(address)
    assert parts.hostname == "127.0.0.1"
    others = {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in others - {"127.0.0.1", "127.0.1.1"}:
        with socket.socket() as probe:
            probe.settimeout(5)
            assert probe.connect_ex((other, parts.port)) != 0


def test_tokens_differ_and_are_long(project: Path, address: str) -> None:
    """Each desk has a token of its own, of 256 random bits."""
    with desk.opened(project, EXPLAINER) as other:
        tokens = {urlsplit(one).path.strip("/") for one in (address, other)}
    assert len(tokens) == 2
    assert all(len(token) == 43 for token in tokens)


@pytest.mark.parametrize("token", ["", "x", "é", "..", "%2e%2e", "A" * 43, "A" * 5000])
@pytest.mark.parametrize("path", ["", "state", "desk.js", "stamp"])
def test_without_the_token_nothing_is_told(address: str, token: str, path: str) -> None:
    """Whoever does not know the token is told nothing of the project, whatever they ask for."""
    status, body, _ = ask(address, path, token=token.encode("unicode_escape").decode() or "-")
    assert (status, "harbour" in body.lower()) == (403, False)


def test_the_beginning_of_the_token_is_not_the_token(address: str) -> None:
    """A token that is cut or goes on is a wrong one."""
    token = urlsplit(address).path.strip("/")
    for wrong in (token[:-1], f"{token}x", token.swapcase()):
        assert ask(address, "state", token=wrong)[0] == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "localhost", "127.0.0.1:1", "[::1]:80", "127.0.0.1.evil.example"]
)
def test_a_foreign_name_for_this_machine_is_refused(address: str, host: str) -> None:
    """A page elsewhere whose name leads to this machine (DNS rebinding) is told nothing, token or not."""
    assert ask(address, "state", Host=host)[0] == 403


def test_another_page_cannot_decide(project: Path, address: str) -> None:
    """A request that another page's script sends, or a form of its, changes nothing."""
    before = (project / NUMBERS).read_bytes()
    body = told(ruling="accept")
    for origin in ("http://evil.example", "null", "http://localhost"):
        assert ask(address, "decide", body, Origin=origin, **JSON)[0] == 403
    assert ask(address, "decide", body, content_type="text/plain")[0] == 400
    assert ask(address, "decide")[0] == 405
    assert (project / NUMBERS).read_bytes() == before


def test_every_answer_forbids_the_network(address: str) -> None:
    """Each answer, a refusal too, lets the page load from the desk alone, in no frame, kept by no cache."""
    for status, token in ((200, ""), (403, "wrong")):
        answered, _, headers = ask(address, "", token=token)
        policy = headers["content-security-policy"]
        assert answered == status
        assert policy.startswith("default-src 'none';")
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b"[" * 100_000, told(number="1"), told(was=None), told(typed={"value": 1}),
        told(typed={"value": "\ud800"}), told(table="\ud800"), told(ruling="reject", note="\ud800"),
        told(ruling="delete"), told(ruling="retract", note="x"), told(ruling="reject"), told(ruling=1),
        told(note="x" * 1_100_000),
    ],
    ids=range(15),
)  # fmt: skip
def test_a_request_the_page_never_makes(project: Path, address: str, body: bytes) -> None:
    """What is malformed, too long, or asks for what the desk does not do is refused, and nothing written."""
    before = (project / NUMBERS).read_bytes()
    status, answer, _ = ask(address, "decide", body, **JSON)
    assert status == 400
    assert json.loads(answer)["problem"]
    assert (project / NUMBERS).read_bytes() == before


def test_what_is_no_table_any_more_is_not_opened(project: Path, address: str) -> None:
    """A pipe in the place of a table is no table: nobody waits for it, and the desk goes on answering."""
    table = project / NUMBERS
    kept = table.rename(table.with_suffix(".kept"))
    os.mkfifo(table)
    answers = [ask(address, what)[0] for what in ("state", "stamp")]
    kept.replace(table)
    assert answers == [200, 200]


def test_a_request_that_breaks_off_is_forgotten(address: str) -> None:
    """Whoever goes away in the middle of a request leaves nothing behind, and nothing on the terminal."""
    parts = urlsplit(address)
    begun = f"POST {parts.path}decide HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
    with socket.create_connection((parts.hostname, parts.port)) as line:
        line.sendall(f"{begun}Content-Length: 100\r\n\r\n{{".encode())
    assert ask(address, "stamp")[0] == 200


def test_a_row_that_is_not_there_is_not_written(project: Path, address: str) -> None:
    """A decision about words that no row of the table has is answered as a conflict."""
    before = (project / NUMBERS).read_bytes()
    assert ask(address, "decide", told(was={"fact": "x"}, ruling="accept"), **JSON)[0] == 409
    assert (project / NUMBERS).read_bytes() == before


@pytest.mark.parametrize("name", ["status", "article", "../x", "", "value "])
def test_only_the_row_s_own_columns_are_typed(project: Path, address: str, name: str) -> None:
    """Words for a status, an article or what is no column are refused, with all that came along."""
    before = (project / NUMBERS).read_bytes()
    (row, *_) = json.loads(ask(address, "state")[1])["rows"]
    for path in ("decide", "look"):
        status, answer, _ = ask(address, path, told(was=row["cells"], typed={name: "x", "what": "y"}), **JSON)
        assert (status, "numbers.csv has no column" in json.loads(answer)["problem"]) == (400, True)
    assert (project / NUMBERS).read_bytes() == before
    assert json.loads(ask(address, "state")[1])["undo"] == 0


def test_what_changes_nothing_is_no_decision(project: Path, address: str) -> None:
    """A draft saved as it stands is not written, and there is nothing to take back."""
    (row, *_) = json.loads(ask(address, "state")[1])["rows"]
    body = told(was=row["cells"], typed={"what": f" {row['cells']['what']} "})
    assert json.loads(ask(address, "decide", body, **JSON)[1]) == {"written": False, "findings": []}
    assert json.loads(ask(address, "undo", b"{}", **JSON)[1]) == {"written": False, "findings": []}
    assert json.loads(ask(address, "state")[1])["undo"] == 0


def test_files_of_the_machine_are_not_served(address: str) -> None:
    """Only the desk's own files can be asked for."""
    for path in ("../state", "..%2f..%2fmkdocs.yml", "work.py", "page/desk.js", "mkdocs.yml"):
        assert ask(address, path)[0] in (403, 404)


def test_an_explainer_that_is_not_there(run: Run) -> None:
    """The desk of an unknown explainer does not open, and says which there are."""
    done = run("desk", "harbour", "--no-browser")
    assert done.returncode == 2
    assert "There are: harbour-bridge" in done.stderr


def test_a_port_that_is_taken(run: Run) -> None:
    """A port in use is told, with what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("desk", EXPLAINER, "--no-browser", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "cannot be used" in done.stderr


@pytest.mark.parametrize("words", ["\0", "\x1b[31m", "\u202e2,000", '"', "a,b", "=1+1", "\x85"])
def test_what_is_typed_breaks_no_table(project: Path, address: str, words: str) -> None:
    """Whatever is typed, the table stays one that can be read, with the same rows."""
    before = (project / NUMBERS).read_bytes()
    (row, *_) = json.loads(ask(address, "state")[1])["rows"]
    body = json.dumps(
        {"table": "numbers", "number": 1, "was": row["cells"], "typed": {"what": words}}
    ).encode()
    status, answer, _ = ask(address, "decide", body, **JSON)
    assert status == 200
    with (project / NUMBERS).open(newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len(rows) == 2
    assert (rows[0]["what"] == words) is json.loads(answer)["written"]
    ask(address, "undo", b"{}", **JSON)
    assert (project / NUMBERS).read_bytes() == before
