"""Clients at the desk, each logged in as somebody."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

Desk = Callable[[User], Client]


def with_code(user: User) -> Client:
    """A client in which `user` gave a password and showed a code, as production asks of everybody."""
    client, device = Client(), TOTPDevice.objects.create(user=user, name="authenticator", confirmed=True)
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


@pytest.fixture
def desk() -> Desk:
    """A client that is logged in as the given person."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return enter
