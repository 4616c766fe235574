"""What kinds and statuses are called."""

import pytest

from designations.models import EventKind
from designations.text.kinds import (
    KIND_FAMILIES,
    KIND_LABELS,
    STATUS_LABELS,
    family_of,
    kind_label,
    status_label,
)


def test_every_event_kind_of_the_record_has_a_label_and_a_family() -> None:
    assert set(EventKind.values) == set(KIND_LABELS) == set(KIND_FAMILIES)


def test_a_kind_unknown_to_this_version_reads_as_its_name() -> None:
    assert kind_label("list_renamed") == "List renamed"
    assert family_of("list_renamed") == "record"


@pytest.mark.parametrize("status", sorted(set(STATUS_LABELS) - {"unknown"}))
def test_an_uncertain_status_says_possibly(status: str) -> None:
    assert "possibly" not in status_label(status).lower()
    assert "possibly" in status_label(status, certain=False).lower()


def test_an_unknown_status_is_not_made_more_uncertain() -> None:
    assert status_label("unknown", certain=False) == status_label("unknown") == "Unknown"
