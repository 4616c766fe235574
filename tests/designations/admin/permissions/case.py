"""A thing to try at the desk: what is sent where, how it shows that it happened, and where it is offered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.designations.admin.forms import filled
from tests.factories import administrator

Happened = Callable[[User], bool]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; without anything to send it only looks."""

    url: str
    sent: Mapping[str, Any] | None = None

    def of(self, client: Client, *, follow: bool) -> Any:
        """The answer, read to its end."""
        if self.sent is None:
            answer: Any = client.get(self.url, follow=follow)
        else:
            answer = client.post(self.url, self.sent, follow=follow)
        if answer.streaming:
            # Its end closes it.
            b"".join(answer.streaming_content)
        return answer


def _nothing(user: User) -> None:
    """No more than the rows of the case."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """`asks` says what somebody sends, `does` what a program would do in that person's name.

    A program is refused with words that match `because`. `prepare` adds what belongs to the person,
    `offered` stands on `page` for those who may. A request in which the forbidden part is passed over, and
    which is answered as without it, may write to `touches`.
    """

    asks: Callable[[User], Sequence[Ask]] = field(default=lambda user: [])
    does: Callable[[User], object] | None = None
    because: str = "."
    happened: Happened | None = None
    prepare: Callable[[User], None] = _nothing
    page: str = ""
    offered: str = ""
    follow: bool = False
    touches: frozenset[str] = frozenset()


Make = Callable[[Path], Case]


@dataclass(frozen=True, slots=True)
class Way:
    """How a case is made, and which pages (`review_draft`) and actions (`feed:enable_selected`) it tries."""

    make: Make
    at: tuple[str, ...] = ()


def way(make: Make, *at: str) -> Way:
    """A way that tries the pages and actions `at`."""
    return Way(make, at)


def post(url: str, sent: Mapping[str, Any] | None = None) -> Callable[[User], Sequence[Ask]]:
    """Send one form, the same whoever sends it."""
    return lambda user: [Ask(url, sent or {})]


def get(*urls: str) -> Callable[[User], Sequence[Ask]]:
    """Look at pages."""
    return lambda user: [Ask(url) for url in urls]


def look(*urls: str) -> Case:
    """A case that is no more than a look at pages."""
    return Case(asks=get(*urls))


def address(row: Model, page: str = "change") -> str:
    """A page about `row`."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def changelist(model: str) -> str:
    """The list of a model."""
    return reverse(f"admin:designations_{model}_changelist")


def selected(action: str, *rows: Model, **told: Any) -> dict[str, Any]:
    """What the list sends for an action on `rows`."""
    return {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows], **told}


def form(url: str, **changes: Any) -> dict[str, Any]:
    """What the form at `url` sends, whoever sends it."""
    client = Client()
    client.force_login(administrator())
    return filled(client, url, **changes)


def edited(row: Model, *, name: str, value: str) -> Case:
    """Change one field of `row` on its page."""
    url = address(row)
    return Case(
        asks=post(url, form(url, **{name: value})),
        happened=lambda _: getattr(type(row)._default_manager.get(pk=row.pk), name) == value,
        page=url,
        offered='name="_save"',
    )
