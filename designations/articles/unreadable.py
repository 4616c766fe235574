"""Why a document gave no text."""


class Unreadable(Exception):
    """A document from which no text can be taken. The message is for the editor who wants to quote it."""
