"""Who comes with a session may what Django says, and is asked for once."""

from collections.abc import Callable

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from designations.accounts.backend import AtOnce
from tests.factories import editor, make_user, publisher

pytestmark = pytest.mark.django_db


def with_own() -> User:
    user = make_user(group="editor")
    user.user_permissions.set(Permission.objects.filter(codename__in=["publish_event", "view_user"]))
    return user


@pytest.mark.parametrize("make", [editor, make_user, publisher, with_own])
def test_the_permissions_of_a_session_are_those_that_django_finds(make: Callable[[], User]) -> None:
    user = make()
    make_user(group="administrator")
    wanted = ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))
    with CaptureQueriesContext(connection) as queries:
        came = AtOnce().get_user(user.pk)
        assert came is not None
        assert came.get_all_permissions() == wanted
        assert all(came.has_perm(permission) for permission in wanted)
        assert not came.has_perm("designations.no_such")
    assert len(queries) == 1


def test_nobody_comes_with_the_session_of_an_account_that_is_closed_or_gone() -> None:
    closed = make_user(group="publisher")
    closed.is_active = False
    closed.save()
    assert AtOnce().get_user(closed.pk) is None
    assert AtOnce().get_user(0) is None
    closed.is_superuser = closed.is_active = True
    closed.save()
    chief = AtOnce().get_user(closed.pk)
    assert chief is not None
    assert chief.has_perm("designations.anything")
    assert chief.get_all_permissions() == ModelBackend().get_all_permissions(closed)
