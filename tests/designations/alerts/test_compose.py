"""Mails as they go over the wire."""

import email
import uuid
from email import policy
from email.message import EmailMessage

import pytest
from django.core.mail import EmailMultiAlternatives
from pytest_django.fixtures import Settings

from designations.alerts.compose import alert_mail
from designations.alerts.contents import MANAGE, UNSUBSCRIBE, Content
from designations.models import Subscriber

MESSAGE = uuid.UUID("6f1b3d1e-0000-4000-8000-00000000002a")


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = "https://tracker.example.org"
    settings.DEFAULT_FROM_EMAIL = "Designation Tracker <alerts@tracker.example.org>"


def on_the_wire(mail: EmailMultiAlternatives) -> EmailMessage:
    """`mail` as a mail program parses it."""
    read = email.message_from_bytes(mail.message().as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def mail_to(reader: Subscriber, *, subject: str = "Taliban: suspended in Russia") -> EmailMessage:
    content = Content(subject, f"text {MANAGE} {UNSUBSCRIBE}", f"<p>html {MANAGE} {UNSUBSCRIBE}</p>")
    return on_the_wire(alert_mail(content, subscriber=reader, message=MESSAGE))


def test_a_mail_has_a_text_and_an_html_part_each_with_the_readers_own_links() -> None:
    reader = Subscriber(email="reader@example.org")
    mail = mail_to(reader)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    for part in mail.iter_parts():
        body = part.get_content()
        assert f"https://tracker.example.org/alerts/unsubscribe/{reader.token}/" in body
        assert "https://tracker.example.org/alerts/manage/" in body
        assert "\0" not in body


def test_mail_programs_can_unsubscribe_with_one_click() -> None:
    reader = Subscriber(email="reader@example.org")
    mail = mail_to(reader)
    link = f"<https://tracker.example.org/alerts/unsubscribe/{reader.token}/>"
    # A long header is folded after its name.
    assert mail["List-Unsubscribe"].strip() == link
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_programs_can_sort_the_mail_and_do_not_answer_it() -> None:
    mail = mail_to(Subscriber(email="reader@example.org"))
    assert mail["List-Id"] == "Designation Tracker alerts <alerts.tracker.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] is None


def test_a_mail_names_one_reader_and_its_message() -> None:
    mail = mail_to(Subscriber(email="reader@example.org"))
    assert mail["To"] == "reader@example.org"
    assert (mail["Cc"], mail["Bcc"]) == (None, None)
    assert mail["Message-ID"] == f"<{MESSAGE.hex}@tracker.example.org>"


def test_a_subject_in_another_script_survives() -> None:
    assert (
        mail_to(Subscriber(email="r@example.org"), subject="Талибан: طالبان")["Subject"] == "Талибан: طالبان"
    )
