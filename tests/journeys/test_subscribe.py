"""From the form to the mail and out again, by way of pages and mails alone."""

import re

import pytest
from django.test import Client

from designations.alerts.tasks import sweep
from designations.editorial.retract import retract
from designations.models import EventKind
from tests.factories import make_entity, make_event, make_jurisdiction, make_list, make_source, publisher
from tests.mailbox import Mailbox, link_in, text_of

pytestmark = pytest.mark.django_db
PASSAGE = "The court suspended the ban on 17 April."


@pytest.fixture
def browser() -> Client:
    """A client that checks for forged forms, as a real server does."""
    return Client(enforce_csrf_checks=True)


def ask(browser: Client, **chosen: str) -> None:
    """Fill in the form as it is served and send it."""
    page = browser.get("/alerts/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token
    answer = browser.post("/alerts/", {"csrfmiddlewaretoken": token[1], **chosen}, follow=True)
    assert "Please look into your mailbox" in answer.content.decode()


def subscribe(browser: Client, mailbox: Mailbox, **chosen: str) -> None:
    """Ask, open the link in the mail, and press the button."""
    ask(browser, **chosen)
    sweep()
    [question] = mailbox.read()
    assert question["To"] == chosen["email"]
    link = link_in(question, page="confirm")
    assert browser.get(link).status_code == 200
    assert "confirmed" in browser.post(link).content.decode()


def test_a_reader_of_russia_and_taliban_gets_one_mail_and_one_of_kazakhstan_none(
    browser: Client, mailbox: Mailbox
) -> None:
    fsb = make_list(slug="ru-fsb", jurisdiction=make_jurisdiction(slug="ru", name="Russia"))
    make_list(slug="kz-terror", jurisdiction=make_jurisdiction(slug="kz", name="Kazakhstan"))
    taliban = make_entity(slug="taliban", name="Taliban")
    make_event(list=fsb, entity=taliban, announce=False)
    subscribe(browser, mailbox, email="first@example.org", jurisdiction="ru", entity="taliban")
    subscribe(browser, mailbox, email="second@example.org", jurisdiction="kz")
    ask(browser, email="third@example.org", jurisdiction="ru")
    sweep()
    mailbox.read()

    version = make_event(
        kind=EventKind.SUSPENDED, list=fsb, entity=taliban, occurred_on="2025-04-17",
        source=make_source(text=f"Moscow. {PASSAGE}"), quote=PASSAGE,
    )  # fmt: skip
    sweep()
    sweep()
    [mail] = mailbox.read()
    assert mail["To"] == "first@example.org"
    assert mail["Subject"] == "Taliban: suspended in Russia (ru-fsb), 17 April 2025"
    assert PASSAGE in text_of(mail)
    assert PASSAGE in text_of(mail, kind="html")
    assert f"/events/{version.event.public_id}/?known_at={version.change_id}" in text_of(mail)

    retract(version.event, by=publisher(), reason="The ruling was about somebody else.")
    sweep()
    [mail] = mailbox.read()
    assert str(mail["Subject"]).startswith("Retraction: Taliban")
    assert "The ruling was about somebody else." in text_of(mail)


def test_a_reader_finds_entities_one_by_one_without_script_and_hears_of_both(
    browser: Client, mailbox: Mailbox
) -> None:
    register, fronts = make_list(), [make_entity(slug="north", name="North"), make_entity(slug="south")]
    page = browser.get("/alerts/").content.decode()
    filled: dict[str, object] = {"email": "reader@example.org", "entity": []}
    for name in ("north", "south"):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        filled |= {"csrfmiddlewaretoken": token[1], "find": name}
        page = browser.post("/alerts/", filled | {"search": "1"}).content.decode()
        filled["entity"] = re.findall(r'name="entity" value="([^"]*)"', page)
    assert filled["entity"] == ["north", "south"]
    answer = browser.post("/alerts/", filled | {"found": "south"}, follow=True)
    assert "Please look into your mailbox" in answer.content.decode()
    sweep()
    [question] = mailbox.read()
    browser.post(link_in(question, page="confirm"))
    for front in (*fronts, make_entity()):
        make_event(list=register, entity=front)
    sweep()
    mails = mailbox.read()
    assert {str(mail["Subject"]).partition(":")[0] for mail in mails} == {"North", fronts[1].name}
    assert len(mails) == 2


def test_a_reader_leaves_with_the_link_of_any_mail_and_hears_no_more(
    browser: Client, mailbox: Mailbox
) -> None:
    subscribe(browser, mailbox, email="reader@example.org")
    make_event(entity=make_entity())
    sweep()
    [mail] = mailbox.read()
    one_click = re.search(r"<https?://[^/]+(/\S+)>", str(mail["List-Unsubscribe"]))
    assert one_click
    assert one_click[1] == link_in(mail, page="unsubscribe")
    assert "End all alerts?" in browser.get(one_click[1]).content.decode()
    make_event(entity=make_entity())
    assert browser.post(one_click[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    sweep()
    assert mailbox.read() == []


def test_a_reader_ends_one_of_two_requests(browser: Client, mailbox: Mailbox) -> None:
    first, second = make_list(slug="ru-fsb"), make_list(slug="kz-terror")
    subscribe(browser, mailbox, email="reader@example.org", list="ru-fsb")
    subscribe(browser, mailbox, email="reader@example.org", list="kz-terror")
    make_event(list=first, entity=make_entity())
    sweep()
    [mail] = mailbox.read()
    link = link_in(mail, page="manage")
    page = browser.get(link).content.decode()
    of_first = re.search(r'name="request" value="([0-9a-f-]+)"', page)
    assert of_first
    browser.post(link, {"request": of_first[1]})
    for register in (first, second):
        make_event(list=register, entity=make_entity())
    sweep()
    [mail] = mailbox.read()
    assert "kz-terror" in str(mail["Subject"])
