"""Dates as people write them."""

import pytest

from designations.text.partial_dates import PartialDateError
from designations.text.written_dates import read_date

READ = [
    ("2003", "2003"),
    ("2024-05", "2024-05"),
    ("../2024-05-28", "../2024-05-28"),
    ("May 2024", "2024-05"),
    ("Sept. 2024", "2024-09"),
    ("5/2024", "2024-05"),
    ("2024/05/03", "2024-05-03"),
    ("17.04.2025", "2025-04-17"),
    ("04.05.2024", "2024-05-04"),
    ("13/05/2024", "2024-05-13"),
    ("05/13/2024", "2024-05-13"),
    ("05/05/2024", "2024-05-05"),
    ("17 April 2025", "2025-04-17"),
    ("April 17, 2025", "2025-04-17"),
    ("the 17th of April 2025", "2025-04-17"),
    ("17-Apr-2025", "2025-04-17"),
    ("before 28 May 2024", "../2024-05-28"),
    ("on or before 28 May 2024", "../2024-05-28"),
    ("by May 2024", "../2024-05-31"),
    ("until 28.05.2024", "../2024-05-28"),
    ("before 2003", "../2002-12-31"),
    ("between 3 Feb 2024 and 3 May 2024", "2024-02-03/2024-05-03"),
    ("between 3 February and 3 May 2024", "2024-02-03/2024-05-03"),
    ("from 2003 to 2005", "2003-01-01/2005-12-31"),
    ("3 Feb – 3 May 2024", "2024-02-03/2024-05-03"),
    ("3-5 May 2024", "2024-05-03/2024-05-05"),
    ("2003—2005", "2003-01-01/2005-12-31"),
    ("17 апреля 2025 г.", "2025-04-17"),
    ("1er août 2025", "2025-08-01"),
    ("17. März 2025", "2025-03-17"),
    ("17 de abril de 2025", "2025-04-17"),
    ("12 Ağustos 2024", "2024-08-12"),
    ("١٧ أبريل ٢٠٢٥", "2025-04-17"),
    ("كانون الثاني 2024", "2024-01"),
    ("۱۷ آوریل ۲۰۲۵", "2025-04-17"),
]


@pytest.mark.parametrize(("text", "form"), READ)
def test_a_date_is_read_as_it_is_written(text: str, form: str) -> None:
    assert str(read_date(text)) == form
    assert str(read_date(f"  {text.upper()}\n")) == form


@pytest.mark.parametrize("text", ["04/05/2024", "04-05-2024", "4/5/2024"])
def test_what_can_be_read_in_two_ways_is_refused_with_both_readings(text: str) -> None:
    with pytest.raises(PartialDateError, match=r"write 4 May 2024 or 5 April 2024\."):
        read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "last week", "yesterday", "in May", "3 May", "May", "17.04.25", "May 24", "from 2003",
        "between 2003", "3 and 5 May 2024", "3 - May 2024", "May-2024", "30 Feb 2024", "13/13/2024",
        "December - January 2024", "2024-05-03/2024-02-03", "0999", "12/2024/3", "17 May 2024 noon",
        "<b>2003</b>", "-", "de", "m5 2024", "2003, 2004", "before", "before before 2003", "May June 2024",
        "1" * 5000, "²⁰⁰³-05",
    ],
)  # fmt: skip
def test_what_is_no_date_or_leaves_the_year_open_is_refused(text: str) -> None:
    with pytest.raises(PartialDateError) as refusal:
        read_date(text)
    assert len(str(refusal.value)) < 400
