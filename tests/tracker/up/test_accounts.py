"""Demonstration accounts are made once, on a site where nobody can log in."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from tracker.up.accounts import create_demonstration_accounts

pytestmark = pytest.mark.django_db


def test_the_accounts_can_log_in_with_the_passwords_that_are_shown() -> None:
    passwords = create_demonstration_accounts()
    assert list(passwords) == ["administrator", "editor-1", "editor-2", "publisher", "contributor"]
    for username, password in passwords.items():
        user = authenticate(username=username, password=password)
        assert isinstance(user, User)
        assert user.is_staff


def test_each_account_has_its_groups_and_none_passes_by_them() -> None:
    create_demonstration_accounts()
    found = {
        user.username: (sorted(group.name for group in user.groups.all()), user.is_superuser)
        for user in User.objects.filter(is_active=True)
    }
    assert found == {
        "administrator": (["administrator", "publisher"], False),
        "editor-1": (["editor"], False),
        "editor-2": (["editor"], False),
        "publisher": (["publisher"], False),
        "contributor": (["contributor"], False),
    }


def test_a_site_where_somebody_can_log_in_gets_no_accounts() -> None:
    User.objects.create_user(username="first", password="a password of mine")
    assert create_demonstration_accounts() == {}
    assert not User.objects.filter(username="administrator").exists()
