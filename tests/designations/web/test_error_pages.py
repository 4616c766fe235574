"""Whatever goes wrong is said on a page of this house, in the language of the address."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.designations.web.reading import html_of, text_of


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_each_is_drawn_without_any_context_and_leads_on(name: str) -> None:
    html = render_to_string(name)
    assert 'class="masthead"' in html
    assert 'href="/lists/"' in html
    assert "<h1>" in html


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "words"), [("", "go back, load the page again"), ("/ar", "ارجع")])
def test_a_form_that_was_open_for_too_long_is_explained_in_our_own_words(prefix: str, words: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(f"{prefix}/alerts/", {"email": "reader@example.org"})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert 'class="masthead"' in html
    assert words in text_of(html)


@pytest.mark.django_db
def test_an_address_for_another_host_is_refused_on_our_own_page(client: Client) -> None:
    answer = client.get("/lists/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "cannot be read" in answer.content.decode()


@pytest.mark.django_db
def test_nothing_that_went_wrong_is_shown_to_search_engines(client: Client) -> None:
    assert 'content="noindex"' in html_of(client, "/nowhere/", status=404)
    assert 'content="noindex"' in html_of(client, "/lists/?known_at=x", status=400)
