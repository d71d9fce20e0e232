"""Ask a chat model at any address that speaks OpenAI's chat completions protocol.

That is also what Ollama, vLLM, llama.cpp and others speak, so a model on the editor's own machine works
as well: unlike a page's, this address is the editor's choice and may be private. The key comes from the
environment, goes nowhere but into the header of the request, and is never part of a message or a log.
"""

import json
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

from msgspec import Struct, field
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from generator.extract.models import ModelError, Prompt
from generator.intake import addresses, deadline
from generator.intake.fetch import USER_AGENT
from generator.intake.refusal import Refused

KEYS = ("EXPLAINER_MODEL_KEY", "OPENAI_API_KEY")
"""Environment variables that may hold the key, the first set one counts."""

_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_REFUSES_FORM = frozenset({400, 422, 501})
_LONGEST_PAUSE = 30.0


class ChatLimits(Struct, frozen=True):
    """How long and how often a model is asked."""

    seconds: float = 300.0
    """Without a single byte: a model on a small machine thinks for minutes."""
    whole: float = 900.0
    """Seconds for a question, all attempts together: a server that sends a byte now and then never ends."""
    attempts: int = 3
    pause: float = 1.0
    """Seconds before the second attempt, doubled each time; a server may ask for more (Retry-After)."""
    size: int = 5_000_000
    """Bytes of one answer."""


class ChatServer(Struct, frozen=True):
    """One model at one address; calling it asks it."""

    address: str
    """The base of the protocol's addresses, such as ``http://localhost:11434/v1``."""
    model: str
    key: str = ""
    limits: ChatLimits = field(default_factory=ChatLimits)
    sleep: Callable[[float], None] = time.sleep

    def __repr__(self) -> str:
        # Without the key: what is shown of an object ends in logs.
        return f"ChatServer(address={self.address!r}, model={self.model!r})"

    def __post_init__(self) -> None:
        """Raise ``ModelError`` for an address that cannot be asked, or that would give the key away."""
        try:
            parsed = addresses.parse(self.address)
        except Refused as refused:
            raise ModelError(refused.message) from None
        if self.key and parsed.scheme != "https" and not _on_this_machine(parsed.host or ""):
            raise ModelError(f"the key is not sent to {parsed.host} without protection: use https")

    def __call__(self, prompt: Prompt) -> str:
        """Return the model's answer. Raises ``ModelError`` when there is none after the attempts allowed."""
        try:
            end = time.monotonic() + self.limits.whole
            status, body = deadline.within(self.limits.whole, lambda: self._answer(prompt, end))
        except TimeoutError:
            whole = self.limits.whole
            raise ModelError(f"the model's answer took longer than {whole:.0f} seconds") from None
        except HTTPError as error:
            raise ModelError(f"{self.address} could not be reached: {type(error).__name__}") from None
        if status != HTTPStatus.OK:
            raise ModelError(f"{self.address} answered with HTTP status {status}")
        return _content(body)

    def _answer(self, prompt: Prompt, end: float) -> tuple[int, bytes]:
        status, body = self._ask(self._request(prompt, form=True), end)
        if status in _REFUSES_FORM:
            # Servers that do not know schemas say so; the question describes the form as well.
            return self._ask(self._request(prompt, form=False), end)
        return status, body

    def _request(self, prompt: Prompt, form: bool) -> Mapping[str, Any]:
        messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        request: dict[str, Any] = {"model": self.model, "temperature": 0, "messages": messages}
        if form:
            schema = {"name": "rows", "strict": True, "schema": prompt.schema}
            request["response_format"] = {"type": "json_schema", "json_schema": schema}
        return request

    def _ask(self, request: Mapping[str, Any], end: float) -> tuple[int, bytes]:
        """Return status and body of the last attempt. Raises ``HTTPError`` when it brought neither.

        Raises ``TimeoutError`` after ``end``, on the monotonic clock: when nobody waits for an answer any
        more, the model is asked for no other, which may cost money.
        """
        pause, left = self.limits.pause, self.limits.attempts
        with PoolManager(retries=False, timeout=Timeout(connect=10.0, read=self.limits.seconds)) as pool:
            while True:
                left -= 1
                try:
                    status, body, asked_pause = self._post(pool, request, end)
                except HTTPError:
                    if not left:
                        raise
                else:
                    if not left or status not in _BUSY:
                        return status, body
                    pause = max(pause, asked_pause)
                self.sleep(min(pause, _LONGEST_PAUSE))
                pause *= 2

    def _post(self, pool: PoolManager, request: Mapping[str, Any], end: float) -> tuple[int, bytes, float]:
        _must_be_before(end)
        headers = {"Content-Type": "application/json", "User-Agent": USER_AGENT}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        response = pool.request(
            "POST",
            f"{self.address.rstrip('/')}/chat/completions",
            body=json.dumps(request, ensure_ascii=False).encode(),
            headers=headers,
            preload_content=False,
            # A redirect would take the key elsewhere.
            redirect=False,
        )
        try:
            body = bytearray()
            while chunk := response.read1(65_536, decode_content=True):
                body += chunk
                _must_be_before(end)
                if len(body) > self.limits.size:
                    raise ModelError(f"the model's answer is larger than {self.limits.size // 1000:,} kB")
        finally:
            response.close()
        return response.status, bytes(body), _seconds(response.headers.get("retry-after", ""))


def _must_be_before(end: float) -> None:
    if time.monotonic() > end:
        raise TimeoutError


def key_from(environment: Mapping[str, str]) -> str:
    """Return the key that the environment holds, or ""."""
    return next((environment[name] for name in KEYS if environment.get(name)), "")


def _content(body: bytes) -> str:
    try:
        choice = json.loads(body)["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise ModelError("the server's answer does not hold to the protocol") from None
    if choice.get("finish_reason") == "length":
        raise ModelError("the model's answer was cut off: it may write no more")
    if not isinstance(content, str):
        raise ModelError("the model gave no answer")
    return content


def _seconds(words: str) -> float:
    return float(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0.0


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
