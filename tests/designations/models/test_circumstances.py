"""How a designation stands, where days coincide or are not known."""

from datetime import date
from typing import Any

import pytest

from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.publish import publish
from designations.models import Designation, EventKind, EventVersion
from designations.models.period import since_and_until
from designations.text.partial_dates import PartialDate
from tests.factories import editor, last_seq, make_entity, make_event, make_list, make_source, publisher

pytestmark = pytest.mark.django_db


def read(version: EventVersion, *, on: str) -> Any:
    """The designation of `version` as it stood on a day, by all that is known."""
    known_at, valid_on = last_seq(), date.fromisoformat(on)
    rows = Designation.objects.standing(valid_on=valid_on, known_at=known_at)
    rows = rows.circumstances(valid_on=valid_on, known_at=known_at).with_periods(known_at=known_at)
    return rows.get(pk=version.designation_id or 0)


def test_periods_of_one_day_keep_the_order_of_time_when_a_correction_rewrites_the_first() -> None:
    entity, list_ = make_entity(), make_list()
    listed = make_event(entity=entity, list=list_, occurred_on="2020-01-01")
    make_event(kind=EventKind.SUSPENDED, entity=entity, list=list_, occurred_on="2020-01-01")
    make_event(kind=EventKind.DELISTED, entity=entity, list=list_, occurred_on="2022-01-01")
    draft = correct(listed.event, by=editor(), reason="Only the year is known.")
    draft.occurred_on = PartialDate.parse("2020")
    submit(save_draft(draft, by=editor()), by=editor())
    publish([draft], by=publisher())
    row = read(listed, on="2023-01-01")
    assert [period.status for period in row.known_periods] == ["in_force", "suspended"]
    told = since_and_until(row.known_periods, valid_on=date(2023, 1, 1), status=row.status)
    assert told == ("2020", "2022-01-01")


def test_an_undated_ruling_counts_from_the_day_on_which_its_source_shows_it() -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2005-01-01")
    ruling = make_event(
        kind=EventKind.COURT_RULING, adverse=True, entity=entity, list=list_, occurred_on="",
        source=make_source(published_on="2015-01-01"),
    )  # fmt: skip
    assert not read(ruling, on="2014-12-31").under_challenge
    assert read(ruling, on="2015-01-01").under_challenge


def test_an_undated_answer_ends_a_challenge_on_the_day_on_which_its_source_shows_it() -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2005-01-01")
    ruling = make_event(
        kind=EventKind.COURT_RULING, adverse=True, entity=entity, list=list_, occurred_on="2016"
    )
    make_event(
        kind=EventKind.COURT_RULING, adverse=False, entity=entity, list=list_, occurred_on="",
        source=make_source(published_on="2018-01-01"), resolves=[ruling.event],
    )  # fmt: skip
    assert read(ruling, on="2017-12-31").under_challenge
    assert not read(ruling, on="2018-01-01").under_challenge
