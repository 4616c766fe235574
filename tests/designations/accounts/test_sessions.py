"""Sessions: seen by whose they are, ended by them or an administrator, forgotten when they run out."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from designations.accounts.tasks import forget
from designations.models import AccountEvent, DeskSession
from tests.designations.accounts.conftest import ACCOUNT, PASSWORD, is_inside, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_a_person_sees_the_own_sessions_with_browser_and_network_and_no_key() -> None:
    user = make_user()
    phone = sign_in(user, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="2001:db8:1:2:3::4")
    assert is_inside(phone)
    assert is_inside(sign_in(make_user(), HTTP_USER_AGENT="curl/8"))
    html = phone.get(ACCOUNT).content.decode()
    assert "Firefox on Linux" in html
    assert "2001:db8:1::/48" in html
    assert "curl" not in html
    assert str(phone.session.session_key) not in html


def test_one_session_or_all_others_are_ended() -> None:
    user = make_user()
    here, there, third = sign_in(user), sign_in(user), sign_in(user)
    assert all(is_inside(client) for client in (here, there, third))
    row = DeskSession.objects.get(session_id=there.session.session_key)
    here.post(reverse("admin:end_session", args=[row.pk]))
    assert [is_inside(client) for client in (here, there, third)] == [True, False, True]
    here.post(reverse("admin:end_other_sessions"))
    assert [is_inside(client) for client in (here, third)] == [True, False]
    assert AccountEvent.objects.filter(kind="session_ended", account=user).count() == 2


def test_the_session_of_somebody_else_is_not_found() -> None:
    mine, theirs = sign_in(make_user()), sign_in(make_user())
    assert is_inside(theirs)
    row = DeskSession.objects.get(session_id=theirs.session.session_key)
    assert mine.post(reverse("admin:end_session", args=[row.pk])).status_code == 404
    assert is_inside(theirs)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    user = make_user()
    here, there = sign_in(user), sign_in(user)
    assert is_inside(there)
    words = "another long pass phrase"
    sent = {"old_password": PASSWORD, "new_password1": words, "new_password2": words}
    assert here.post(reverse("admin:password_change"), sent).status_code == 302
    assert (is_inside(here), is_inside(there)) == (True, False)
    assert DeskSession.objects.filter(user=user).count() == 1
    assert AccountEvent.objects.filter(kind="password_changed", actor=user).exists()
    assert not AccountEvent.objects.filter(detail__contains="phrase").exists()


@pytest.mark.parametrize(("group", "allowed"), [("administrator", True), ("publisher", False)])
def test_administrators_alone_end_the_sessions_of_others(group: str, allowed: bool) -> None:
    user, keeper = make_user(), Client()
    there = sign_in(user)
    assert is_inside(there)
    keeper.force_login(make_user(group=group))
    answer = keeper.post(reverse("admin:auth_user_end_sessions", args=[user.pk]))
    assert answer.status_code == (302 if allowed else 403)
    assert is_inside(there) is not allowed


def test_what_is_known_of_a_session_goes_when_it_runs_out() -> None:
    there = sign_in(make_user())
    assert is_inside(there)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    kept = sign_in(make_user())
    assert is_inside(kept)
    forget()
    assert list(DeskSession.objects.values_list("session_id", flat=True)) == [kept.session.session_key]


def test_being_seen_again_shortly_afterwards_costs_no_query() -> None:
    client = sign_in(make_user())
    assert is_inside(client)
    with CaptureQueriesContext(connection) as seen:
        assert is_inside(client)
    assert not any("desksession" in query["sql"] for query in seen.captured_queries)
