"""A correction and a new event that belong together are published together, as one batch."""

import pytest

from designations.editorial.correct import correct
from designations.editorial.draft import save_draft
from designations.editorial.publish import publish
from designations.models import Change, EventKind
from designations.text.partial_dates import PartialDate
from tests.factories import editor, make_draft, make_entity, make_event, make_list, publisher

pytestmark = pytest.mark.django_db


def test_a_new_event_and_the_correction_that_makes_room_for_it_are_one_batch() -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2003")
    ended = make_event(kind=EventKind.DELISTED, entity=entity, list=list_, occurred_on="2010-05-01")
    correction = correct(ended.event, by=editor(), reason="It was suspended, not removed.")
    correction.kind = EventKind.SUSPENDED
    save_draft(correction, by=editor())
    removal = make_draft(kind=EventKind.DELISTED, entity=entity, list=list_, occurred_on="2012-05-01")
    assert removal.occurred_on == PartialDate.parse("2012-05-01")
    publish([removal, correction], by=publisher())
    last = list(Change.objects.order_by("-seq").values_list("action", "batch")[:2])
    assert {action for action, _ in last} == {"published", "corrected"}
    assert len({batch for _, batch in last}) == 1
