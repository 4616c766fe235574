"""Whatever editors do in whatever order: the periods are those that follow from the events."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft
from designations.editorial.errors import EditorialError
from designations.editorial.publish import publish
from designations.editorial.rebuild import rebuild
from designations.editorial.retract import retract
from designations.models import Change, Designation, DraftCitation, Event, EventKind
from designations.text.partial_dates import PartialDate
from tests.factories import editor, make_draft, make_entity, make_list, make_source, publisher

KINDS = [
    EventKind.LISTED, EventKind.DELISTED, EventKind.SUSPENDED, EventKind.REINSTATED, EventKind.ANNULLED,
    EventKind.LISTING_PROPOSED, EventKind.LIST_ABOLISHED,
]  # fmt: skip
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2004, 12, 31))
dates = st.one_of(
    st.just(""),
    days.map(str),
    days.map(lambda day: str(day)[:7]),
    days.map(lambda day: str(day)[:4]),
    days.map(lambda day: f"../{day}"),
    days.map(lambda day: f"{day}/{day + timedelta(days=200)}"),
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["publish", "correct", "retract", "cite"]),
        st.sampled_from(KINDS),
        dates,
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


def take(step: tuple[str, EventKind, str, int], events: list[Event], entity: object, list_: object) -> None:
    verb, kind, when, pick = step
    if verb == "publish" or not events:
        subject = None if kind == EventKind.LIST_ABOLISHED else entity
        draft = make_draft(kind=kind, entity=subject, list=list_, occurred_on=when)  # type: ignore[arg-type]
        events += publish([draft], by=publisher())
        return
    event = events[pick % len(events)]
    if verb == "retract":
        retract(event, by=publisher(), reason="It never happened.")
    elif verb == "cite":
        source = make_source(published_on=f"200{pick}")
        cite(event, fields=DraftCitation(source=source), by=publisher())
    else:
        draft = correct(event, by=editor(), reason="Another date.")
        draft.occurred_on = PartialDate.parse(when) if when else None
        save_draft(draft, by=editor())
        publish([draft], by=publisher())


@pytest.mark.django_db(transaction=True)
# Shrinking would drive thousands of publications; the failing plan is short enough to read.
@settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_periods_equal_their_rebuild_and_the_past_stays_as_it_was_known(
    plan: list[tuple[str, EventKind, str, int]],
) -> None:
    entity, list_, events = make_entity(), make_list(), list[Event]()
    answers: dict[int, list[object]] = {}

    def answer(seq: int) -> list[object]:
        rows = Designation.objects.filter(entity=entity).standing(valid_on=date(2002, 6, 1), known_at=seq)
        return [(row.slug, row.status, row.certain, row.name_on_list) for row in rows]  # type: ignore[attr-defined]

    for step in plan:
        try:
            take(step, events, entity, list_)
        except EditorialError:
            continue
        seq = Change.objects.known_seq()
        answers[seq] = answer(seq)
    assert {seq: answer(seq) for seq in answers} == answers
    assert rebuild(check=True) == []
