"""What a change changed, as people read it."""

from typing import Any

from designations.web.present.differences import LONGEST, differences


def test_nothing_is_told_of_what_is_new() -> None:
    assert differences(None, {"name": "Front"}) == ()
    assert differences({"name": "Front"}, None) == ()


def test_only_fields_that_differ_are_told_with_dates_in_words() -> None:
    before = {"version": 1, "occurred_on": "2003", "summary": "Same."}
    after = {"version": 2, "occurred_on": "2003-02-14", "summary": "Same."}
    assert differences(before, after) == (("Date", "2003", "14 February 2003"),)


def test_a_copied_citation_is_no_difference_but_another_passage_is() -> None:
    def record(ident: int, source: str) -> dict[str, Any]:
        return {"citations": [{"id": ident, "source": source, "start": None, "disputes": False}]}

    assert differences(record(1, "a"), record(2, "a")) == ()
    assert differences(record(1, "a"), record(2, "b")) == (
        ("Citations", "1 citation", "1 citation, not the same"),
    )


def test_kinds_flags_and_names_read_as_words() -> None:
    before = {"kind": "delisted", "adverse": True, "names": [{"name": "A"}]}
    after = {"kind": "suspended", "adverse": False, "names": [{"name": "A"}, {"name": "B"}]}
    assert differences(before, after) == (
        ("Adverse", "yes", "no"),
        ("Kind", "Delisted", "Suspended"),
        ("Names", "A", "A, B"),
    )


def test_a_long_text_is_cut() -> None:
    [(_, before, after)] = differences({"summary": ""}, {"summary": "x" * 1000})
    assert before == ""
    assert len(after) == LONGEST + 1
