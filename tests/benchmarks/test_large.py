"""The invented record is a sound one: on a small set of it every check of the record finds nothing."""

import pytest

from designations.editorial.integrity import findings
from designations.models import Change, Citation, Draft, EntityName, Event, EventVersion, Period
from tests.benchmarks.large import Size, load

pytestmark = pytest.mark.django_db
SMALL = Size(entities=300, lists=9, events=600, drafts=200, sources=40, entries=30)


def test_an_invented_record_is_as_sound_as_one_that_was_published() -> None:
    load(size=SMALL)
    load(size=SMALL, seed=2)
    assert list(findings()) == []
    assert Event.objects.count() == EventVersion.objects.count() == 1200
    assert Citation.objects.count() == 1440
    assert Draft.objects.count() == 400
    assert set(Draft.objects.values_list("state", flat=True)) == set(Draft.State.values)
    assert set(EntityName.objects.values_list("script", flat=True)) == {
        "Latn",
        "Cyrl",
        "Arab",
        "Hans",
        "Deva",
    }
    assert Period.objects.filter(status="suspended").exists()
    assert Change.objects.values("batch").distinct().count() > 20
