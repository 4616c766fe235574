"""The shipped facts under every test of the interface, and a client of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.shipped import shipped_facts

Get = Callable[..., Any]


@pytest.fixture(scope="package")
def facts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped facts, loaded once."""
    with shipped_facts(django_db_blocker):
        yield


@pytest.fixture
def client(facts: None, db: None) -> Client:
    """A client of a tracker that holds the shipped facts."""
    return Client()


@pytest.fixture
def get(client: Client) -> Get:
    """Ask for a path below `/api/v1/` with parameters; the answer's document, which must have this status."""

    def ask(path: str, *, expect: int = 200, **parameters: Any) -> Any:
        response = client.get(f"/api/v1/{path}", parameters)
        assert response.status_code == expect, response.content.decode()
        return response.json()

    return ask


@pytest.fixture
def raw(client: Client) -> Callable[..., bytes]:
    """Ask as `get` does; the answer's bytes."""

    def ask(path: str, **parameters: Any) -> bytes:
        response = client.get(f"/api/v1/{path}", parameters)
        assert response.status_code == 200, response.content.decode()
        return bytes(response.content)

    return ask
