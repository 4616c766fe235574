"""Whenever an editor decides who an entry is, the record ends up the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from designations.editorial.rebuild import rebuild
from designations.importers.decide import decide
from designations.models import DesignationList, Draft, Entity, EntryLink, EventVersion, FeedProgramme
from tests.factories import editor, make_entity, make_list
from tests.feeds import link_of, make_feed, version

# Per version the programmes of the entry, None where the version lacks it.
programmes = st.none() | st.sampled_from(["T", "U", "T/U"])
plans = st.lists(programmes, min_size=1, max_size=7)
CONSTANT = ("B1", "EASTERN LEAGUE OF THE COAST")


def written(entity: Entity, lists: list[DesignationList], *, trusted: bool) -> list[tuple[int, str, str]]:
    """List, kind and date of what was written of `entity`, for each list in the order of writing."""
    rows = EventVersion.objects.filter(designation__entity=entity) if trusted else None
    found = Draft.objects.filter(entity=entity) if rows is None else rows
    places = [row.pk for row in lists]
    told = found.order_by("pk").values_list("list_id", "kind", "occurred_on")
    # What one version shows of two lists has no order: each list has its own.
    return sorted(
        ((places.index(list_id), kind, str(day)) for list_id, kind, day in told), key=lambda one: one[0]
    )


def record_of(plan: list[str | None], *, trusted: bool, late: bool) -> list[tuple[int, str, str]]:
    """What is written of the entry A1 of a new feed with the versions of `plan`."""
    entity, lists = make_entity(), [make_list(), make_list()]
    feed = make_feed(list=lists[0], trusted=trusted)
    FeedProgramme.objects.create(feed=feed, programme="U", list=lists[1])
    # No rule links an entry that an editor took apart.
    link = EntryLink.objects.create(feed=feed, reference="A1", is_reopened=True)
    if not late:
        link.entity, link.rule = entity, EntryLink.Rule.EDITOR
        link.save()
    with TemporaryDirectory() as folder:
        for day, on in enumerate(plan):
            # A row of its own in each version: the same bytes again are no version.
            rows: list[tuple[str, ...]] = [CONSTANT, (f"C{day}", f"NEWCOMER {day} OF {feed.slug}")]
            rows += [("A1", f"FRONT OF {feed.slug}", "", on)] if on else []
            version(feed, Path(folder), rows, day=3 * day)
    if late and feed.entries.filter(reference="A1").exists():
        decide(link_of(feed, "A1"), entity=entity, by=editor())
    return written(entity, lists, trusted=trusted)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plans, st.booleans())
@example(["T", None, None, "T/U", None, "U", "U"], True)
@example(["T", None, None, "T/U", None, "U", "U"], False)
def test_deciding_late_writes_the_same_events_as_deciding_before_the_first_import(
    plan: list[str | None], trusted: bool
) -> None:
    early = record_of(plan, trusted=trusted, late=False)
    assert record_of(plan, trusted=trusted, late=True) == early
    assert rebuild(check=True) == []
