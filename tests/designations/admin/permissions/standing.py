"""Who tries, and what stands before and after: every row of every table, and every file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

ROLES = ("anonymous", "nobody", "contributor", "editor", "publisher", "administrator")
# May do everything, but for what needs a second person.
SUPERUSER = "superuser"
# What each request leaves behind, whoever sends it.
_PASSING = {"django_session", "designations_desksession", "designations_signinattempt"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with one role, and a client that is signed in as that person unless anonymous."""

    user: User
    client: Client
    cookies: SimpleCookie

    @classmethod
    def of(cls, role: str) -> "Person":
        """A new person; the first request, which notes the session, is made."""
        group = role if role not in ("anonymous", "nobody", SUPERUSER) else ""
        user, client = make_user(group=group, superuser=role == SUPERUSER), Client()
        if role != "anonymous":
            client.force_login(user)
            assert client.get(reverse("admin:index")).status_code == 200
        return cls(user, client, SimpleCookie(client.cookies.output(header="", sep=";")))

    def again(self) -> Client:
        """The client, with the session that it had at first."""
        self.client.cookies = SimpleCookie(self.cookies.output(header="", sep=";"))
        return self.client


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo in the database what the block does, and remove the files that it leaves."""
    before = files()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for path in files() - before:
            path.unlink()


def files() -> set[Path]:
    """The files that are kept."""
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def rows() -> Mapping[str, tuple[int, int]]:
    """For each table how many rows it has, and a number that is another one for other rows."""
    with connection.cursor() as cursor:
        cursor.execute(_every_table())
        return {table: (number, content) for table, number, content in cursor.fetchall()}


@cache
def _every_table() -> str:
    models = apps.get_models(include_auto_created=True)
    tables = sorted({model._meta.db_table for model in models if model._meta.managed} - _PASSING)
    return " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t"  # noqa: S608
        for table in tables
    )
