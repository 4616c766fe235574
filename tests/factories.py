"""Makers of rows for tests; events come into being through the editorial verbs, as everywhere."""

from collections.abc import Sequence
from itertools import count

from django.contrib.auth.models import Group, User

from designations.editorial.capture import keep
from designations.editorial.draft import save_draft, submit
from designations.editorial.edit import edit
from designations.editorial.publish import publish
from designations.models import (
    Act,
    Capture,
    Change,
    DesignationList,
    Draft,
    DraftCitation,
    Entity,
    Event,
    EventKind,
    EventVersion,
    Jurisdiction,
    Source,
)
from designations.text.partial_dates import PartialDate

_numbers = count(1)


def make_user(*, group: str = "", superuser: bool = False, username: str = "") -> User:
    """A member of staff, in `group` (such as 'editor') or one who may do everything."""
    name = username or f"{group or 'somebody'}-{next(_numbers)}"
    user = User.objects.create_user(name, password="correct horse", is_staff=True, is_superuser=superuser)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_jurisdiction(*, slug: str = "", name: str = "") -> Jurisdiction:
    """A country with an invented name."""
    slug = slug or f"j{next(_numbers)}"
    row = Jurisdiction(slug=slug, code=slug.upper(), name=name or f"Country {slug}", kind="country")
    edit(row, by=administrator())
    return row


def make_list(*, slug: str = "", jurisdiction: Jurisdiction | None = None) -> DesignationList:
    """A list of an authority with an invented name."""
    slug = slug or f"list-{next(_numbers)}"
    row = DesignationList(
        slug=slug, name=f"Register {slug}", jurisdiction=jurisdiction or make_jurisdiction()
    )
    edit(row, by=administrator())
    return row


def make_act(*, title: str = "") -> Act:
    """A legal instrument."""
    row = Act(title=title or f"Order {next(_numbers)}", jurisdiction=make_jurisdiction())
    edit(row, by=administrator())
    return row


def make_entity(*, slug: str = "", name: str = "") -> Entity:
    """An organisation with an invented name."""
    slug = slug or f"entity-{next(_numbers)}"
    row = Entity(slug=slug, name=name or f"Front {slug}")
    edit(row, by=administrator())
    return row


def make_source(*, text: str = "", published_on: str = "2024-05-29", title: str = "") -> Source:
    """A news article, with a capture of `text` if there is any."""
    row = Source(
        title=title or f"Article {next(_numbers)}",
        url="https://news.example.org/article",
        publisher="Example Wire",
        published_on=PartialDate.parse(published_on) if published_on else None,
    )
    edit(row, by=administrator())
    if text:
        make_capture(source=row, text=text)
    return row


def make_capture(*, source: Source, text: str) -> Capture:
    """What was retrieved from `source`."""
    return keep(source, text=text, by=administrator())


def administrator() -> User:
    """The one administrator of a test."""
    found = User.objects.filter(username="the-administrator").first()
    return found or make_user(superuser=True, username="the-administrator")


def editor() -> User:
    """The one editor of a test."""
    found = User.objects.filter(username="the-editor").first()
    return found or make_user(group="editor", username="the-editor")


def publisher() -> User:
    """The one publisher of a test."""
    found = User.objects.filter(username="the-publisher").first()
    return found or make_user(group="publisher", username="the-publisher")


def make_draft(
    *,
    kind: EventKind = EventKind.LISTED,
    list: DesignationList | None = None,
    entity: Entity | None = None,
    occurred_on: str = "2003-02-14",
    source: Source | None = None,
    quote: str = "",
    by: User | None = None,
    resolves: Sequence[Event] = (),
    **fields: object,
) -> Draft:
    """A draft with one citation, saved by its author."""
    values: dict[str, object] = {
        "kind": kind,
        "list": list or make_list(),
        "entity": entity,
        "occurred_on": PartialDate.parse(occurred_on) if occurred_on else None,
        **fields,
    }
    citation = DraftCitation(source=source or make_source(), quote=quote)
    return save_draft(Draft(**values), by=by or editor(), citations=[citation], resolves=resolves)


def make_event(*, announce: bool = True, **fields: object) -> EventVersion:
    """An event published by a second person; the arguments are those of `make_draft`."""
    draft = make_draft(**fields)  # type: ignore[arg-type]
    submit(draft, by=draft.author)
    [event] = publish([draft], by=publisher(), announce=announce)
    return head_of(event)


def head_of(event: Event) -> EventVersion:
    """The latest version of `event`."""
    return EventVersion.objects.filter(event=event).order_by("-version")[0]


def last_seq() -> int:
    """The number of the last change."""
    return Change.objects.known_seq()
