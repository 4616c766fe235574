"""What all pages share."""

import pytest
from django.test import Client

from tests.designations.web.reading import html_of, read
from tests.factories import make_entity, make_jurisdiction

pytestmark = pytest.mark.django_db


def test_a_refused_parameter_is_named_with_a_way_back_that_keeps_the_others(client: Client) -> None:
    make_entity(slug="front")
    html = html_of(client, "/entities/front/?valid_on=soon&known_at=0", status=400)
    assert "<code>valid_on</code>" in html
    assert 'href="/entities/front/?known_at=0"' in html


def test_what_a_reader_typed_is_shown_as_text(client: Client) -> None:
    html = html_of(client, "/events/?kind=%3Cscript%3E", status=400)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_an_unknown_address_leads_to_the_indexes(client: Client) -> None:
    page = read(client, "/no/such/page/", status=404)
    assert "Page not found" in page
    assert "Entities" in page


def test_a_missing_jurisdiction_suggests_one_alike(client: Client) -> None:
    make_jurisdiction(slug="xz", name="Zedland")
    html = html_of(client, "/jurisdictions/zedlan/", status=404)
    assert 'href="/jurisdictions/xz/"' in html


def test_a_page_at_an_earlier_change_says_so(client: Client) -> None:
    make_entity()
    assert "You see what was known at change 1" in read(client, "/changes/?known_at=1")
    assert "You see what was known" not in read(client, "/changes/")
