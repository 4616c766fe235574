"""Refusals, each with a message for the person who meets it."""

from collections.abc import Mapping


class EditorialError(Exception):
    """A verb was refused; nothing was written."""


class PermissionRefused(EditorialError):
    """The person may not do this."""


class AuthorCannotReview(EditorialError):
    """Drafts are reviewed and published by somebody else than their author."""


class NotAllowedNow(EditorialError):
    """The record is in a state in which the verb makes no sense."""


class Incomplete(EditorialError):
    """Fields that are missing or do not fit, by name."""

    def __init__(self, errors: Mapping[str, list[str]], *, subject: str = "") -> None:
        self.errors = dict(errors)
        self.subject = subject
        listed = "; ".join(f"{field}: {' '.join(messages)}" for field, messages in self.errors.items())
        super().__init__(f"{subject}: {listed}" if subject else listed)


class Unfoldable(EditorialError):
    """The events of a designation would contradict each other."""
