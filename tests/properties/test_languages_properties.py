"""Whatever address is asked for, the links to its other languages stay on this site and lead back."""

from hypothesis import given
from hypothesis import strategies as st

from designations.web.languages import in_language, language_of

PARTS = st.lists(st.sampled_from(["ar", "en", "lists", "", ".", "example.org", "é"]), max_size=6)
ADDRESSES = st.builds(
    lambda parts, question: "/" + "/".join(parts) + question, PARTS, st.sampled_from(["", "?q=//ar/", "?"])
)


@given(address=ADDRESSES, language=st.sampled_from(["en", "ar"]))
def test_an_address_in_another_language_is_one_of_this_site_and_leads_back(
    address: str, language: str
) -> None:
    other = in_language(address, language=language)
    assert other.startswith("/")
    assert not other.startswith("//")
    assert in_language(other, language="ar") == in_language(address, language="ar")
    assert language == "en" or language_of(other) == "ar"
