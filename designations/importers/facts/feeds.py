"""The feeds that the files define: created once, disabled, and from then on the editors' own."""

from designations.importers.facts.read import Facts
from designations.importers.facts.reference import Report
from designations.models import DesignationList, Feed, FeedProgramme


def load_feeds(facts: Facts, *, report: Report) -> None:
    """Create the feeds whose slug nobody has yet, with their programmes. Others are left as they are."""
    known = set(
        Feed.objects.filter(slug__in=[row["id"] for row in facts["feeds"]]).values_list("slug", flat=True)
    )
    fresh = {
        row["id"]: Feed(
            slug=row["id"], name=row["name"], publisher=row["publisher"], adapter=row["adapter"],
            addresses=row.by_role("addresses"), least_entries=int(row["least_entries"]), notes=row["notes"],
            is_enabled=False,
        )
        for row in facts["feeds"]
        if row["id"] not in known
    }  # fmt: skip
    Feed.objects.bulk_create(fresh.values())
    programmes = [row for row in facts["feed_programmes"] if row["feed_id"] in fresh]
    lists = DesignationList.objects.in_bulk({row["list_id"] for row in programmes}, field_name="slug")
    FeedProgramme.objects.bulk_create(
        FeedProgramme(feed=fresh[row["feed_id"]], programme=row["programme"], list=lists[row["list_id"]])
        for row in programmes
    )
    report.created += len(fresh)
    report.unchanged += len(known)
