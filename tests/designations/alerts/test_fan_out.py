"""Every announced change becomes deliveries once, whoever does it and however often."""

import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from designations.alerts.fan_out import fan_out
from designations.alerts.unsubscribe import leave
from designations.editorial.draft import submit
from designations.editorial.publish import publish
from designations.models import Act, AlertCursor, Change, Delivery, DesignationList, Event, Subscriber
from tests.factories import last_seq, make_draft, make_entity, make_event, make_list, publisher
from tests.followers import follow, follow_unread, owed

pytestmark = pytest.mark.django_db


def publish_together(number: int, *, act: Act | None = None, register: DesignationList) -> list[Event]:
    """Publish `number` events as one batch."""
    drafts = [make_draft(list=register, entity=make_entity(), act=act) for _ in range(number)]
    for draft in drafts:
        submit(draft, by=draft.author)
    return publish(drafts, by=publisher())


def messages() -> list[int]:
    """How many deliveries travel in each message, in order."""
    sizes: dict[object, int] = {}
    for message in (
        Delivery.objects.filter(change__isnull=False).order_by("pk").values_list("message", flat=True)
    ):
        sizes[message] = sizes.get(message, 0) + 1
    return list(sizes.values())


def test_the_cursor_follows_the_log_and_nothing_is_owed_twice() -> None:
    follow()
    make_event(entity=make_entity())
    assert fan_out() == 1
    assert AlertCursor.objects.get().seq == last_seq()
    assert fan_out() == 0
    # Even a cursor set back, as after a restored backup, makes no second delivery of the same message.
    AlertCursor.objects.update(seq=0)
    assert fan_out() == 0
    assert owed() == ["reader@example.org"]


def test_events_of_one_act_published_together_share_a_message() -> None:
    follow()
    register = make_list()
    act = Act.objects.create(jurisdiction=register.jurisdiction, title="Order", number="5")
    publish_together(3, act=act, register=register)
    publish_together(2, register=register)
    publish_together(2, act=act, register=register)
    fan_out()
    assert messages() == [3, 1, 1, 2]


def test_readers_do_not_share_messages() -> None:
    follow("first@example.org")
    follow("second@example.org")
    make_event(entity=make_entity())
    fan_out()
    assert messages() == [1, 1]


def test_a_batch_is_matched_as_a_whole_however_small_the_chunks() -> None:
    follow()
    register = make_list()
    act = Act.objects.create(jurisdiction=register.jurisdiction, title="Order", number="5")
    publish_together(5, act=act, register=register)
    publish_together(1, register=register)
    assert fan_out(changes_at_once=2) == 6
    assert messages() == [5, 1]
    assert AlertCursor.objects.get().seq == last_seq()


def test_the_statements_do_not_grow_with_subscribers_or_events() -> None:
    counts = []
    register = make_list()
    for readers, events in ((1, 1), (50, 8)):
        follow_unread(readers)
        publish_together(events, register=register)
        with CaptureQueriesContext(connection) as queries:
            assert fan_out() == readers * events
        counts.append(len(queries))
        Subscriber.objects.all().delete()
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_eight_fan_outs_at_once_make_no_duplicates_and_miss_nothing() -> None:
    follow_unread(30)
    register = make_list()
    for _ in range(6):
        publish_together(3, register=register)
    together([lambda: fan_out(changes_at_once=2)] * 8)
    assert Delivery.objects.count() == 30 * 18
    assert AlertCursor.objects.get().seq == Change.objects.known_seq()


@pytest.mark.django_db(transaction=True)
def test_readers_who_leave_during_a_fan_out_break_neither() -> None:
    follow_unread(60)
    readers = list(Subscriber.objects.order_by("pk"))
    register = make_list()
    for _ in range(4):
        publish_together(3, register=register)
    together([lambda: fan_out(changes_at_once=3), *(lambda r=r: leave(r) for r in readers[:20])])
    fan_out()
    assert Subscriber.objects.count() == 40
    assert Delivery.objects.filter(subscriber__isnull=False).count() == 40 * 12
    assert not Delivery.objects.filter(subscriber__isnull=True, state="due").exists()


def together(tasks: list[object]) -> None:
    """Run `tasks` at the same time, each in a thread with a connection of its own."""
    start, wrong = threading.Barrier(len(tasks)), list[BaseException]()

    def work(task: object) -> None:
        try:
            assert callable(task)
            start.wait()
            task()
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work, args=[task]) for task in tasks]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []
