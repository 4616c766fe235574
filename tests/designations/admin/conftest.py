"""Clients at the desk, each logged in as somebody."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

Desk = Callable[[User], Client]


@pytest.fixture
def desk() -> Desk:
    """A client that is logged in as the given person."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return enter
