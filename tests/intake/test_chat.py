"""A model behind a server is asked as the protocol has it, and its key goes nowhere else."""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from generator.extract.grounding import ModelError, ground
from generator.extract.models import ChatExtractor, Prompt, answer_schema
from generator.intake.chat import KEYS, ChatLimits, ChatServer, key_from
from generator.schema import built_in_tables
from tests.extract.bridge import ARTICLE, LINES, TRUE, reasons


@dataclass
class Model:
    """A server on this machine that speaks the chat completions protocol."""

    address: str
    replies: list[tuple[int, object, dict[str, str]]] = field(default_factory=list)
    """Status, body and headers of each answer to come; the last one is repeated."""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    """Path, headers and body of each request."""

    def reply(self, content: object, status: int = 200, **headers: str) -> None:
        """Add an answer: words of the model, or for another status the bare body."""
        words = content if isinstance(content, str) else json.dumps(content)
        message = {"choices": [{"message": {"role": "assistant", "content": words}, "finish_reason": "stop"}]}
        self.raw(message if status == 200 else {"error": {"message": words}}, status, **headers)

    def raw(self, body: object, status: int = 200, **headers: str) -> None:
        """Add an answer as it is."""
        self.replies.append(
            (status, body, {name.replace("_", "-"): value for name, value in headers.items()})
        )


@pytest.fixture
def model() -> Iterator[Model]:
    """A model server that runs while the test does."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            served.asked.append((self.path, dict(self.headers), json.loads(body)))
            status, answer, headers = served.replies.pop(0) if len(served.replies) > 1 else served.replies[0]
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Model(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


def chat(model: Model, key: str = "", **limits: Any) -> ChatServer:
    """Return the server as a model that is asked again without waiting."""
    return ChatServer(model.address, "test-model", key, ChatLimits(**limits), sleep=lambda seconds: None)


QUESTION = Prompt("Do this.", "{}", {"type": "object"})


def test_a_model_is_asked_as_the_protocol_has_it(model: Model) -> None:
    """One request to chat/completions: model, messages, temperature 0 and the form of the answer."""
    model.reply(TRUE)
    left = ground(ChatExtractor(built_in_tables(), chat(model)), ARTICLE, built_in_tables(), (), "model test")
    assert len(left.drafts) == 4
    path, headers, asked = model.asked[0]
    assert path == "/v1/chat/completions"
    assert (asked["model"], asked["temperature"]) == ("test-model", 0)
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert asked["response_format"]["json_schema"]["schema"] == answer_schema(built_in_tables())
    assert "Authorization" not in headers


def test_a_swayed_server_changes_nothing(model: Model) -> None:
    """Rows that a real server invents are dropped, counted, and the true one beside them is kept."""
    invented = {"person": "Zed Evil", "presence": "attended", "evidence": LINES[0]}
    model.reply({"attendees": [invented, *TRUE["attendees"]]})
    left = ground(ChatExtractor(built_in_tables(), chat(model)), ARTICLE, built_in_tables(), (), "model test")
    assert [one.cells["person"] for one in left.drafts] == ["Tomás Ødegård"]
    assert reasons(left).total() == 1


def test_a_server_that_knows_no_schemas(model: Model) -> None:
    """A server that refuses the form of the answer is asked again without it."""
    model.reply("unknown field response_format", 400)
    model.reply("words")
    assert chat(model)(QUESTION) == "words"
    assert ["response_format" in asked for _, _, asked in model.asked] == [True, False]


def test_a_busy_server_is_asked_again(model: Model) -> None:
    """A busy server is asked again after the pause it asks for, but not for ever."""
    slept: list[float] = []
    model.reply("busy", 503, Retry_After="7")
    model.reply("busy", 429, Retry_After="999999")
    model.reply("words")
    server = ChatServer(model.address, "test-model", sleep=slept.append)
    assert server(QUESTION) == "words"
    assert slept == [7.0, 30.0]
    model.reply("busy", 503)
    model.replies[:] = model.replies[-1:]
    with pytest.raises(ModelError, match="HTTP status 503"):
        chat(model, attempts=2)(QUESTION)
    assert len(model.asked) == 5


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"not JSON", "does not hold to the protocol"),
        ({}, "does not hold to the protocol"),
        ([], "does not hold to the protocol"),
        ({"choices": []}, "does not hold to the protocol"),
        ({"choices": [{"message": {"content": None}}]}, "gave no answer"),
        ({"choices": [{"message": {"content": "{"}, "finish_reason": "length"}]}, "cut off"),
        (b" " * 20_000, "larger than"),
    ],
)
def test_a_server_that_breaks_the_protocol(model: Model, body: object, problem: str) -> None:
    """An answer that is none is an error in words."""
    model.raw(body)
    with pytest.raises(ModelError, match=problem):
        chat(model, size=10_000)(QUESTION)


@pytest.mark.parametrize("part", [b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_an_answer_that_does_not_end(part: bytes) -> None:
    """An answer has a time in which it must be there, however steadily its head or its body drips."""
    over = threading.Event()

    class Drip(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.wfile.write(part)
            while part and not over.wait(0.05):
                self.wfile.write(b" ")
            over.wait()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Drip)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    asked = ChatServer(f"http://127.0.0.1:{server.server_port}", "m", limits=ChatLimits(whole=0.3))
    try:
        with pytest.raises(ModelError, match="took longer than 0 seconds"):
            asked(QUESTION)
    finally:
        over.set()
        server.shutdown()
        server.server_close()


def test_nobody_is_asked_when_nobody_waits(model: Model) -> None:
    """After its time a model is asked no further question, which may cost money."""
    over, asking = threading.Event(), []

    def sleep(seconds: float) -> None:
        asking.append(threading.current_thread())
        over.wait()

    model.reply("busy", 503)
    with pytest.raises(ModelError, match="took longer than 1 seconds"):
        ChatServer(model.address, "m", limits=ChatLimits(whole=1.0), sleep=sleep)(QUESTION)
    over.set()
    asking[0].join()
    assert len(model.asked) == 1


@pytest.mark.parametrize("status", [301, 307, 401, 403, 404])
def test_a_server_that_refuses(model: Model, status: int) -> None:
    """A refusal is an error with its status, and a redirect is not followed: the key would go with it."""
    model.reply("no", status, Location=f"{model.address}/elsewhere")
    with pytest.raises(ModelError, match=f"HTTP status {status}"):
        chat(model, key="secret-key")(QUESTION)
    assert len(model.asked) == 1


def test_a_server_that_is_not_there() -> None:
    """A model that nobody serves is an error in words, and one refusal of the article."""
    server = ChatServer("http://127.0.0.1:1/v1", "test-model", sleep=lambda seconds: None)
    left = ground(ChatExtractor(built_in_tables(), server), ARTICLE, built_in_tables(), (), "model test")
    assert "could not be reached" in left.refused[0].reason


def test_the_key_goes_to_the_server_and_nowhere_else(model: Model, caplog: pytest.LogCaptureFixture) -> None:
    """The key is in the request's header, and in no log, message or printed form."""
    caplog.set_level(logging.DEBUG)
    model.reply("no", 401)
    server = chat(model, key="secret-key")
    with pytest.raises(ModelError) as error:
        server(QUESTION)
    assert model.asked[0][1]["Authorization"] == "Bearer secret-key"
    assert "secret-key" not in f"{caplog.text} {error.value} {server!r}"


@pytest.mark.parametrize(
    ("environment", "key"),
    [
        ({}, ""),
        ({"OPENAI_API_KEY": "b"}, "b"),
        ({"EXPLAINER_MODEL_KEY": "a", "OPENAI_API_KEY": "b"}, "a"),
        ({"EXPLAINER_MODEL_KEY": "", "OPENAI_API_KEY": "b"}, "b"),
    ],
)
def test_the_key_comes_from_the_environment(environment: dict[str, str], key: str) -> None:
    """The project's own variable counts before the usual one."""
    assert key_from(environment) == key
    assert KEYS == ("EXPLAINER_MODEL_KEY", "OPENAI_API_KEY")


@pytest.mark.parametrize(
    ("address", "key", "allowed"),
    [
        ("https://models.example/v1", "k", True),
        ("http://localhost:11434/v1", "k", True),
        ("http://[::1]:11434/v1", "k", True),
        ("http://models.example/v1", "", True),
        ("http://models.example/v1", "k", False),
        ("http://localhost.evil.example/v1", "k", False),
        ("ftp://models.example/v1", "", False),
        ("https://user:pass@models.example/v1", "", False),
    ],
)
def test_a_key_is_never_sent_without_protection(address: str, key: str, allowed: bool) -> None:
    """A key goes by https or stays on this machine."""
    if allowed:
        assert ChatServer(address, "m", key).address == address
    else:
        with pytest.raises(ModelError):
            ChatServer(address, "m", key)
