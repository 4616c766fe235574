"""Celery's way in. A message carries the key of a feed; running one twice fetches twice and imports once."""

from contextlib import suppress

from celery import shared_task

from designations.importers.fetch import CheckedElsewhere, check
from designations.importers.schedule import claim_due
from designations.models import Feed


@shared_task
def check_feeds() -> None:
    """Claim the feeds that are due and have each checked. One query where none is."""
    for key in claim_due():
        check_feed.delay(key)


@shared_task
def check_feed(key: int) -> None:
    """Check one feed, unless it was disabled meanwhile."""
    feed = Feed.objects.filter(pk=key, is_enabled=True).first()
    if feed is not None:
        # Then it is done already, or that worker's lease runs out.
        with suppress(CheckedElsewhere):
            check(feed)
