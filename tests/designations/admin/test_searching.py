"""The searches of the desk find what reading all rows would find, in any script, and ask indexes for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from designations.admin.searching import (
    changes_about,
    citations_about,
    drafts_about,
    events_about,
    versions_about,
)
from designations.editorial.retract import retract
from designations.models import Change, Citation, Draft, Event, EventKind, EventVersion, Source
from designations.search.within import holding, words_of
from tests.designations.admin.conftest import Desk
from tests.factories import editor, make_entity, make_event, make_source, publisher

pytestmark = pytest.mark.django_db

SAID = [
    "Council of the Sample Union",
    "100% of_it\\ (really)",
    "Верховный суд Российской Федерации",
    "ВЕРХОВНЫЙ СОВЕТ",
    "Ёлка и совет",
    "وزارة الخارجية والمحكمة العليا",
    "最高人民法院决定",
    "Ανώτατο Δικαστήριο",
    "Միջազգային դատարան",
    "Ministère de la Défense – Şırnak",
    "it",
]
ASKED = [
    "council", "COUNCIL sample", "ouncil", "%", "of_it", "f%it", "_", "\\", "(really)", "верховный", "Суд",
    "СУД", "верховный суд", "ОВЕТ", "ёлка", "محكمة", "المحكمة الخارجية", "人民", "人民法", "最高人民法院决定",
    "ΔΙΚΑΣΤΉΡΙΟ", "դատարան", "դա", "défense", "şır", "– şırnak", '"верховный совет"', "'of the'", "'", "it",
    "nothing", "council верховный",
]  # fmt: skip


@pytest.fixture
def said() -> None:
    """Each of the texts as speaker, actor, summary, passage, title, publisher and cause of something."""
    for n, text in enumerate(SAID):
        source = make_source(text=f"It says: {text}.", title=SAID[n - 1])
        Source.objects.filter(pk=source.pk).update(publisher=SAID[n - 2])
        version = make_event(
            entity=make_entity(),
            kind=EventKind.STATEMENT,
            stance="neutral",
            speaker=text,
            actor=SAID[n - 3],
            summary=SAID[n - 4],
            source=source,
            quote=text,
        )
        retract(version.event, by=publisher(), reason=text)


def read(rows: QuerySet[Any], term: str, *columns: str) -> set[Any]:
    """As a search without any index reads all rows."""
    for word in words_of(term):
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(found)
    return set(rows)


@pytest.mark.usefixtures("said")
def test_each_search_finds_what_reading_all_rows_would_find() -> None:
    searched: list[tuple[type[Model], Callable[[str], Q], list[str]]] = [
        (EventVersion, versions_about, ["speaker", "actor"]),
        (Draft, drafts_about, ["speaker", "actor", "summary"]),
        (Citation, citations_about, ["quote", "source__title", "source__publisher"]),
        (Change, changes_about, ["cause", "subject_id", "actor__username"]),
    ]
    for model, about, columns in searched:
        for term in ASKED:
            rows = model._default_manager.all()
            assert set(rows.filter(about(term))) == read(rows, term, *columns), (model, term)
    for term in ASKED:
        versions = EventVersion.objects.filter(versions_about(term))
        assert set(Event.objects.filter(events_about(term))) == {version.event for version in versions}


@pytest.mark.usefixtures("said")
def test_events_are_found_by_date_and_id_and_versions_citations_and_changes_by_the_id_too() -> None:
    event = make_event(entity=make_entity(), occurred_on="../2024-05-28").event
    for term in ("../2024", "2024-05-28", "05-28", f"{event.public_id} 2024-05-28"):
        assert list(Event.objects.filter(events_about(term))) == [event]
    assert not Event.objects.filter(events_about("2024-05-2")).exists()
    assert Citation.objects.get(citations_about(event.public_id.upper())).version.event == event
    assert Change.objects.get(changes_about(event.public_id)).subject_id == event.public_id
    assert Change.objects.filter(changes_about(publisher().username)).count() == 2 * len(SAID) + 1
    entity = make_entity(slug="stone-front")
    assert [row.subject_id for row in Change.objects.filter(changes_about("stone"))] == [entity.slug]


def only_look_up() -> None:
    """Let the planner take an index wherever one answers a condition, few as the rows of a test are."""
    with connection.cursor() as cursor:
        for kind in ("seqscan", "indexscan"):
            cursor.execute(f"SET LOCAL enable_{kind} = off")


@pytest.mark.parametrize(
    ("rows", "columns", "index"),
    [
        (Citation, ["quote"], "citation_holds"),
        (EventVersion, ["speaker", "actor"], "event_said_by"),
        (Change, ["cause"], "change_because"),
        (Draft, ["speaker", "actor", "summary"], "draft_holds"),
        (Source, ["title", "publisher"], "source_holds"),
    ],
)
def test_texts_are_looked_up_in_their_index(rows: type[Model], columns: list[str], index: str) -> None:
    only_look_up()
    for word, its in (("council", index), ("верховный", f"{index}_threes"), ("المحكمة", f"{index}_threes")):
        assert f"Scan on {its} " in rows._default_manager.filter(holding(word, *columns)).order_by().explain()


def test_ids_and_dates_are_looked_up_in_their_index() -> None:
    only_look_up()
    assert "Scan on change_subject_holds " in Change.objects.filter(changes_about("stone")).explain()
    plan = EventVersion.objects.filter(versions_about("2024-05")).explain()
    assert "Scan on event_date_begins " in plan
    assert "Scan on event_date_ends " in plan


@pytest.mark.usefixtures("said")
def test_every_list_that_is_searched_so_answers_in_the_browser(desk: Desk) -> None:
    client = desk(editor())
    for model in ("event", "eventversion", "citation", "change", "draft"):
        page = reverse(f"admin:designations_{model}_changelist")
        for term, some in (("верховный", True), ("—", False), ("council nothing", False)):
            found = client.get(page, {"q": term}).context["cl"].result_count
            assert (found > 0) is some, (model, term)
