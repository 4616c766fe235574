"""Loading the invented record as the application, through every trigger, in transactions that stay small."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db import connection, transaction

from designations.models import (
    Capture,
    Change,
    Citation,
    Designation,
    DesignationList,
    Draft,
    DraftCitation,
    Entity,
    EntityName,
    Entry,
    EntryLink,
    Event,
    EventVersion,
    Feed,
    Jurisdiction,
    Period,
    Resolution,
    Snapshot,
    Source,
)
from tests.benchmarks.large import stages
from tests.benchmarks.large.fill import fill

# A transaction's worth of designations, with two and a half times as many events.
CHUNK = 20_000
_QUOTE = "The register was changed on the day stated"
_NAMES = "(SELECT e.*, mod(n, 5) AS script FROM big_entity e) name"
_TAKEN = f"""(
    SELECT *, format('Sample notice %s. {_QUOTE}', lpad(n::text, 7, '0'))
        || repeat(' Further words of the notice.', 20) AS text FROM big_source ORDER BY n
) taken"""  # noqa: S608


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
            _reference()
            _entries()
        with connection.cursor() as cursor:
            cursor.execute("SELECT designations FROM big")
            [designations] = cursor.fetchone() or (0,)
        for first in range(0, designations, CHUNK):
            with transaction.atomic():
                _events(first)
        with transaction.atomic():
            _drafts()
    finally:
        _run(*(f"DROP TABLE IF EXISTS {table}" for table in stages.TABLES))


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _people() -> None:
    """Three editors and a publisher, who cannot log in."""
    if User.objects.filter(username="sample-person-0").exists():
        return
    people = [User(username=f"sample-person-{n}", is_staff=True, password="!") for n in range(4)]
    User.objects.bulk_create(people)
    for person in people:
        person.groups.add(Group.objects.get(name="publisher" if person is people[-1] else "editor"))


def _stage(size: Size, *, seed: int) -> None:
    _run(stages.PICK, stages.PUBLIC_ID, stages.BIG)
    with connection.cursor() as cursor:
        given = (size.entities, size.lists, size.events, size.drafts, size.sources, size.entries)
        cursor.execute(stages.PARAMETERS, [seed, *given])
    _run(stages.PEOPLE, stages.LISTS, stages.ENTITIES, stages.SOURCES, stages.DESIGNATIONS, stages.SCRIPTS)
    with connection.cursor() as cursor:
        rows = [
            (n, step, kind) for n, story in enumerate(stages.STORIES) for step, kind in enumerate(story, 1)
        ]
        cursor.executemany(stages.SCRIPT, rows)
    _run(
        "CREATE INDEX ON big_designation (n)",
        *(f"ANALYZE {table}" for table in ("big_list", "big_entity", "big_source", "big_designation")),
    )


def _reference() -> None:
    fill(
        Jurisdiction,
        "big, generate_series(0, lists / 2) n",
        slug="format('sample-s%s-%s', seed, n)",
        code="format('S%s-%s', seed, n)",
        name="format('Sample Country %s', lpad(n::text, 3, '0'))",
    )
    fill(
        DesignationList,
        "big, big_list l JOIN designations_jurisdiction j ON j.slug = format('sample-s%s-%s', "
        "(SELECT seed FROM big), l.place)",
        id="l.id",
        slug="l.slug",
        jurisdiction_id="j.id",
        name="format('Sample Register %s', l.n)",
        authority="'Sample Ministry'",
        established="'1997'",
    )
    fill(
        Entity,
        "big_entity ORDER BY n",
        id="id",
        slug="slug",
        name="format('Sample %s %s', noun, label)",
        description="'Invented, to measure with.'",
        kind="(ARRAY['organisation', 'group', 'person', 'wing'])[1 + mod(n, 4)]",
        countries="'XX;YY'",
    )
    fill(
        EntityName,
        _NAMES,
        entity_id="id",
        kind="CASE script WHEN 0 THEN 'acronym' ELSE 'native' END",
        name="""format(CASE script WHEN 0 THEN 'SF-%s' WHEN 1 THEN 'Образцовый фронт %s'
            WHEN 2 THEN 'جبهة العينة %s' WHEN 3 THEN '示例阵线%s' ELSE 'नमूना मोर्चा %s' END, label)""",
        script="(ARRAY['Latn', 'Cyrl', 'Arab', 'Hans', 'Deva'])[1 + script]",
        language="(ARRAY['en', 'ru', 'ar', 'zh', 'hi'])[1 + script]",
    )
    fill(
        EntityName,
        "big_entity WHERE mod(n, 3) = 0",
        entity_id="id",
        kind="'spelling'",
        name="format('Sampel %s %s', noun, label)",
        script="'Latn'",
        language="'en'",
        strength="'weak'",
    )
    fill(
        Source,
        "big_source ORDER BY n",
        id="id",
        public_id="public_id",
        title="format('Sample notice %s', lpad(n::text, 7, '0'))",
        publisher="'Sample Gazette'",
        published_on="published::text",
        language="'en'",
        url="format('https://gazette.example.org/%s', n)",
        kind="CASE mod(n, 4) WHEN 0 THEN 'news_article' ELSE 'official' END",
    )
    fill(
        Capture,
        _TAKEN,
        id="capture_id",
        source_id="id",
        text="text",
        sha256="encode(sha256(convert_to(text, 'UTF8')), 'hex')",
    )
    fill(
        Designation,
        "big_designation ORDER BY n",
        id="id",
        slug="list_slug || '--' || entity_slug",
        list_id="list_id",
        entity_id="entity_id",
    )


def _entries() -> None:
    """A list file in its first version; one entry of ten waits for a decision."""
    feed = "big JOIN designations_feed f ON f.slug = format('sample-file-s%s', big.seed)"
    fill(Feed, "big", slug="format('sample-file-s%s', seed)", name="'Sample file'", adapter="'generic_table'")
    fill(
        Snapshot,
        feed,
        feed_id="f.id",
        public_id="pg_temp.public_id(1, seed)",
        number="1",
        state="'imported'",
        dated="date '2025-01-01'",
        sha256="repeat('0', 64)",
        entries="big.entries",
    )
    fill(
        Entry,
        f"{feed}, generate_series(1, big.entries) n",
        feed_id="f.id",
        reference="format('E-%s', n)",
        name="format('Sample Front %s', n)",
        fingerprint="repeat('0', 64)",
        data="jsonb_build_object('names', jsonb_build_array())",
        seen="int4range(1, NULL)",
    )
    fill(
        EntryLink,
        f"{feed}, generate_series(1, big.entries) k "
        "JOIN big_entity e ON e.n = mod(k, (SELECT entities FROM big))",
        feed_id="f.id",
        reference="format('E-%s', k)",
        entity_id="CASE WHEN mod(k, 10) > 0 THEN e.id END",
        rule="CASE WHEN mod(k, 10) > 0 THEN 'new' ELSE '' END",
        candidates="jsonb_build_array(jsonb_build_array(e.slug, 'a like name'))",
    )


def _events(first: int) -> None:
    """The events of the designations from `first` on, with their citations, log and periods."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE big SET base = designations_take_clock(), first = %s, last = %s", [first, first + CHUNK]
        )
    _run("DROP TABLE IF EXISTS big_citation, big_step", stages.STEPS, stages.CITATIONS)
    _run(
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
        quote=f"'{_QUOTE}'",
        start="23",
        end=str(23 + len(_QUOTE)),
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


def _drafts() -> None:
    _run(stages.EVENTS, stages.DRAFTS)
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
    fill(DraftCitation, "big_draft ORDER BY n", draft_id="id", source_id="source_id", quote=f"'{_QUOTE}'")
