"""Mail written to files instead of sent: one `.eml` a message, as it would go over the wire."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class EmlBackend(BaseEmailBackend):
    """Writes each message to EMAIL_FILE_DIR; a reader never sees half of one."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages and return how many had a recipient."""
        written = [message for message in email_messages if message.recipients()]
        for message in written:
            self._write(message)
        return len(written)

    def _write(self, message: EmailMessage) -> None:
        directory = Path(settings.EMAIL_FILE_DIR)
        directory.mkdir(parents=True, exist_ok=True)
        # Names sort by time of writing.
        name = f"{timezone.now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}.eml"
        unfinished = directory / f".{name}"
        unfinished.write_bytes(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
        os.replace(unfinished, directory / name)
