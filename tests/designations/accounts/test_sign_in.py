"""Signing in with name and password: how often it may be tried, and what is written down of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from designations.accounts.throttle import TooManyAttempts, attempt, forget_old
from designations.models import AccountEvent, SignInAttempt
from tests.designations.accounts.conftest import LOGIN, PASSWORD, is_inside, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def guess(client: Client, name: str, password: str = "wrong") -> Any:  # noqa: S107
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"})


def events() -> list[tuple[str, str]]:
    rows = AccountEvent.objects.order_by("pk").select_related("account")
    return [(row.kind, row.account.username if row.account else "") for row in rows]


def test_the_sixth_try_is_refused_with_the_time_of_the_next_one_even_with_the_right_password() -> None:
    user, client = make_user(username="ada"), Client()
    assert [guess(client, "ada").status_code for _ in range(5)] == [200] * 5
    answer = guess(client, "ada", PASSWORD)
    assert answer.status_code == 429
    assert "Too many attempts. Try again in 15 minutes, at " in answer.content.decode()
    assert not is_inside(client)
    assert events()[-1] == ("sign_in_barred", user.username)


def test_what_is_refused_does_not_put_off_the_time_that_was_told() -> None:
    make_user(username="ada")
    client = Client()
    for _ in range(12):
        guess(client, "ada")
    SignInAttempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    guess(client, "ada", PASSWORD)
    assert is_inside(client)
    assert [kind for kind, _ in events()].count("sign_in_barred") == 1


def test_success_forgets_the_failures_before_it() -> None:
    make_user(username="ada")
    for _ in range(3):
        client = Client()
        for _ in range(4):
            guess(client, "ada")
        guess(client, "ada", PASSWORD)
        assert is_inside(client)


def test_a_name_is_barred_where_it_was_tried_and_nowhere_else() -> None:
    user = make_user(username="ada")
    for _ in range(6):
        guess(Client(REMOTE_ADDR="203.0.113.9"), "ADA")
    assert guess(Client(REMOTE_ADDR="203.0.113.9"), "ada", PASSWORD).status_code == 429
    assert is_inside(sign_in(user, client=Client(REMOTE_ADDR="198.51.100.7")))


def test_an_address_is_barred_whatever_the_names(settings: Any) -> None:
    settings.SIGN_IN_ATTEMPTS_OF_ADDRESS = 4
    client = Client()
    assert [guess(client, f"name-{n}").status_code for n in range(5)] == [200] * 4 + [429]


def test_a_header_of_a_proxy_is_believed_only_as_far_as_proxies_are_trusted(settings: Any) -> None:
    settings.SIGN_IN_ATTEMPTS = 1

    def tries(header: str) -> int:
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": header})
        return int(guess(client, "ada").status_code)

    assert [tries("192.0.2.1"), tries("192.0.2.2")] == [200, 429]
    settings.TRUSTED_PROXIES = 1
    # What stands left of the trusted entry is whatever the client wrote.
    assert [tries("1.1.1.1, 192.0.2.1"), tries("2.2.2.2, 192.0.2.1"), tries("192.0.2.2")] == [200, 429, 200]
    assert tries("no address") == 429


def test_sign_ins_failures_and_sign_outs_are_written_down_with_the_network_alone() -> None:
    user = make_user(username="ada")
    client = Client(REMOTE_ADDR="203.0.113.9")
    guess(client, "ada")
    guess(client, "correct horse battery")
    sign_in(user, client=client)
    client.post("/admin/logout/")
    assert events() == [
        ("sign_in_failed", "ada"), ("sign_in_failed", ""), ("signed_in", "ada"), ("signed_out", "ada"),
    ]  # fmt: skip
    assert set(AccountEvent.objects.values_list("address", flat=True)) == {"203.0.113.0/24"}
    assert set(AccountEvent.objects.values_list("detail", flat=True)) == {""}


def test_of_attempts_no_name_and_no_address_is_kept_and_old_ones_go() -> None:
    guess(Client(REMOTE_ADDR="203.0.113.9"), "ada")
    assert all(len(key) == 64 for key in SignInAttempt.objects.values_list("key", flat=True))
    SignInAttempt.objects.update(at=timezone.now() - timedelta(days=2))
    assert forget_old() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_exactly_the_limit_pass() -> None:
    def one(_: int) -> bool:
        try:
            attempt(purpose="password", name="ada", address="203.0.113.9")
        except TooManyAttempts:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(24))) == 5
    assert not one(0)
