"""People who come to the door of the desk, with what they carry."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "correct horse"
LOGIN = "/admin/login/"
CODE = "/admin/code/"
ENROL = "/admin/enrol/"
ACCOUNT = "/admin/account/"


def sign_in(user: User, *, password: str = PASSWORD, client: Client | None = None, **meta: Any) -> Client:
    """A client in which `user` gave a name and a password, through the form."""
    client = client or Client(**meta)
    client.post(LOGIN, {"username": user.username, "password": password, "next": "/admin/"})
    return client


def code_of(key: str, *, steps: int = 0) -> str:
    """The code that an authenticator with `key` shows, so many steps from now."""
    shown = TOTP(bytes.fromhex(key))
    shown.time = time.time() + 30 * steps
    return f"{shown.token():06d}"


def enrolled(user: User) -> TOTPDevice:
    """The authenticator of `user`, who has enrolled one."""
    return TOTPDevice.objects.create(user=user, name="authenticator", confirmed=True)


def is_inside(client: Client) -> bool:
    """Whether the first page of the desk opens."""
    return bool(client.get("/admin/").status_code == 200)


def enrol_through_the_page(client: Client) -> tuple[str, list[str]]:
    """Enrol as a person does; returns the key and the recovery codes that are shown."""
    page = client.get(ENROL).content.decode()
    [secret] = re.findall(r"Secret: <code>([A-Z2-7 ]+)</code>", page)
    from base64 import b32decode

    key = b32decode(secret.replace(" ", "")).hex()
    answer = client.post(ENROL, {"code": code_of(key), "next": "/admin/"})
    return key, re.findall(r"<li><code>([a-z2-7]{8})</code></li>", answer.content.decode())


@pytest.fixture
def required(settings: Any) -> None:
    """Production's setting."""
    settings.STAFF_TWO_FACTOR = "required"
