"""Loading the invented record as the application, through every trigger, in transactions that stay small."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db import connection, transaction

from tests.benchmarks.large import stages
from tests.benchmarks.large.fill import run
from tests.benchmarks.large.record import CHUNK, fill_drafts, fill_events
from tests.benchmarks.large.reference import fill_entries, fill_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many rows of each; events are cut off at exactly `events`."""

    entities: int = 20_000
    lists: int = 90
    events: int = 50_000
    drafts: int = 10_000
    sources: int = 5_000
    entries: int = 10_000


def load(*, size: Size, seed: int = 1) -> None:
    """Add an invented record. Loads with different seeds stand beside each other in one database."""
    _people()
    try:
        with transaction.atomic():
            _stage(size, seed=seed)
            fill_reference()
            fill_entries()
        with connection.cursor() as cursor:
            cursor.execute("SELECT designations FROM big")
            [designations] = cursor.fetchone() or (0,)
        for first in range(0, designations, CHUNK):
            with transaction.atomic():
                fill_events(first)
        with transaction.atomic():
            fill_drafts()
    finally:
        run(*(f"DROP TABLE IF EXISTS {table}" for table in stages.TABLES))


def _people() -> None:
    """Three editors and a publisher, who cannot log in."""
    if User.objects.filter(username="sample-person-0").exists():
        return
    people = [User(username=f"sample-person-{n}", is_staff=True, password="!") for n in range(4)]
    User.objects.bulk_create(people)
    for person in people:
        person.groups.add(Group.objects.get(name="publisher" if person is people[-1] else "editor"))


def _stage(size: Size, *, seed: int) -> None:
    run(stages.PICK, stages.PUBLIC_ID, stages.BIG)
    with connection.cursor() as cursor:
        given = (size.entities, size.lists, size.events, size.drafts, size.sources, size.entries)
        cursor.execute(stages.PARAMETERS, [seed, *given])
    run(stages.PEOPLE, stages.LISTS, stages.ENTITIES, stages.SOURCES, stages.DESIGNATIONS, stages.SCRIPTS)
    with connection.cursor() as cursor:
        rows = [
            (n, step, kind) for n, story in enumerate(stages.STORIES) for step, kind in enumerate(story, 1)
        ]
        cursor.executemany(stages.SCRIPT, rows)
    run(
        "CREATE INDEX ON big_designation (n)",
        *(f"ANALYZE {table}" for table in ("big_list", "big_entity", "big_source", "big_designation")),
    )
