"""The pages on which people ask, confirm, manage and leave."""

import logging
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from designations.alerts.links import confirm_url, manage_url, unsubscribe_url
from designations.alerts.subscribe import subscribe
from designations.editorial.merge import merge
from designations.models import Delivery, EntityName, EventKind, Subscriber, Subscription
from tests.factories import administrator, make_entity, make_jurisdiction, make_list
from tests.followers import follow

pytestmark = pytest.mark.django_db
FORM = "/alerts/"


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = "http://testserver"


@pytest.fixture
def browser() -> Client:
    """A client that checks for forged forms, as a real server does."""
    return Client(enforce_csrf_checks=True)


def everything() -> list[Any]:
    """Every row that a page about alerts might change."""
    return [list(model.objects.order_by("pk").values()) for model in (Subscriber, Subscription, Delivery)]


def request_of_last() -> uuid.UUID:
    """What was asked for last."""
    return Subscription.objects.order_by("-pk")[0].request


def test_the_form_can_be_filled_in_by_the_address(client: Client) -> None:
    make_list(slug="ru-fsb", jurisdiction=make_jurisdiction(slug="ru", name="Russia"))
    make_entity(slug="taliban", name="Taliban")
    chosen = {"list": "ru-fsb", "entity": "taliban", "jurisdiction": "ru", "kind": "delisted"}
    html = client.get(FORM, chosen).content.decode()
    for name, value in chosen.items():
        [box] = [box for box in html.split("<input") if f'name="{name}"' in box and f'value="{value}"' in box]
        assert "checked" in box.split(">")[0]
    assert html.count("checked") == 4


@pytest.mark.parametrize("value", ["no-such-list", "a\0b", "'", "x" * 5000])
def test_slugs_that_nobody_knows_are_ignored_in_the_address_and_refused_in_the_form(
    client: Client, value: str
) -> None:
    assert client.get(FORM, {"list": value, "entity": value, "kind": value}).status_code == 200
    page = client.post(FORM, {"email": "reader@example.org", "list": value})
    assert page.status_code == 422
    assert not Subscriber.objects.exists()


def test_a_merged_entity_is_offered_as_its_heir(client: Client) -> None:
    old, heir = make_entity(slug="emirate"), make_entity(slug="taliban")
    merge(old, into=heir, by=administrator())
    html = client.get(FORM, {"entity": "emirate"}).content.decode()
    assert 'value="emirate"' not in html
    assert html.count("checked") == 1


@pytest.mark.parametrize(
    "address",
    ["", "reader", "a@b", "reader@example.org\nBcc: second@example.org", "reader@example.org\r\n",
     "a\0@example.org", "x" * 250 + "@example.org", "reader@example.org, second@example.org",
     "<reader@example.org>"],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(client: Client, address: str) -> None:
    page = client.post(FORM, {"email": address})
    if address.strip() == "reader@example.org":
        assert Subscriber.objects.get().email == "reader@example.org"
    else:
        assert page.status_code == 422
        assert not Subscriber.objects.exists()


def test_too_many_combinations_are_refused_with_a_reason_and_what_was_typed_is_kept(client: Client) -> None:
    lists, entities = [make_list() for _ in range(15)], [make_entity() for _ in range(14)]
    page = client.post(
        FORM,
        {"email": "r@example.org", "list": [x.slug for x in lists], "entity": [x.slug for x in entities]},
    )
    assert page.status_code == 422
    html = page.content.decode()
    assert "at most 200" in html
    assert html.count("checked") == 29
    assert 'value="r@example.org"' in html


def test_known_unknown_and_weary_addresses_get_the_same_answer(client: Client) -> None:
    follow("known@example.org")
    answers = set()
    for address in ("known@example.org", "new@example.org", *["new@example.org"] * 4):
        page = client.post(FORM, {"email": address}, follow=True)
        answers.add((page.status_code, tuple(page.redirect_chain), page.content))
    assert len(answers) == 1


def test_a_form_sent_from_elsewhere_is_refused(browser: Client) -> None:
    assert browser.post(FORM, {"email": "reader@example.org"}).status_code == 403
    assert not Subscriber.objects.exists()


def test_looking_at_any_page_changes_nothing(client: Client) -> None:
    reader = follow("reader@example.org")
    subscribe(email="reader@example.org", kinds=[EventKind.DELISTED])
    before = everything()
    for url in (
        reverse("alerts:subscribe"), reverse("alerts:asked"), confirm_url(request_of_last()),
        unsubscribe_url(reader), manage_url(reader),
    ):  # fmt: skip
        for _ in range(2):
            assert client.get(url).status_code == 200
            assert client.head(url).status_code == 200
    assert everything() == before


def test_the_confirmation_page_says_what_was_asked_for_and_a_post_confirms_it(browser: Client) -> None:
    register = make_list(slug="ru-fsb")
    subscribe(email="reader@example.org", lists=[register], kinds=[EventKind.DELISTED])
    url = confirm_url(request_of_last())
    html = browser.get(url).content.decode()
    assert "Register ru-fsb (ru-fsb)" in html
    assert "Delisted" in html
    assert browser.post(url).status_code == 200
    assert Subscription.objects.get().confirmed_at is not None
    assert "confirmed this already" in browser.get(url).content.decode()


@pytest.mark.parametrize("page", ["confirm", "manage", "unsubscribe"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_no_good_is_explained(client: Client, page: str, method: str) -> None:
    answer = getattr(client, method)(f"/alerts/{page}/{'x' * 43}/")
    assert answer.status_code == 404
    assert "does not work, or no longer" in answer.content.decode()


def test_a_mail_program_unsubscribes_with_one_post_and_no_cookie(browser: Client) -> None:
    reader = follow()
    answer = browser.post(unsubscribe_url(reader), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()
    assert browser.post(unsubscribe_url(reader), {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_one_request_is_ended_and_the_address_goes_with_the_last(browser: Client) -> None:
    reader = follow(lists=[make_list(slug="ru-fsb")])
    first = request_of_last()
    follow(entities=[make_entity(name="Taliban")])
    second = request_of_last()
    url = manage_url(reader)
    html = browser.get(url).content.decode()
    assert "ru-fsb" in html
    assert "Taliban" in html
    html = browser.post(url, {"request": str(first)}).content.decode()
    assert "That request has ended" in html
    assert "ru-fsb" not in html
    assert "Your alerts have ended" in browser.post(url, {"request": str(second)}).content.decode()
    assert not Subscriber.objects.exists()


def test_everything_is_ended_at_once(browser: Client) -> None:
    reader = follow()
    follow(lists=[make_list()])
    browser.post(manage_url(reader), {"everything": "1"})
    assert not Subscriber.objects.exists()


def test_nobody_ends_the_request_of_somebody_else(client: Client) -> None:
    mine, other = follow("mine@example.org"), follow("other@example.org")
    others = Subscription.objects.get(subscriber=other).request
    client.post(manage_url(mine), {"request": str(others)})
    assert Subscription.objects.filter(subscriber=other).exists()


@pytest.mark.parametrize("body", [{}, {"request": ""}, {"request": "x"}, {"request": "\0"}])
def test_a_post_that_does_not_say_what_to_end_ends_nothing(client: Client, body: dict[str, str]) -> None:
    reader = follow()
    assert client.post(manage_url(reader), body).status_code == 400
    assert Subscription.objects.count() == 1


def test_secret_pages_are_kept_out_of_referrers_indexes_and_caches(client: Client) -> None:
    reader = follow()
    subscribe(email="reader@example.org")
    urls = [confirm_url(request_of_last()), manage_url(reader), unsubscribe_url(reader)]
    for answer in [*map(client.get, urls), client.get("/alerts/manage/nothing/")]:
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"


def test_no_log_names_a_secret_address(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    reader = follow()
    for url in (unsubscribe_url(reader), manage_url(reader)):
        token = url.rstrip("/").rsplit("/", 1)[1]
        assert client.put(url).status_code == 405
        client.post(url, {"request": "x"})
        client.post(url, {"everything": "1"})
        client.get(url)
        logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
        assert any("/alerts/" in line for line in logged)
        assert not any(token in line for line in logged)
        reader = follow()


def test_the_queries_of_the_manage_page_do_not_grow_with_the_requests(client: Client) -> None:
    reader = follow(lists=[make_list()])
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(manage_url(reader))
        counts.append(len(queries))
        Delivery.objects.all().delete()
        follow(lists=[make_list() for _ in range(5)], entities=[make_entity() for _ in range(5)])
    assert counts[0] == counts[1] <= 3


def test_the_form_takes_the_same_queries_however_many_entities_there_are_and_are_found(
    client: Client,
) -> None:
    make_entity(slug="first", name="The Front")
    for number in range(2):
        counts = {}
        for address in (FORM, f"{FORM}?entity=first", f"{FORM}?entity=first&find=front"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts[address] = len(queries)
        assert [*counts.values()] == [4, 5, 6], counts
        if not number:
            for _ in range(30):
                make_list()
                make_entity()


def test_only_chosen_and_found_entities_are_on_the_form(client: Client) -> None:
    make_entity(slug="chosen", name="Alpha")
    front = make_entity(slug="front", name="The Front")
    EntityName.objects.create(entity=front, name="الجبهة", script="Arab", language="ar", kind="native")
    make_entity(slug="other", name="Omega")
    html = client.get(FORM, {"entity": "chosen", "find": "الجبهة"}).content.decode()
    assert re.findall(r'name="entity" value="([^"]*)"', html) == ["chosen", "front"]
    assert html.count("checked") == 1
    assert "finds 1 entity that is not chosen yet" in html
    assert 'name="entity"' not in client.get(FORM).content.decode()


def test_of_many_matches_the_first_are_shown_and_the_reader_is_told(client: Client) -> None:
    for _ in range(22):
        make_entity()
    html = client.get(FORM, {"find": "front"}).content.decode()
    assert html.count('name="entity"') == 20
    assert "write more of the name" in html


def test_looking_for_an_entity_keeps_all_that_was_filled_in_and_subscribes_to_nothing(client: Client) -> None:
    for slug in ("alpha", "omega"):
        make_entity(slug=slug, name=slug.title())
    sent = {"email": "r@example.org", "entity": "alpha", "kind": "delisted", "find": "omega", "search": "1"}
    page = client.post(FORM, sent)
    assert page.status_code == 200
    html = page.content.decode()
    assert re.findall(r'name="entity" value="([^"]*)"', html) == ["alpha", "omega"]
    assert html.count("checked") == 2
    assert 'value="r@example.org"' in html
    assert "field-error" not in html
    assert not Subscriber.objects.exists()


def test_a_name_that_was_written_but_not_looked_for_is_looked_for_first(client: Client) -> None:
    make_entity(slug="omega", name="Omega")
    sent = {"email": "r@example.org", "find": "omega", "found": ""}
    assert 'value="omega"' in client.post(FORM, sent).content.decode()
    assert not Subscriber.objects.exists()
    client.post(FORM, sent | {"entity": "omega", "found": "omega"})
    assert [str(row.entity) for row in Subscription.objects.all()] == ["Omega"]


def test_a_merged_entity_that_was_chosen_before_is_asked_for_as_its_heir(client: Client) -> None:
    old, heir = make_entity(slug="emirate"), make_entity(slug="taliban")
    merge(old, into=heir, by=administrator())
    client.post(FORM, {"email": "reader@example.org", "entity": ["emirate", "taliban"]})
    assert Subscription.objects.get().entity == heir


def test_more_than_fifty_entities_are_refused_with_the_reason_and_stay_chosen(client: Client) -> None:
    slugs = [make_entity().slug for _ in range(51)]
    page = client.post(FORM, {"email": "reader@example.org", "entity": slugs})
    assert page.status_code == 422
    for html in (page.content.decode(), client.get(FORM, {"entity": slugs}).content.decode()):
        assert "51 entities are chosen; one request holds at most 50." in html
        assert html.count("checked") == 51
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("name", ["a\0b", "\0", "x" * 5000, "%", "' OR 1=1", "<b>"])
def test_any_text_can_be_looked_for(client: Client, name: str) -> None:
    make_entity(slug="front")
    html = client.post(FORM, {"find": name, "search": "1"}).content.decode()
    assert 'value="front"' not in html
    assert "<b>" not in html
