"""Whatever is written in whatever order: the numbers that are kept are those of counting everything anew."""

import uuid
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from pytest_django import Settings

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft
from designations.editorial.edit import edit
from designations.editorial.errors import EditorialError
from designations.editorial.publish import publish
from designations.editorial.redact import redact
from designations.editorial.retract import retract
from designations.models import (
    Citation,
    DesignationList,
    DraftCitation,
    Event,
    EventKind,
    Reading,
    Source,
)
from designations.text.partial_dates import PartialDate
from designations.web import waits as room_of_waits
from designations.web.coverage import coverage
from designations.web.fetch import in_force_by_list, number_of_events
from designations.web.proposals import Asked
from designations.web.waits import waits
from tests.factories import (
    administrator,
    editor,
    last_seq,
    make_draft,
    make_entity,
    make_jurisdiction,
    make_list,
    make_source,
    publisher,
)

VERBS = ["publish", "publish", "answer", "correct", "cite", "redact", "retract", "source"]
steps = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.sampled_from([EventKind.LISTED, EventKind.DELISTED, EventKind.LISTING_PROPOSED]),
        st.sampled_from(["", "2001", "2002-05", "2003-06-07"]),
        st.integers(0, 9),
    ),
    min_size=2,
    max_size=7,
)


def take(step: tuple[str, EventKind, str, int], events: list[Event], lists: list[DesignationList]) -> None:
    verb, kind, when, pick = step
    entity = make_entity()
    if verb == "publish" or not events:
        draft = make_draft(kind=kind, entity=entity, list=lists[pick % 3], occurred_on=when)
        events += publish([draft], by=publisher())
        return
    event = events[pick % len(events)]
    if verb == "answer":
        draft = make_draft(kind=EventKind.LISTED, entity=entity, list=lists[pick % 3], occurred_on=when)
        draft.resolves.set([event])
        events += publish([draft], by=publisher())
    elif verb == "correct":
        draft = correct(event, by=editor(), reason="Another list, another day.")
        draft.list, draft.occurred_on = lists[(pick + 1) % 3], PartialDate.parse(when) if when else None
        save_draft(draft, by=editor())
        publish([draft], by=publisher())
    elif verb == "retract":
        retract(event, by=publisher(), reason="It never happened.")
    elif verb == "cite":
        source = make_source(text=f"The ban was lifted by {entity.slug}.")
        cite(event, fields=DraftCitation(source=source, quote="The ban was lifted"), by=publisher())
    elif verb == "redact":
        for citation in Citation.objects.exclude(quote="").filter(redacted_because="")[:1]:
            redact(citation, by=administrator(), reason="Harm.")
    else:
        for source in Source.objects.all():
            is_wiki = source.kind == Source.Kind.WIKI
            source.kind = Source.Kind.OFFICIAL if is_wiki else Source.Kind.WIKI
            edit(source, by=editor())


def counted() -> list[object]:
    """All numbers that are kept."""
    seq = last_seq()
    reading = Reading(valid_on=timezone.now().date(), known_seq=seq)
    return [
        number_of_events(known_at=seq),
        {key: number for key, number in in_force_by_list(reading=reading).items() if number},
        coverage(known_at=seq, stale_after=90),
        waits(Asked(known_at=seq)),
    ]


@pytest.mark.django_db(transaction=True)
@profile(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
@example([(verb, EventKind.LISTING_PROPOSED, "2003-06-07", pick) for pick, verb in enumerate(VERBS)])
def test_numbers_that_are_kept_are_those_of_counting_everything_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, plan: list[Any]
) -> None:
    monkeypatch.setattr(room_of_waits, "FEWEST", 1)
    real: dict[str, Any] = settings.CACHES["default"] | {"KEY_PREFIX": uuid.uuid4().hex}
    lists = [make_list(jurisdiction=make_jurisdiction()), make_list(), make_list()]
    events: list[Event] = []
    for step in plan:
        try:
            with transaction.atomic():
                take(step, events, lists)
        except EditorialError:
            continue
        settings.CACHES = settings.CACHES | {"pages": real}
        kept = counted()
        settings.CACHES = settings.CACHES | {
            "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        }
        assert kept == counted()
