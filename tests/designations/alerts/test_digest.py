"""A new version of a list file is one mail per list to whoever follows it; the first version is none."""

from pathlib import Path

import pytest

from designations.alerts.fan_out import fan_out
from designations.models import Delivery, FeedProgramme
from tests.factories import make_list
from tests.feeds import make_feed, version
from tests.followers import follow

pytestmark = pytest.mark.django_db
FIRST = [("R1", "NORTH FRONT"), ("R2", "SOUTH FRONT")]
MORE = [("R3", "EAST FRONT"), ("R4", "WEST FRONT"), ("R5", "INNER FRONT")]


def test_a_later_version_of_a_feed_is_one_digest_per_list(tmp_path: Path) -> None:
    one, other = make_list(), make_list()
    feed = make_feed(list=one)
    FeedProgramme.objects.create(feed=feed, programme="T2", list=other)
    follow(lists=[one, other])
    version(feed, tmp_path, FIRST, publish=True)
    assert fan_out() == 0
    version(feed, tmp_path, [*FIRST, *MORE], day=1, publish=True)
    assert fan_out() == len(MORE)
    news = Delivery.objects.filter(change__isnull=False)
    assert news.values("message").distinct().count() == 1
    assert fan_out() == 0
