"""Published events with all that belongs to them, and drafts."""

from django.db import connection

from designations.models import (
    Change,
    Citation,
    Draft,
    DraftCitation,
    Event,
    EventVersion,
    Period,
    Resolution,
)
from tests.benchmarks.large import stages
from tests.benchmarks.large.fill import fill, run
from tests.benchmarks.large.stages import QUOTE

# A transaction's worth of designations, with two and a half times as many events.
CHUNK = 20_000


def fill_events(first: int) -> None:
    """The events of the designations from `first` on, with their citations, log and periods."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE big SET base = designations_take_clock(), first = %s, last = %s", [first, first + CHUNK]
        )
    run("DROP TABLE IF EXISTS big_citation, big_step", stages.STEPS, stages.CITATIONS)
    run(
        "CREATE INDEX ON big_step (n)",
        "CREATE INDEX ON big_citation (number)",
        "ANALYZE big_step",
        "ANALYZE big_citation",
    )
    fill(
        Change,
        stages.TOLD,
        seq="0",
        at="to_timestamp(0)",
        batch="batch",
        action="'published'",
        subject_type="'event'",
        subject_id="public_id",
        after=stages.RECORD,
        actor_id="reviewer_id",
        announce="false",
    )
    fill(Event, "big_step ORDER BY seq", id="event_id", public_id="public_id")
    fill(
        EventVersion,
        stages.TOLD,
        id="version_id",
        event_id="event_id",
        version="1",
        change_id="seq",
        kind="kind",
        list_id="list_id",
        designation_id="id",
        occurred_on="occurred_on",
        lo="lo",
        hi="hi",
        author_id="author_id",
        reviewer_id="reviewer_id",
        review="'second_person'",
        speaker="speaker",
        stance="stance",
        name_on_list="told_name",
        reference="told_reference",
        mode="mode",
        proposed_effect="effect",
        summary="'An invented event.'",
    )
    fill(
        Citation,
        "big_citation ORDER BY id",
        id="id",
        version_id="version_id",
        change_id="seq",
        source_id="source_id",
        capture_id="capture_id",
        quote=f"'{QUOTE}'",
        start="23",
        end=str(23 + len(QUOTE)),
        disputes="disputes",
        known_by="published",
    )
    fill(Resolution, stages.ANSWERS, answer_id="version_id", event_id="event_id")
    fill(
        Period,
        stages.PERIODS,
        designation_id="id",
        status="CASE kind WHEN 'suspended' THEN 'suspended' ELSE 'in_force' END",
        start_lo="lo",
        start_hi="hi",
        end_lo="end_lo",
        end_hi="end_hi",
        start="occurred_on",
        end='"end"',
        known="int8range(known_from, NULL)",
        name_on_list="CASE WHEN amended_on IS NULL THEN name ELSE new_name END",
        reference="reference",
        names="names",
        mode="'entry'",
        opened_by_id="event_id",
        closed_by_id="closed_by",
    )


def fill_drafts() -> None:
    """Drafts by three authors, each with a citation; some correct an event."""
    run(stages.EVENTS, stages.DRAFTS)
    fill(
        Draft,
        "big_draft ORDER BY n",
        id="id",
        kind="kind",
        list_id="list_id",
        entity_id="entity_id",
        occurred_on="day::text",
        state="state",
        author_id="author_id",
        reviewer_id="reviewer_id",
        published_as_id="published_as",
        corrects_id="corrects",
        corrects_seq="CASE WHEN corrects IS NOT NULL THEN change_id END",
        correction_reason="CASE WHEN corrects IS NOT NULL THEN 'The day was wrong.' ELSE '' END",
        summary="'An invented draft.'",
        created_at="at",
        updated_at="at",
    )
    fill(DraftCitation, "big_draft ORDER BY n", draft_id="id", source_id="source_id", quote=f"'{QUOTE}'")
