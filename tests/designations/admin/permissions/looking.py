"""Looking at rows: the list of each model, the page of a row and its history."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import reverse

from designations.editorial.merge import merge
from designations.models import (
    CaptureRequest,
    Change,
    Delivery,
    Entry,
    Merge,
    Period,
    Snapshot,
    Subscriber,
    Subscription,
)
from tests.designations.admin.permissions.case import Case, Way, address, changelist, look, way
from tests.designations.admin.permissions.drafting import open_draft
from tests.designations.admin.permissions.events import published
from tests.designations.admin.permissions.feeds import undecided
from tests.factories import (
    administrator,
    editor,
    make_act,
    make_entity,
    make_jurisdiction,
    make_list,
    make_source,
    make_user,
)
from tests.feeds import make_feed

Row = Callable[[Path], Model]
_numbers = count(1)
PAGES = ("changelist", "change", "history")


def _request(folder: Path) -> Model:
    return CaptureRequest.objects.create(url="https://news.example.org/a", requested_by=editor())


def _merge(folder: Path) -> Model:
    entity = make_entity()
    merge(entity, into=make_entity(), by=administrator(), reason="One group.")
    return Merge.objects.get(entity=entity)


def _change(folder: Path) -> Model:
    make_entity()
    return Change.objects.latest("seq")


def _period(folder: Path) -> Model:
    return Period.objects.get(designation=published().designation)


def _designation(folder: Path) -> Model:
    found = published().designation
    assert found is not None
    return found


def _entry(folder: Path) -> Model:
    return Entry.objects.get(feed=undecided(folder).feed)


def _snapshot(folder: Path) -> Model:
    return Snapshot.objects.get(feed=undecided(folder).feed)


def _subscriber(folder: Path) -> Subscriber:
    return Subscriber.objects.create(email=f"reader-{next(_numbers)}@example.org")


def _subscription(folder: Path) -> Subscription:
    return Subscription.objects.create(subscriber=_subscriber(folder))


def _delivery(folder: Path) -> Model:
    row = _subscription(folder)
    return Delivery.objects.create(
        request=row.request, subscriber=row.subscriber, message=row.request, due_at=row.created_at
    )


WORK: dict[str, Row] = {
    "draft": lambda folder: open_draft(),
    "source": lambda folder: make_source(),
    "capturerequest": _request,
    "entity": lambda folder: make_entity(),
    "designationlist": lambda folder: make_list(),
    "jurisdiction": lambda folder: make_jurisdiction(),
    "act": lambda folder: make_act(),
}
RECORD: dict[str, Row] = {
    "event": lambda folder: published().event,
    "change": _change,
    "designation": _designation,
    "period": _period,
    "eventversion": lambda folder: published(),
    "citation": lambda folder: published().citations.get(),
    "capture": lambda folder: make_source(text="Words.").captures.get(),
    "merge": _merge,
}
FEEDS: dict[str, Row] = {
    "feed": lambda folder: make_feed(),
    "snapshot": _snapshot,
    "entry": _entry,
    "entrylink": undecided,
}
ALERTS: dict[str, Row] = {
    "subscriber": _subscriber,
    "subscription": _subscription,
    "delivery": _delivery,
}
PEOPLE: dict[str, Row] = {
    "user": lambda folder: make_user(),
    "group": lambda folder: Group.objects.get(name="editor"),
}


def _look(make: Row) -> Callable[[Path], Case]:
    def made(folder: Path) -> Case:
        row = make(folder)
        return look(changelist(str(row._meta.model_name)), address(row), address(row, "history"))

    return made


def _ways(rows: dict[str, Row]) -> dict[str, Way]:
    return {
        model: way(_look(make), *(f"designations_{model}_{page}" for page in PAGES))
        for model, make in rows.items()
    }


def applications(folder: Path) -> Case:
    return look(reverse("admin:app_list", args=["designations"]))


WAYS = {
    "look at the record": {**_ways(WORK | RECORD | FEEDS), "models": way(applications, "app_list")},
    "look at subscribers": _ways(ALERTS),
}
