"""Reading robots.txt as RFC 9309 says."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.net.robots import rules_for

HOST = "https://lists.example.org"


def against(text: str, path: str) -> str:
    return rules_for("DesignationTracker", text).against(HOST + path)


@pytest.mark.parametrize(
    ("text", "path", "pattern"),
    [
        ("", "/list.csv", ""),
        ("User-agent: *\nDisallow:", "/list.csv", ""),
        ("User-agent: *\nDisallow: /", "/list.csv", "/"),
        ("User-agent: *\nDisallow: /", "", "/"),
        ("\ufeffuser-agent : * # all\r\ndisallow : /a # these\r", "/a/list.csv", "/a"),
        ("Disallow: /", "/list.csv", ""),
        ("User-agent: Other\nDisallow: /", "/list.csv", ""),
        # The own group alone counts, wherever it stands and however often.
        ("User-agent: *\nDisallow: /\nUser-agent: designationtracker/2\nDisallow: /x", "/list.csv", ""),
        ("User-agent: DesignationTracker\n\nUser-agent: *\nDisallow: /", "/list.csv", "/"),
        ("User-agent: DesignationTracker\nDisallow: /a\nUser-agent: b\nDisallow: /b\n"
         "User-agent: DESIGNATIONTRACKER\nDisallow: /c", "/c", "/c"),
        # A part of the name is another program.
        ("User-agent: Designation\nDisallow: /\nUser-agent: DesignationTrackers\nDisallow: /", "/a", ""),
        # The longest decides, whatever the order; of two as long the one that allows.
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", ""),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", "/a/b"),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""),
        # Wildcards, the end, the query.
        ("User-agent: *\nDisallow: /*.csv$", "/a/list.csv", "/*.csv$"),
        ("User-agent: *\nDisallow: /*.csv$", "/a/list.csv?x", ""),
        ("User-agent: *\nDisallow: /*?", "/list?latest", "/*?"),
        ("User-agent: *\nDisallow: /a$", "/ab", ""),
        # One spelling.
        ("User-agent: *\nDisallow: /a%3cd", "/a%3Cd", "/a%3Cd"),
        ("User-agent: *\nDisallow: /%7Ejoe/\u0644", "/~joe/%D9%84", "/~joe/%D9%84"),
        # What else is said does not part a group.
        ("User-agent: *\nCrawl-delay: 9\nSitemap: /s\nDisallow: /a", "/a", "/a"),
    ],
)  # fmt: skip
def test_the_rule_that_disallows_an_address_is_the_one_of_the_rfc(text: str, path: str, pattern: str) -> None:
    assert against(text, path) == pattern


@given(st.text("ab*$", max_size=8), st.text("ab", max_size=8))
def test_a_pattern_matches_what_its_regular_expression_matches(tail: str, path: str) -> None:
    is_whole = tail.endswith("$")
    expression = "".join(".*" if letter == "*" else re.escape(letter) for letter in tail.removesuffix("$"))
    matches = re.match(f"/{expression}" + (r"\Z" if is_whole else ""), f"/{path}") is not None
    assert bool(against(f"User-agent: *\nDisallow: /{tail}", f"/{path}")) == matches


@given(st.text(), st.text(st.characters(codec="ascii")))
def test_any_text_is_read(text: str, path: str) -> None:
    against(text, "/" + path)
    against(f"User-agent: *\nDisallow: {text}", "/" + path)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /" + "*a" * 250_000,
        "User-agent: *\n" + ("Disallow: /" + "*a" * 200 + "b\n") * 1200,
        "User-agent: a\n" * 18_000 + "Disallow: /x\n" * 18_000,
        "User-agent: *\n" * 18_000 + "Disallow: /x\n" * 18_000,
    ],
    ids=["one long pattern", "many wildcards", "many agents and rules", "many groups for all"],
)
def test_half_a_megabyte_of_malice_takes_no_time(text: str) -> None:
    began = time.process_time()
    against(text, "/" + "a" * 1900)
    assert time.process_time() - began < 5
