"""Single values, as the interface writes them."""

from datetime import UTC, datetime
from typing import Any


def text(value: object) -> str | None:
    """The text of `value`; null for what is absent."""
    return None if value is None or value == "" else str(value)


def moment(value: datetime | None) -> str | None:
    """A moment in UTC to the microsecond, so that it can be given back as `known_at`."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if value else None


def absent_is_null(value: Any) -> Any:
    """`value` with null for every empty text in it, however deep."""
    match value:
        case "":
            return None
        case dict():
            return {key: absent_is_null(inner) for key, inner in value.items()}
        case list():
            return [absent_is_null(inner) for inner in value]
    return value
