"""What tests of alerts share: a mail server, and people who follow something."""

from tests.mailbox import mailbox

__all__ = ["mailbox"]
