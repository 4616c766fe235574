"""Reading Retry-After."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.net.retry_after import LONGEST, not_before

NOW = datetime(2024, 5, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "waits"),
    [
        ("120", timedelta(minutes=2)),
        (" 000120 ", timedelta(minutes=2)),
        ("Tue, 28 May 2024 14:00:00 GMT", timedelta(hours=2)),
        ("Tuesday, 28-May-24 14:00:00 GMT", timedelta(hours=2)),
        ("Tue May 28 14:00:00 2024", timedelta(hours=2)),
        ("604801", LONGEST),
        ("9" * 9000, LONGEST),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
    ],
)
def test_seconds_and_the_three_forms_of_a_date_are_read_and_capped_at_a_week(
    value: str, waits: timedelta
) -> None:
    assert not_before(value, now=NOW) == NOW + waits


@pytest.mark.parametrize(
    "value",
    ["", "0", "-1", "-99999", "1.5", "1e3", "+60", "soon", "١٢", "60, 120", "Tue, 28 May 2024 10:00:00 GMT",
     "Tue, 99 May 2024 14:00:00 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "Tue, 28 May 2024 14:00:00 +99999"],
)  # fmt: skip
def test_what_is_past_or_no_moment_is_passed_over(value: str) -> None:
    assert not_before(value, now=NOW) is None


@given(st.text() | st.integers().map(str) | st.datetimes().map(lambda d: format_datetime(d)))
def test_any_value_gives_nothing_or_a_moment_within_a_week(value: str) -> None:
    moment = not_before(value, now=NOW)
    assert moment is None or NOW < moment <= NOW + LONGEST
