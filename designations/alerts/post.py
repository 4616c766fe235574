"""Handing mails to the mail server over one connection, and naming what went wrong.

Reasons hold codes, never the server's words: those often repeat the address.
"""

import re
import smtplib
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

# 421: the server closes the connection.
_CLOSING = 421
_ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail was not taken: `lasting` if trying again is no use, `server` if no other would go either."""

    reason: str
    lasting: bool = False
    server: bool = False


class Post:
    """One connection to the mail server, opened when first needed and again after it broke."""

    def __init__(self) -> None:
        self._connection = get_connection(fail_silently=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def hand_over(self, mail: EmailMessage) -> Trouble | None:
        """Send `mail`; None once the server has taken it."""
        try:
            self._connection.open()
            self._connection.send_messages([mail])
        except (smtplib.SMTPException, OSError, ValueError) as error:
            if not _still_open(error):
                self._close()
            return _trouble(error)
        return None

    def _close(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            # The server went first.
            self._connection = get_connection(fail_silently=False)


def _still_open(error: Exception) -> bool:
    """Whether the connection survived: smtplib resets it after a refusal and closes it after a 421."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return all(code != _CLOSING for code, _ in error.recipients.values())
        case smtplib.SMTPResponseException():
            return error.smtp_code != _CLOSING
    return isinstance(error, ValueError)


def _trouble(error: Exception) -> Trouble:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            return Trouble(_coded("recipient_refused", code, words), lasting=code >= 500)
        case smtplib.SMTPAuthenticationError():
            return Trouble(_coded("login_refused", error.smtp_code, error.smtp_error), server=True)
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return Trouble(_coded("server_refused", error.smtp_code, error.smtp_error), server=True)
        case smtplib.SMTPSenderRefused():
            return Trouble(_coded("sender_refused", error.smtp_code, error.smtp_error))
        case smtplib.SMTPResponseException():
            lasting = error.smtp_code >= 500
            return Trouble(_coded("message_refused", error.smtp_code, error.smtp_error), lasting=lasting)
        case smtplib.SMTPServerDisconnected():
            return Trouble("server_disconnected")
        case OSError():
            return Trouble("server_unreachable", server=True)
    return Trouble("message_unwritable", lasting=True)


def _coded(name: str, code: int, words: bytes | str) -> str:
    raw = words.encode(errors="replace") if isinstance(words, str) else words
    enhanced = _ENHANCED.search(raw)
    return f"{name} {code} {enhanced[0].decode()}" if enhanced else f"{name} {code}"
