"""Which addresses are asked, and which never."""

from ipaddress import ip_address

import pytest

from designations.net.addresses import check_url, is_public, networks, resolve
from designations.net.errors import AddressRefused, Unreachable


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1",
        "::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:8.8.8.8", "::8.8.8.8",
        "::ffff:0:8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::8.8.8.8", "2002:808:808::1", "2001:0:1::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_public_internet_is_none(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "151.101.1.1", "2a00:1450:4001::1", "2606:4700::1111"])
def test_an_ordinary_address_is_public(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "::1", "::ffff:127.0.0.1", "fe80::1%lo"],
)
def test_no_way_of_writing_loopback_gets_through(host: str) -> None:
    with pytest.raises((AddressRefused, Unreachable)):
        resolve(host, port=80)


def test_an_odd_port_is_refused_but_not_where_the_network_is_allowed() -> None:
    with pytest.raises(AddressRefused, match="port 22"):
        resolve("8.8.8.8", port=22)
    loopback = ip_address("127.0.0.1")
    assert resolve("127.0.0.1", port=8080, allowed=networks(["127.0.0.0/8"])) == [loopback]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/", "does not begin"),
        ("file:///etc/passwd", "does not begin"),
        ("//example.org/", "does not begin"),
        ("https://", "no host"),
        ("https://user:secret@example.org/", "user name"),
        ("https://@example.org/", "user name"),
        ("https://example.org:99999/", "is no address"),
        ("https://[::1/", "is no address"),
        ("https://example.org/a b", "spaces"),
        ("https://example.org\\@127.0.0.1/", "backslashes"),
        ("https://example.org/\r\nX: y", "control"),
        ("https://example.org/" + "a" * 2000, "longer"),
    ],
)
def test_an_address_of_another_form_is_refused_with_the_reason(url: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        check_url(url)
