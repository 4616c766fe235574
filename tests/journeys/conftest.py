"""What tests through HTTP share: a mail server."""

from tests.mailbox import mailbox

__all__ = ["mailbox"]
