"""The filters of the public templates."""

from datetime import UTC, date, datetime

import pytest

from designations.text.partial_dates import PartialDate
from designations.web.templatetags import tracker


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PartialDate.parse("2003-02-14"), "14 February 2003"),
        ("2003-02", "February 2003"),
        ("../2024-05-28", "on or before 28 May 2024"),
        (date(2025, 4, 17), "17 April 2025"),
        (datetime(2025, 4, 17, 23, 59, tzinfo=UTC), "17 April 2025"),
        (None, ""),
        ("", ""),
        ("some day", ""),
    ],
)
def test_a_date_reads_as_it_was_known(value: object, text: str) -> None:
    assert tracker.partial_date(value) == text


@pytest.mark.parametrize(
    ("known", "html"),
    [
        ("2003-02-14", '<time datetime="2003-02-14">14 February 2003</time>'),
        ("2003-02", '<time datetime="2003-02">February 2003</time>'),
        ("2003", '<time datetime="2003">2003</time>'),
        ("../2024-05-28", "on or before 28 May 2024"),
        ("2024-02-03/2024-05-03", "between 3 February and 3 May 2024"),
        ("", ""),
    ],
)
def test_a_date_is_marked_for_machines_where_html_has_a_form_for_it(known: str, html: str) -> None:
    assert tracker.when(known) == html


def test_a_name_that_runs_from_the_right_says_so() -> None:
    assert tracker.dir_attrs("طالبان") == ' dir="rtl"'
    assert tracker.dir_attrs("طالبان", "fa") == ' dir="rtl" lang="fa"'
    assert tracker.dir_attrs("Талибан") == ' dir="ltr"'
    assert tracker.dir_attrs("") == ""


def test_a_language_cannot_break_out_of_its_attribute() -> None:
    assert tracker.dir_attrs("Taliban", '"><script>') == ' dir="ltr" lang="&quot;&gt;&lt;script&gt;"'


def test_a_kind_has_its_words_its_family_and_its_sign() -> None:
    assert tracker.kind_label("delisting_proposed") == "Delisting proposed"
    assert tracker.kind_family("delisting_proposed") == "proposal"
    assert "sign-proposal" in tracker.kind_sign("delisting_proposed")


def test_a_status_has_its_words_and_its_sign() -> None:
    assert tracker.status_label("in_force") == "In force"
    assert "possibly" in tracker.status_label("in_force", False).lower()
    assert "sign-suspended" in tracker.sign("suspended")


def test_a_status_nobody_knows_is_drawn_as_unknown() -> None:
    assert "sign-unknown" in tracker.sign('"><script>')
