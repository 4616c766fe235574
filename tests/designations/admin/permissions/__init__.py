"""What can be done at the desk, each in every way in which it can be asked for, for the table of who may.

A new action gets a function in one of the modules, named in its `WAYS`, and a line in the table of
`test_permissions.py`. Rows are made once for a way; each role then tries it on them, and is undone.
"""

from tests.designations.admin.permissions import (
    articles,
    drafting,
    events,
    feeds,
    looking,
    own,
    people,
    reference,
    reviewing,
    second_person,
    untouchable,
)
from tests.designations.admin.permissions.case import Way

_ROOMS = (
    drafting, reviewing, second_person, events, articles, reference, feeds, people, own, looking, untouchable,
)  # fmt: skip
WAYS: dict[str, dict[str, Way]] = {action: ways for room in _ROOMS for action, ways in room.WAYS.items()}
