"""A feed whose health is known, for tests of what shows it."""

from datetime import UTC, datetime

from designations.models import DesignationList, Feed, FeedProgramme

CHECKED = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
CHANGED = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)


def make_followed(row: DesignationList, *, name: str = "Sample register", is_enabled: bool = True) -> Feed:
    """An enabled feed by which the list is followed under two tags; it never failed."""
    feed = Feed.objects.create(
        slug=f"feed-{Feed.objects.count()}", name=name, adapter="generic_table", is_enabled=is_enabled,
        last_checked_at=CHECKED, last_changed_at=CHANGED,
    )  # fmt: skip
    for programme in ("A", "B"):
        FeedProgramme.objects.create(feed=feed, programme=programme, list=row)
    return feed
