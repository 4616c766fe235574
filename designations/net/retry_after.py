"""When a server that refuses wants to be asked again: the Retry-After of RFC 9110, 10.2.3."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# A server may ask for patience, not end the checks: a list that is not read for weeks misleads its readers.
LONGEST = timedelta(days=7)
_SECONDS = re.compile(r"[0-9]+", re.ASCII)


def not_before(value: str, *, now: datetime) -> datetime | None:
    """The moment that `value` names, seconds from `now` or a date, a week from now at most.

    None for what is neither, and for a moment that has passed.
    """
    text = value.strip()
    if _SECONDS.fullmatch(text):
        # Longer numbers are beyond a week, and the longest beyond what `int` takes.
        digits = text.lstrip("0")
        wait = LONGEST if len(digits) > 6 else timedelta(seconds=int(digits or "0"))
        moment = now + min(wait, LONGEST)
    else:
        try:
            said = parsedate_to_datetime(text)
            # HTTP-dates are in GMT, whatever they call it.
            moment = min(said if said.tzinfo else said.replace(tzinfo=UTC), now + LONGEST)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return moment if moment > now else None
