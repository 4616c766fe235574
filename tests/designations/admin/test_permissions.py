"""Who may do what at the desk: one table, and every cell of it tried in every way there is."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.messages import constants, get_messages
from django.db import DatabaseError, connection
from django.test import override_settings
from django.urls import URLPattern, get_resolver, resolve, reverse
from pytest_django import DjangoDbBlocker

from designations.editorial.errors import EditorialError
from tests.designations.admin.permissions import WAYS
from tests.designations.admin.permissions.case import Case
from tests.designations.admin.permissions.standing import (
    ROLES,
    SUPERUSER,
    Person,
    files,
    rolled_back,
    rows,
)

TABLE = """
                                anonymous  nobody  contributor  editor  publisher  administrator
write a draft                   -          -       yes          yes     yes        -
change a draft of another       -          -       -            -       yes        -
import drafts                   -          -       yes          yes     yes        -
import what another uploaded    -          -       -            -       -          -
export drafts                   -          -       yes          yes     yes        yes
be suggested what to enter      -          -       yes          yes     yes        yes
send for review                 -          -       yes          yes     yes        -
send another's for review       -          -       -            yes     yes        -
look at the queue               -          -       yes          yes     yes        yes
review                          -          -       -            yes     yes        -
publish                         -          -       -            -       yes        -
rule on a conflict              -          -       -            -       yes        -
approve one's own               -          -       -            -       -          -
publish one's own               -          -       -            -       -          -
draft a correction              -          -       yes          yes     yes        -
propose a retraction            -          -       yes          yes     yes        -
retract                         -          -       -            -       yes        -
cite                            -          -       -            -       yes        -
redact                          -          -       -            -       -          yes
add an article                  -          -       yes          yes     yes        -
read a capture                  -          -       yes          yes     yes        yes
edit entities and sources       -          -       -            yes     yes        -
edit lists                      -          -       -            -       yes        -
merge and unmerge               -          -       -            -       yes        -
manage feeds                    -          -       -            -       yes        -
accept a held file              -          -       -            -       yes        -
decide an entry                 -          -       -            yes     yes        -
manage accounts and roles       -          -       -            -       -          yes
rise above one's role           -          -       -            -       -          -
look at accounts                -          -       -            -       -          yes
look at the audit trail         -          -       -            -       -          yes
keep one's own account          -          yes     yes          yes     yes        yes
look at the desk                -          yes     yes          yes     yes        yes
look at the record              -          -       yes          yes     yes        yes
look at subscribers             -          -       -            -       -          yes
delete a row                    -          -       -            -       -          -
write the record by hand        -          -       -            -       -          -
"""
WIDTH = TABLE.index("anonymous") - 1
MAY = {
    line[:WIDTH].strip(): dict(zip(ROLES, (cell == "yes" for cell in line[WIDTH:].split()), strict=True))
    for line in TABLE.strip("\n").splitlines()[1:]
}
# Not even who may do everything.
NEEDS_ANOTHER = ("approve one's own", "publish one's own")
# Pages that no way tries, and why.
ELSEWHERE = {
    "login": "the way in, tested with the accounts",
    "logout": "the way out, tested with the accounts",
    "code": "the way in, tested with the second factor",
    "enrol": "the way in, tested with the second factor",
    "view_on_site": "leads to a public page",
}
CELLS = [
    pytest.param((action, way), role, id=f"{role}-{action}-{way}".replace(" ", "_").replace("'", ""))
    for action, ways in WAYS.items()
    for way in ways
    for role in (*ROLES, *([SUPERUSER] if action in NEEDS_ANOTHER else []))
]


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Person]]:
    """Somebody of each role, for all tests of this module: what each of them does is undone."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("captures"))
    with django_db_blocker.unblock(), media, rolled_back():
        yield {role: Person.of(role) for role in (*ROLES, SUPERUSER)}


@pytest.fixture(scope="module")
def case(
    request: pytest.FixtureRequest, people: dict[str, Person], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    """What is tried in one way, made once for all roles."""
    action, way = request.param
    with rolled_back():
        yield WAYS[action][way].make(tmp_path_factory.mktemp("case"))


def is_offered(case: Case, person: Person) -> bool:
    answer = person.again().get(case.page)
    return answer.status_code == HTTPStatus.OK and case.offered in answer.content.decode()


def told(answer: Any, *, least: int) -> list[str]:
    """The messages of at least that level which the person meets next."""
    shown = (answer.context or {}).get("messages") if answer.context else None
    found = [*get_messages(answer.wsgi_request), *(shown or [])]
    return [str(message) for message in found if message.level >= least]


def is_refused(answer: Any, *, role: str) -> bool:
    """Whether somebody is sent to sign in, or refused, or told why not, or shown the same form again."""
    if role == "anonymous":
        at = answer.redirect_chain[-1][0] if hasattr(answer, "redirect_chain") else answer.get("Location", "")
        return str(at).startswith(reverse("admin:login"))
    if answer.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        return True
    shown_again = answer.wsgi_request.method == "POST" and answer.status_code == HTTPStatus.OK
    return shown_again or bool(told(answer, least=constants.WARNING))


def is_done(answer: Any) -> bool:
    return answer.status_code in (HTTPStatus.OK, HTTPStatus.FOUND) and not told(answer, least=constants.ERROR)


def of_the_case(case: Case, person: Person) -> bool:
    """Whether what is tried is the case now."""
    return case.happened is not None and case.happened(person.user)


def tried_by_a_program(case: Case, person: Person) -> None:
    assert case.does is not None
    with pytest.raises((EditorialError, DatabaseError), match=case.because), rolled_back():
        case.does(person.user)


@pytest.mark.parametrize(("case", "role"), CELLS, indirect=["case"], scope="module")
def test_everybody_does_at_the_desk_what_the_table_allows_and_nothing_else(
    request: pytest.FixtureRequest, case: Case, role: str, people: dict[str, Person]
) -> None:
    action, way = request.node.callspec.params["case"]
    person, allowed = people[role], MAY[action].get(role, False)
    with rolled_back():
        case.prepare(person.user)
        asks = case.asks(person.user)
        stood = rows(), files()
        assert not of_the_case(case, person)
        if case.page:
            assert is_offered(case, person) is allowed
        if case.does is not None:
            tried_by_a_program(case, person)
        client = person.again()
        answers = [ask.of(client, follow=case.follow) for ask in asks]
        connection.check_constraints()
        # What the way says that it tries, it does.
        assert set(WAYS[action][way].at) <= set(named(asks))
        if allowed:
            assert all(is_done(answer) for answer in answers)
            assert case.happened is None or of_the_case(case, person)
            return
        assert not of_the_case(case, person)
        if not case.touches:
            assert [answer for answer in answers if not is_refused(answer, role=role)] == []
        now = rows(), files()
        assert {table for table in now[0] if now[0][table] != stood[0][table]} <= case.touches
        assert now[1] == stood[1]


def named(asks: Sequence[Any]) -> Iterator[str]:
    """The names of the pages that are asked for, and of the actions that lists are asked for."""
    for ask in asks:
        name = resolve(ask.url.partition("?")[0]).url_name or ""
        yield name
        if name.endswith("_changelist") and ask.sent:
            yield f"{name.split('_')[1]}:{ask.sent['action']}"


def test_the_table_names_every_action_and_no_other() -> None:
    assert list(MAY) == list(WAYS)


def test_no_page_of_the_desk_is_forgotten() -> None:
    """A new page is tried in some way, or it is said here why it is not."""
    site: Any = next(
        part for part in get_resolver().url_patterns if getattr(part, "namespace", "") == "admin"
    )
    patterns = list(_pages(site))
    # Without a name there are only redirects: from older addresses of rows, and to those with a slash.
    assert {str(page.pattern) for page in patterns if page.name is None} <= {
        "<path:object_id>/", "(?P<url>.*)$",
    }  # fmt: skip
    pages = {page.name for page in patterns if page.name}
    tried = {name for ways in WAYS.values() for way in ways.values() for name in way.at if ":" not in name}
    assert pages - tried == set(ELSEWHERE)
    assert tried <= pages


def test_no_action_of_a_list_is_forgotten() -> None:
    actions = {
        f"{model._meta.model_name}:{getattr(action, '__name__', action)}"
        for model, its in admin.site._registry.items()
        for action in its.actions or ()
    }
    tried = {name for ways in WAYS.values() for way in ways.values() for name in way.at if ":" in name}
    assert tried == actions


def _pages(resolver: Any) -> Iterator[URLPattern]:
    for part in resolver.url_patterns:
        if isinstance(part, URLPattern):
            yield part
        else:
            yield from _pages(part)
