"""What is cleared away when time has passed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from designations.alerts.recover import recover
from designations.alerts.subscribe import subscribe
from designations.alerts.tasks import sweep
from designations.models import Delivery, Subscriber, Subscription
from tests.factories import make_entity, make_event
from tests.followers import follow
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db


def let_days_pass(days: float) -> None:
    """Make every subscription that many days older."""
    for row in Subscription.objects.all():
        Subscription.objects.filter(pk=row.pk).update(created_at=row.created_at - timedelta(days=days))


def test_an_address_that_never_confirmed_is_deleted_after_seven_days() -> None:
    subscribe(email="reader@example.org")
    let_days_pass(6.9)
    recover()
    assert Subscriber.objects.count() == 1
    let_days_pass(0.2)
    recover()
    assert not Subscriber.objects.exists()
    # The question is a record of work done; it lives on without the address.
    assert Delivery.objects.get().subscriber is None


def test_a_confirmed_request_stays_when_an_unconfirmed_one_of_the_same_address_goes() -> None:
    reader = follow()
    subscribe(email="reader@example.org")
    let_days_pass(8)
    recover()
    assert Subscription.objects.get().subscriber == reader
    assert Subscription.objects.get().confirmed_at is not None


def test_what_is_owed_to_nobody_is_dropped() -> None:
    subscribe(email="reader@example.org")
    Delivery.objects.update(subscriber=None)
    recover()
    assert Delivery.objects.values_list("state", "last_error").get() == ("dropped", "subscriber_gone")


def test_one_sweep_matches_and_sends_whatever_every_nudge_missed(mailbox: Mailbox) -> None:
    subscribe(email="second@example.org")
    follow("reader@example.org")
    make_event(entity=make_entity())
    sweep()
    assert sorted(str(mail["To"]) for mail in mailbox.mails) == ["reader@example.org", "second@example.org"]
    sweep()
    assert len(mailbox.mails) == 2


def test_what_was_sent_is_not_touched() -> None:
    subscribe(email="reader@example.org")
    Delivery.objects.update(state="sent", sent_at=timezone.now(), subscriber=None, attempts=8)
    recover()
    assert Delivery.objects.get().state == "sent"
