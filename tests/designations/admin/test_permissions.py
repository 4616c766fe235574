"""Who may do what at the desk: one table, and every cell of it tried through HTTP in every way there is."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from designations.models import Change, Draft
from tests.designations.admin.permissions import WAYS, Case
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "contributor", "editor", "publisher", "administrator")
TABLE = """
                                nobody  contributor  editor  publisher  administrator
write a draft                   -       yes          yes     yes        -
change a draft of another       -       -            -       yes        -
send for review                 -       yes          yes     yes        -
review                          -       -            yes     yes        -
publish                         -       -            -       yes        -
draft a correction              -       yes          yes     yes        -
retract                         -       -            -       yes        -
cite                            -       -            -       yes        -
add a source with its text      -       yes          yes     yes        -
edit entities and sources       -       -            yes     yes        -
edit lists                      -       -            -       yes        -
delete a reference row          -       -            -       -          -
merge and unmerge               -       -            -       yes        -
redact                          -       -            -       -          yes
manage feeds                    -       -            -       yes        -
accept a held file              -       -            -       yes        -
decide an entry                 -       -            yes     yes        -
manage accounts and roles       -       -            -       -          yes
rise above one's role           -       -            -       -          -
see the public log              -       yes          yes     yes        yes
reset devices and end sessions  -       -            -       -          yes
see the audit trail             -       -            -       -          yes
see subscribers                 -       -            -       -          yes
"""
WIDTH = TABLE.index("nobody") - 1
MAY = {
    line[:WIDTH].strip(): dict(zip(ROLES, (cell == "yes" for cell in line[WIDTH:].split()), strict=True))
    for line in TABLE.strip("\n").splitlines()[1:]
}


CELLS = [
    pytest.param(action, way, role, id=f"{role}-{action}-{way}".replace(" ", "_"))
    for action, ways in WAYS.items()
    for way in ways
    for role in ROLES
]


def written() -> tuple[int, int, int]:
    """How much there is of what anybody might have written."""
    return Change.objects.count(), Draft.objects.count(), User.objects.count()


def is_offered(case: Case, client: Client) -> bool:
    answer = client.get(case.page)
    return answer.status_code == 200 and case.offered in answer.content.decode()


def is_refused(answer: Any) -> bool:
    """Whether the answer refuses, says something, or shows the same page again as if nothing was sent."""
    said = [str(message) for message in answer.context["messages"]] if answer.context else []
    return answer.status_code in (403, 404) or bool(said) or not answer.redirect_chain


def test_the_table_names_every_action_and_no_other() -> None:
    assert list(MAY) == list(WAYS)


@pytest.mark.parametrize(("action", "way", "role"), CELLS)
def test_everybody_does_at_the_desk_what_the_table_allows_and_nothing_else(
    action: str, way: str, role: str, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "captures"
    user = make_user(group="" if role == "nobody" else role)
    case, allowed = WAYS[action][way](user, tmp_path), MAY[action][role]
    client, before = Client(), written()
    client.force_login(user)
    if case.page:
        assert is_offered(case, client) is allowed
    answer = case.ask(client)
    if allowed:
        assert answer.status_code == 200
        assert case.happened()
    else:
        assert is_refused(answer)
        assert written() == before
        assert case.sent is None or not case.happened()
