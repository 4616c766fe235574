"""Names of countries and bodies in the language of a page."""

import pytest
from django.utils import translation

from designations.text.places import in_order, name_of_place


@pytest.mark.parametrize(
    ("code", "name", "kind", "arabic"),
    [
        ("RU", "Russia", "country", "روسيا"),
        ("UN", "United Nations", "international_body", "الأمم المتحدة"),
        ("GCC", "Gulf Cooperation Council", "international_body", "مجلس التعاون الخليجي"),
        # What nobody has translated keeps the name of the record.
        ("QX", "Ruritania", "country", "Ruritania"),
        ("ZZ", "Zedland", "country", "Zedland"),
        ("RUP", "Ruritanian Pact", "union", "Ruritanian Pact"),
        # A body is never taken for the country with the same two letters, nor the other way round.
        ("AL", "Alliance", "union", "Alliance"),
        ("AU", "Australia", "country", "أستراليا"),
    ],
)
def test_a_place_is_named_in_the_language_of_the_page_and_else_as_recorded(
    code: str, name: str, kind: str, arabic: str
) -> None:
    assert name_of_place(code=code, name=name, kind=kind) == name
    with translation.override("ar"):
        assert name_of_place(code=code, name=name, kind=kind) == arabic
    with translation.override(None):
        assert name_of_place(code=code, name=name, kind=kind) == name


def test_marks_do_not_change_the_order_of_names() -> None:
    assert sorted(["Uganda", "Åland", "Türkiye", "Tuvalu", "Tunisia"], key=in_order) == [
        "Åland", "Tunisia", "Türkiye", "Tuvalu", "Uganda",
    ]  # fmt: skip
    assert sorted(["باكستان", "أستراليا", "الأردن", "إيران"], key=in_order) == [
        "أستراليا", "الأردن", "إيران", "باكستان",
    ]  # fmt: skip
