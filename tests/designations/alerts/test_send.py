"""What is due is sent once, through a real mail server."""

import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection, connections
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from designations.alerts.claim import claim
from designations.alerts.fan_out import fan_out
from designations.alerts.recover import recover
from designations.alerts.send import send_all, send_due
from designations.alerts.subscribe import subscribe
from designations.alerts.unsubscribe import cancel, leave
from designations.editorial.draft import submit
from designations.editorial.publish import publish
from designations.models import Act, Delivery, Subscriber, Subscription
from tests.factories import make_draft, make_entity, make_event, make_list, publisher
from tests.followers import follow, follow_unread
from tests.mailbox import Mailbox, text_of

pytestmark = pytest.mark.django_db


def publish_one() -> None:
    """Publish an event that everybody who follows everything is owed."""
    make_event(entity=make_entity(name="Northern Front"))
    fan_out()


def outcomes() -> list[tuple[str, str]]:
    """State and reason of every delivery of news, in order."""
    return list(
        Delivery.objects.filter(change__isnull=False).order_by("pk").values_list("state", "last_error")
    )


def end_leases() -> None:
    """Let the time pass until which claimed or postponed messages wait."""
    Delivery.objects.filter(state="due").update(due_at=Now() - timedelta(seconds=1))


def test_one_mail_reaches_each_follower(mailbox: Mailbox) -> None:
    follow("first@example.org")
    follow("second@example.org")
    publish_one()
    send_all()
    assert sorted(str(mail["To"]) for mail in mailbox.mails) == ["first@example.org", "second@example.org"]
    assert outcomes() == [("sent", "")] * 2
    send_all()
    assert len(mailbox.mails) == 2


def test_events_of_one_act_travel_in_one_mail_and_others_each_in_their_own(mailbox: Mailbox) -> None:
    follow()
    register = make_list()
    act = Act.objects.create(jurisdiction=register.jurisdiction, title="Order", number="5")
    drafts = [
        *(make_draft(list=register, entity=make_entity(name=f"Front {n}"), act=act) for n in range(3)),
        *(make_draft(list=register, entity=make_entity(name=f"Brigade {n}")) for n in range(2)),
    ]
    for draft in drafts:
        submit(draft, by=draft.author)
    publish(drafts, by=publisher())
    fan_out()
    send_all()
    together, *alone = mailbox.mails
    assert [name in text_of(together) for name in ("Front 0", "Front 1", "Front 2")] == [True] * 3
    assert "and 2 more of the same act" in str(together["Subject"])
    assert [str(mail["Subject"]).split(":")[0] for mail in alone] == ["Brigade 0", "Brigade 1"]
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 3


def test_a_run_uses_one_connection(mailbox: Mailbox) -> None:
    follow_unread(5)
    publish_one()
    send_due()
    assert (len(mailbox.mails), len(mailbox.connections)) == (5, 1)


def test_more_than_one_batch_is_sent_to_the_end(mailbox: Mailbox) -> None:
    follow_unread(7)
    publish_one()
    send_all(limit=3)
    assert len({mail["To"] for mail in mailbox.mails}) == len(mailbox.mails) == 7


def test_a_message_that_was_claimed_is_left_alone_until_its_lease_ends(mailbox: Mailbox) -> None:
    follow()
    publish_one()
    assert len(claim(limit=10)) == 1
    send_all()
    assert mailbox.mails == []
    end_leases()
    send_all()
    assert len(mailbox.mails) == 1
    assert Delivery.objects.get(change__isnull=False).attempts == 2


def test_the_lease_is_as_long_as_the_installation_says(settings: Settings) -> None:
    settings.ALERTS_LEASE_SECONDS = 3600
    follow()
    publish_one()
    claim(limit=1)
    until = Delivery.objects.get(change__isnull=False).due_at
    assert timedelta(minutes=59) < until - timezone.now() < timedelta(minutes=61)


def test_a_copy_sent_after_a_crash_carries_the_same_message_id(mailbox: Mailbox) -> None:
    follow()
    publish_one()
    send_all()
    # The server took it, and the worker was killed before it could say so.
    Delivery.objects.update(state="due", sent_at=None)
    end_leases()
    send_all()
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_when_no_server_answers_everything_waits_and_is_sent_later(
    mailbox: Mailbox, settings: Settings
) -> None:
    follow_unread(3)
    publish_one()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    send_all()
    assert outcomes() == [("due", "server_unreachable"), *[("due", "server_unavailable")] * 2]
    assert not Delivery.objects.filter(state="due", due_at__lte=Now()).exists()
    settings.EMAIL_PORT = port
    end_leases()
    send_all()
    assert len(mailbox.mails) == 3


def test_an_address_refused_for_good_has_failed_and_the_reason_does_not_name_it(mailbox: Mailbox) -> None:
    follow("gone@example.org")
    follow("second@example.org")
    publish_one()
    send_all()
    assert outcomes() == [("failed", "recipient_refused 550 5.1.1"), ("sent", "")]
    assert [mail["To"] for mail in mailbox.mails] == ["second@example.org"]


def test_an_address_refused_for_now_is_tried_again_ever_later_and_fails_in_the_end(mailbox: Mailbox) -> None:
    follow("busy@example.org")
    publish_one()
    waits = []
    for _ in range(8):
        send_all()
        waits.append(Delivery.objects.get(change__isnull=False).due_at - timezone.now())
        end_leases()
    assert waits[0] < timedelta(minutes=2) < timedelta(minutes=15) < waits[2] < timedelta(minutes=17)
    assert timedelta(hours=23) < waits[6] < timedelta(hours=25)
    assert outcomes() == [("failed", "recipient_refused 451 4.2.2")]


def test_a_message_whose_worker_is_killed_every_time_is_given_up() -> None:
    follow()
    publish_one()
    for _ in range(8):
        assert len(claim(limit=1)) == 1
        recover()
        end_leases()
    assert claim(limit=1) == []
    recover()
    assert outcomes() == [("failed", "worker_lost")]


def test_what_is_owed_to_somebody_who_left_is_dropped_and_survives_without_the_address(
    mailbox: Mailbox,
) -> None:
    reader = follow()
    publish_one()
    leave(reader)
    send_all()
    assert mailbox.mails == []
    assert outcomes() == [("dropped", "subscriber_gone")]
    assert not Subscriber.objects.exists()


def test_who_ended_every_request_before_the_sending_gets_nothing(mailbox: Mailbox) -> None:
    reader = follow()
    publish_one()
    Subscription.objects.filter(subscriber=reader).delete()
    send_all()
    assert mailbox.mails == []
    assert outcomes() == [("dropped", "nobody_waits")]


def test_the_other_requests_of_an_address_go_on_when_one_ends(mailbox: Mailbox) -> None:
    reader = follow()
    follow(lists=[make_list()])
    first, second = Subscription.objects.order_by("pk").values_list("request", flat=True)
    assert cancel(reader, request=second)
    publish_one()
    send_all()
    assert len(mailbox.mails) == 1
    assert not cancel(reader, request=first)
    assert not Subscriber.objects.exists()


def test_a_confirmation_question_goes_to_those_who_asked_and_not_once_it_is_answered(
    mailbox: Mailbox,
) -> None:
    subscribe(email="reader@example.org")
    send_all()
    [question] = mailbox.read()
    assert question["To"] == "reader@example.org"
    assert question["List-Unsubscribe"] is None
    follow("second@example.org")
    Delivery.objects.filter(request__isnull=False).update(state="due", sent_at=None, due_at=Now())
    send_all()
    assert [mail["To"] for mail in mailbox.mails] == ["reader@example.org"]


class OnceBroken(EmailBackend):
    """A provider's backend with an error of its own, the first time."""

    broken: ClassVar[list[bool]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if self.broken:
            self.broken.pop()
            raise RuntimeError("a bug")
        return super().send_messages(email_messages)


def test_an_error_nobody_foresaw_does_not_use_up_the_attempts_of_other_messages(
    mailbox: Mailbox, settings: Settings
) -> None:
    follow_unread(3)
    publish_one()
    settings.EMAIL_BACKEND = f"{OnceBroken.__module__}.{OnceBroken.__name__}"
    OnceBroken.broken.append(True)
    with pytest.raises(RuntimeError, match="a bug"):
        send_all()
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    send_all()
    assert len(mailbox.mails) == 2
    end_leases()
    send_all()
    assert len({mail["To"] for mail in mailbox.mails}) == len(mailbox.mails) == 3


def test_the_queries_before_sending_do_not_grow_with_the_number_of_readers(mailbox: Mailbox) -> None:
    counts = []
    for number in (2, 20):
        follow_unread(number)
        publish_one()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            send_due(limit=50)
        # Each message is marked by itself as soon as the server has taken it.
        counts.append(len(queries) - number)
        Subscriber.objects.all().delete()
    assert counts[0] == counts[1] <= 10


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_message_once(mailbox: Mailbox) -> None:
    follow_unread(40)
    publish_one()
    start, wrong = threading.Barrier(2), list[BaseException]()

    def work() -> None:
        try:
            start.wait()
            send_all(limit=5)
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []
    assert len({mail["To"] for mail in mailbox.mails}) == len(mailbox.mails) == 40
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}
