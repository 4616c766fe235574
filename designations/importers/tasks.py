"""Celery's way in. A message carries the key of a feed; running one twice fetches twice and imports once."""

from celery import shared_task

from designations.importers import fetch
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
        fetch.check(feed)
