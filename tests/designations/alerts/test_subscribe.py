"""Asking, and confirming that one asked."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from designations.alerts.subscribe import NothingToConfirm, TooManyCombinations, confirm, subscribe
from designations.models import Delivery, EventKind, Subscriber, Subscription
from tests.factories import last_seq, make_entity, make_jurisdiction, make_list

pytestmark = pytest.mark.django_db


def asked() -> Delivery:
    """The one confirmation mail that is owed."""
    return Delivery.objects.get(request__isnull=False)


def test_places_are_alternatives_and_every_entity_is_asked_for_at_each() -> None:
    first, second, country = make_list(), make_list(), make_jurisdiction()
    one, other = make_entity(), make_entity()
    subscribe(
        email="reader@example.org", lists=[first, second], jurisdictions=[country], entities=[one, other],
        kinds=[EventKind.DELISTED, EventKind.LISTED],
    )  # fmt: skip
    rows = Subscription.objects.values_list("list", "jurisdiction", "entity")
    assert set(rows) == {
        (place, where, who)
        for place, where in ((first.pk, None), (second.pk, None), (None, country.pk))
        for who in (one.pk, other.pk)
    }
    assert {tuple(kinds) for kinds in Subscription.objects.values_list("kinds", flat=True)} == {
        ("delisted", "listed")
    }
    assert set(Subscription.objects.values_list("request", flat=True)) == {asked().request}


def test_nothing_chosen_is_everything() -> None:
    subscribe(email="reader@example.org")
    row = Subscription.objects.get()
    assert (row.list, row.jurisdiction, row.entity, row.kinds) == (None, None, None, [])
    assert (row.confirmed_at, row.confirmed_seq) == (None, None)


def test_more_than_two_hundred_combinations_are_refused_and_nothing_is_written() -> None:
    entities = [make_entity() for _ in range(15)]
    lists = [make_list() for _ in range(14)]
    with pytest.raises(TooManyCombinations, match="jurisdictions: 14, entities: 15. .* make 210"):
        subscribe(email="reader@example.org", lists=lists, entities=entities)
    assert not Subscriber.objects.exists()
    subscribe(email="reader@example.org", lists=lists[:13], entities=entities)
    assert Subscription.objects.count() == 195


def test_an_address_is_one_subscriber_however_it_is_spelt() -> None:
    subscribe(email="Reader@Example.ORG")
    subscribe(email=" reader@example.org ")
    assert Subscriber.objects.get().email == "reader@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscriber.objects.create(email="READER@example.org")


def test_an_address_is_asked_a_few_times_an_hour_and_then_left_in_peace(settings: Settings) -> None:
    settings.ALERTS_CONFIRMATIONS_PER_HOUR = 2
    for _ in range(4):
        subscribe(email="reader@example.org")
    subscribe(email="second@example.org")
    assert Delivery.objects.count() == 3
    assert Subscription.objects.count() == 3
    Delivery.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    subscribe(email="reader@example.org")
    assert Delivery.objects.count() == 4


def test_a_confirmed_request_counts_from_that_moment_and_confirming_again_changes_nothing() -> None:
    subscribe(email="reader@example.org")
    make_entity()
    request = asked().request
    assert request is not None
    confirm(request=request)
    first = Subscription.objects.get()
    assert first.confirmed_seq == last_seq() > 0
    make_entity()
    confirm(request=request)
    again = Subscription.objects.get()
    assert (again.confirmed_seq, again.confirmed_at) == (first.confirmed_seq, first.confirmed_at)


def test_confirming_one_request_leaves_the_others_of_the_address_unconfirmed() -> None:
    subscribe(email="reader@example.org")
    request = asked().request
    assert request is not None
    subscribe(email="reader@example.org", lists=[make_list()])
    confirm(request=request)
    rows = Subscription.objects.order_by("pk").values_list("confirmed_at", flat=True)
    assert [moment is None for moment in rows] == [False, True]


def test_what_is_gone_cannot_be_confirmed() -> None:
    with pytest.raises(NothingToConfirm):
        confirm(request=uuid.uuid4())
