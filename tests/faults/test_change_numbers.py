"""Many publishers at once, some of whose transactions fail: no gap in the log, a poller misses none."""

import threading

import pytest
from django.db import connections, transaction

from designations.editorial.edit import edit
from designations.models import Change, ChangeClock, Entity
from tests.factories import administrator, make_entity

pytestmark = pytest.mark.django_db(transaction=True)
PUBLISHERS, ROUNDS = 8, 12


class Abandoned(Exception):
    """A transaction that fails after it took its numbers."""


def test_eight_concurrent_publishers_with_rollbacks_leave_no_gap_and_a_poller_misses_none() -> None:
    by = administrator()
    entities = [make_entity() for _ in range(PUBLISHERS)]
    done, seen, wrong = threading.Event(), list[int](), list[BaseException]()

    def poll() -> None:
        try:
            last = 0
            while True:
                finished = done.is_set()
                for seq in Change.objects.after(last).values_list("seq", flat=True):
                    seen.append(seq)
                    last = seq
                if finished:
                    return
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)
        finally:
            connections.close_all()

    def write(entity: Entity) -> None:
        try:
            for turn in range(ROUNDS):
                try:
                    with transaction.atomic():
                        entity.name = f"Front {entity.slug} {turn}"
                        edit(entity, by=by)
                        if turn % 3 == 1:
                            raise Abandoned
                except Abandoned:
                    continue
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)
        finally:
            connections.close_all()

    poller = threading.Thread(target=poll)
    poller.start()
    writers = [threading.Thread(target=write, args=[entity]) for entity in entities]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    poller.join()
    assert wrong == []
    numbers = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= PUBLISHERS * (ROUNDS - ROUNDS // 3)
    assert seen == numbers
    assert ChangeClock.objects.get().seq == numbers[-1]
    times = list(Change.objects.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)
