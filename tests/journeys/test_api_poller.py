"""A poller that follows `next_after` while others publish, and fail to: it misses no change."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client

from designations.editorial.publish import publish
from designations.models import Draft
from tests.factories import editor, last_seq, make_draft, make_entity, make_list, publisher

pytestmark = pytest.mark.django_db(transaction=True)
PUBLISHERS, EACH = 4, 4


class Abandoned(Exception):
    """A publication that fails after it took its number."""


def test_a_poller_misses_no_publication_and_sees_none_that_failed() -> None:
    on, by = make_list(), publisher()
    drafts = [
        [make_draft(list=on, entity=make_entity(), by=editor()) for _ in range(EACH)]
        for _ in range(PUBLISHERS)
    ]
    start, done = last_seq(), threading.Event()
    seen, wrong = list[int](), list[BaseException]()

    def poll() -> None:
        client, after = Client(), start
        try:
            while True:
                finished = done.is_set()
                page = client.get("/api/v1/changes/", {"after": after, "limit": 3}).json()
                seen.extend(change["seq"] for change in page["results"])
                after = page["next_after"]
                if finished and not page["results"]:
                    return
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)
        finally:
            connections.close_all()

    def work(mine: list[Draft]) -> None:
        try:
            for number, draft in enumerate(mine):
                try:
                    with transaction.atomic():
                        publish([draft], by=by)
                        if number % 2:
                            raise Abandoned
                except Abandoned:
                    continue
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)
        finally:
            connections.close_all()

    poller = threading.Thread(target=poll)
    workers = [threading.Thread(target=work, args=[mine]) for mine in drafts]
    for thread in (poller, *workers):
        thread.start()
    for worker in workers:
        worker.join()
    done.set()
    poller.join()
    assert wrong == []
    assert seen == list(range(start + 1, last_seq() + 1))
    assert len(seen) == PUBLISHERS * EACH // 2
