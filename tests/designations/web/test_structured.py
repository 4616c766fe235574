"""What machines read of a page: whole, true to the page, and unable to break out of it."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from designations.editorial.edit import edit
from designations.text.partial_dates import PartialDate
from designations.web.structured import json_ld
from tests.designations.web.reading import html_of
from tests.factories import administrator, make_jurisdiction, make_list

HOSTILE = st.text(st.sampled_from(list("</>&\"'\\!-\u2028scriptSCRIPT ")), max_size=40) | st.text(max_size=20)


def data_of(html: str) -> dict[str, Any]:
    """The one block of data of a page, read as a browser finds it: up to the first end of the element."""
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script', html, flags=re.DOTALL | re.I)
    return dict(json.loads(text))


@given(name=HOSTILE)
def test_no_name_ends_the_element_or_is_read_as_another_one(name: str) -> None:
    html = json_ld({"name": name, "alternateName": [{"name": f"</script><script>{name}"}]})
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert data_of(html)["name"] == name


@pytest.mark.django_db
def test_a_list_is_a_data_set_with_its_licence_its_time_and_where_to_read_it(client: Client) -> None:
    register = make_list(slug="register", jurisdiction=make_jurisdiction(name="Ruritania"))
    register.name = "</script><script>alert(1)</script>"
    register.established = PartialDate.parse("2003-02")
    edit(register, by=administrator(), reason="A test.")
    html = html_of(client, "/lists/register/")
    assert "<script>alert" not in html
    data = data_of(html)
    assert data["@type"] == "Dataset"
    assert data["name"] == "</script><script>alert(1)</script> (Ruritania)"
    assert data["url"] == f"{settings.SITE_URL}/lists/register/"
    assert data["license"].endswith("/by/4.0/")
    assert data["temporalCoverage"] == "2003-02/.."
    assert data["isPartOf"]["url"] == f"{settings.SITE_URL}/"
    [download] = data["distribution"]
    answer = client.get(download["contentUrl"].removeprefix(settings.SITE_URL))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/json")


@pytest.mark.django_db
def test_a_list_with_a_vague_beginning_claims_no_time(client: Client) -> None:
    register = make_list(slug="register")
    register.established = PartialDate.parse("../2003-02-01")
    edit(register, by=administrator(), reason="A test.")
    assert "temporalCoverage" not in data_of(html_of(client, "/lists/register/"))


@pytest.mark.django_db
def test_the_first_page_is_the_whole_record_in_the_language_of_the_page(client: Client) -> None:
    assert data_of(html_of(client, "/"))["inLanguage"] == "en"
    arabic = data_of(html_of(client, "/ar/"))
    assert (arabic["inLanguage"], arabic["url"]) == ("ar", f"{settings.SITE_URL}/ar/")
