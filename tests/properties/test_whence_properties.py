"""Headers are written by anybody: whatever they hold, an address and an agent come out, or nothing does."""

import ipaddress
from typing import Any

from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from designations.accounts.whence import address_of, agent_of, network_of

ADDRESSES = st.ip_addresses().map(str)
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


def asked(**meta: Any) -> Any:
    return RequestFactory().get("/", **meta)


@given(
    direct=ADDRESSES, header=st.lists(ADDRESSES | WORDS, max_size=5).map(",".join), proxies=st.integers(0, 3)
)
def test_an_address_comes_from_the_connection_or_is_an_address(
    direct: str, header: str, proxies: int
) -> None:
    with override_settings(TRUSTED_PROXIES=proxies):
        found = address_of(asked(REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=header))
    assert found == direct or str(ipaddress.ip_address(found)) == found
    assert proxies or found == direct


@given(address=ADDRESSES)
def test_the_network_holds_the_address_and_many_others(address: str) -> None:
    network = ipaddress.ip_network(network_of(asked(REMOTE_ADDR=address)))
    assert network.num_addresses >= 256
    plain: Any = ipaddress.ip_address(address)
    assert (getattr(plain, "ipv4_mapped", None) or plain) in network


@given(address=WORDS, agent=WORDS)
def test_nonsense_gives_no_network_and_a_short_agent(address: str, agent: str) -> None:
    request = asked(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    assert network_of(request) == "" or ipaddress.ip_network(network_of(request))
    assert len(agent_of(request)) <= 60
