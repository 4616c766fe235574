"""Celery's way in. A message carries the key of a feed, or says that there may be work.

Running one twice fetches twice and imports once.
"""

from contextlib import suppress

from celery import shared_task

from designations.importers.accepted import import_accepted, is_waiting
from designations.importers.fetch import CheckedElsewhere, check
from designations.importers.schedule import claim_due
from designations.models import Feed


@shared_task
def check_feeds() -> None:
    """Have the feeds that are due checked, and accepted files imported that nobody took. Two queries."""
    for key in claim_due():
        check_feed.delay(key)
    if is_waiting():
        import_accepted_files.delay()


@shared_task
def check_feed(key: int) -> None:
    """Check one feed, unless it was disabled meanwhile."""
    feed = Feed.objects.filter(pk=key, is_enabled=True).first()
    if feed is not None:
        # Then it is done already, or that worker's lease runs out.
        with suppress(CheckedElsewhere):
            check(feed)


@shared_task
def import_accepted_files() -> None:
    """Import the held files that publishers accepted."""
    import_accepted()
