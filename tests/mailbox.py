"""A real mail server on loopback that keeps what it is given."""

import asyncio
import email
import re
import socket
import threading
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings


class Mailbox:
    """The server's handler: refuses some recipients by name and keeps the mails of the others in order."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        # While `open` is not set, the server listens and does not answer.
        self.open = threading.Event()
        self.open.set()
        self.knocks = 0
        self.connections: set[object] = set()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse `gone@` for ever and `busy@` for now."""
        self.knocks += 1
        while not self.open.is_set():
            await asyncio.sleep(0.02)
        if address.startswith("gone@"):
            return f"550 5.1.1 <{address}>: no such user"
        if address.startswith("busy@"):
            return f"451 4.2.2 <{address}>: mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail."""
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.connections.add(session.peer)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to `address`."""
        return [mail for mail in self.mails if mail["To"] == address]

    def read(self) -> list[EmailMessage]:
        """The mails that came since the last look."""
        mails, self.mails = self.mails, []
        return mails


def text_of(mail: EmailMessage, *, kind: str = "plain") -> str:
    """The plain or `html` part of `mail`."""
    part = mail.get_body(preferencelist=(kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def link_in(mail: EmailMessage, *, page: str) -> str:
    """The path of the link to the alerts page `page` in the text of `mail`."""
    found = re.search(rf"https?://[^/\s]+(/alerts/{page}/\S+)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


def free_port() -> int:
    """A port of loopback on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """A mail server that this installation sends through."""
    handler = Mailbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
        settings.SITE_URL = "https://tracker.example.org"
        yield handler
    finally:
        controller.stop()
