"""Only public machines, by http or https, may be asked."""

import pytest

from generator.intake import addresses
from generator.intake.refusal import Refused


@pytest.mark.parametrize(
    "numeric",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "not a number",
        "",
    ],
)
def test_special_addresses_are_not_public(numeric: str) -> None:
    """Private, loopback, link-local, shared, reserved, multicast and disguised IPv4 addresses are refused."""
    assert not addresses.is_public(numeric)


@pytest.mark.parametrize(
    "numeric", ["93.184.216.34", "1.1.1.1", "2606:4700::6810:84e5", "64:ff9b::5db8:d822"]
)
def test_public_addresses_are_public(numeric: str) -> None:
    """Addresses of the public internet are allowed, also behind NAT64."""
    assert addresses.is_public(numeric)


@pytest.mark.parametrize(
    "words",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "gopher://example.org/",
        "example.org/a",
        "http://",
        "http:///a",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        "https://example.org\\@evil.example/",
        "https://example.org/\r\nHost: evil.example",
        "http://[::1",
        "http://example.org:99999999/",
    ],
)
def test_odd_addresses_are_refused(words: str) -> None:
    """An address of another kind, with a password or with signs that do not belong in one is refused."""
    with pytest.raises(Refused) as refusal:
        addresses.parse(words)
    assert refusal.value.rule == "bad-address"


def test_a_password_is_not_repeated() -> None:
    """The message about an address with a password does not show the password."""
    with pytest.raises(Refused) as refusal:
        addresses.parse("https://user:secret@example.org/")
    assert "secret" not in refusal.value.message


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:7f00:1]"]
)
def test_no_spelling_of_this_machine_is_public(host: str) -> None:
    """However loopback is written, it is refused where tests do not allow it."""
    with pytest.raises(Refused):
        addresses.resolve(addresses.parse(f"http://{host}/"), allow_loopback=False)


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_allowing_loopback_allows_nothing_else(host: str) -> None:
    """The setting for tests lets loopback through, and no other private address."""
    with pytest.raises(Refused) as refusal:
        addresses.resolve(addresses.parse(f"http://{host}/"), allow_loopback=True)
    assert refusal.value.rule == "private-address"


def test_names_in_other_scripts_are_understood() -> None:
    """A name in another script becomes the ASCII name that name servers know (IDNA)."""
    assert (
        addresses.parse("https://münchen.example/straße").url == "https://xn--mnchen-3ya.example/stra%C3%9Fe"
    )
