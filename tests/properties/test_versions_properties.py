"""Whatever versions of a list appear: what is kept of each is what it held, and the record follows."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from designations.editorial.rebuild import rebuild
from designations.models import Designation, Entry, EventVersion
from tests.factories import last_seq
from tests.feeds import FIRST_DAY, make_feed, version

REFERENCES = ("R1", "R2", "R3", "R4")
# This entry keeps a file from being empty, which is no version of a list.
CONSTANT = "R0"
versions = st.lists(st.sets(st.sampled_from(REFERENCES)), min_size=1, max_size=5)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(versions)
def test_each_version_is_kept_as_it_was_and_the_record_follows_two_versions_behind_at_most(
    plan: list[set[str]],
) -> None:
    feed = make_feed()
    taken: list[set[str]] = []
    with TemporaryDirectory() as folder:
        for day, references in enumerate(plan):
            # Named after the feed: a name that stands on another list would wait for an editor.
            rows = [(row, f"FRONT {row} OF {feed.slug}") for row in sorted({CONSTANT, *references})]
            version(feed, Path(folder), rows, day=day, publish=True)
            if not taken or taken[-1] != references:
                taken.append(references)
    for number, references in enumerate(taken, start=1):
        held = Entry.objects.held_by(feed=feed, number=number).values_list("reference", flat=True)
        assert set(held) == references | {CONSTANT}
    links = dict(feed.links.exclude(entity=None).values_list("reference", "entity_id"))
    assert links.keys() == {CONSTANT}.union(*taken)
    today = FIRST_DAY + timedelta(days=len(plan))
    for reference, entity_id in links.items():
        rows_of = Designation.objects.filter(entity=entity_id)
        row = rows_of.standing(valid_on=max(today, date(2024, 6, 1)), known_at=last_seq()).get()
        stands = row.status == "in_force"  # type: ignore[attr-defined]
        if reference == CONSTANT or reference in taken[-1]:
            assert stands
        elif not any(reference in references for references in taken[-2:]):
            assert not stands
        else:
            assert stands, "missing once is not yet removed"
    assert not EventVersion.objects.exclude(retraction_reason="").exists()
    assert rebuild(check=True) == []
