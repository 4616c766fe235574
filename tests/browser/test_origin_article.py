"""The main job: an editor turns the article into sourced events by hand, a second person publishes them."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.request import urlopen

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from designations.models import Change, Citation, Draft, Event, EventVersion, Source
from tests.browser.desk import Desk
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAVROV = "Sergey Lavrov, Foreign Minister of Russia"
RUSSIA, KAZAKHSTAN, UN = "ru-fsb", "kz-terror", "un-1988"
TITLE = "US objection to a Russian plan about the Taliban"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What an editor makes of one passage of the article, which runs from one marker to the other."""

    kind: str
    begins: str
    ends: str
    on: str
    list: str = RUSSIA
    fields: dict[str, str] = field(default_factory=dict)
    state: str = ""
    group: str = ""
    known_as: dict[str, Any] = field(default_factory=dict)

    def quote(self, article: str) -> str:
        """The passage, word for word."""
        start = article.index(self.begins)
        return article[start : article.index(self.ends, start) + len(self.ends)]


def said(speaker: str, stance: str) -> dict[str, str]:
    return {"id_speaker": speaker, "id_stance": stance}


PASSAGES = [
    Passage(
        kind="delisting_proposed", begins="the Russian Foreign and", ends="could be removed", on="2024-05",
        fields={"id_actor": "Foreign Ministry and Justice Ministry of Russia"},
        known_as={"occurred_on": "2024-05-27"},
    ),
    Passage(
        kind="statement", begins="We are going", ends="this, too", on="../2024-05-29",
        fields=said(LAVROV, "supports"), state="Russia",
        known_as={"speaker": LAVROV, "occurred_on": "2024-05"},
    ),
    Passage(
        kind="statement", begins="Vladimir Putin has said", ends="is necessary", on="2024-05-28",
        fields=said("Vladimir Putin, President of Russia", "supports"), state="Russia",
        known_as={"speaker__startswith": "Vladimir Putin"},
    ),
    Passage(
        kind="statement", begins="criticized Russia", ends="other countries", on="2024-05-28",
        fields=said("John Kirby, spokesperson of the US National Security Council", "opposes"),
        state="United States", known_as={"speaker__startswith": "John Kirby"},
    ),
    Passage(
        kind="statement", begins="welcomed Russia", ends="positive relations", on="2024-05-29",
        fields=said("Ministry of Foreign Affairs of the Taliban", "supports"), group="Taliban",
        known_as={"occurred_on": "2024-05-29", "stance": "supports"},
    ),
    Passage(
        kind="statement", begins="condemned Russia", ends="around the world", on="2024-05-29",
        fields=said("Afghanistan Freedom Front", "opposes"), group="Afghanistan Freedom Front",
        known_as={"occurred_on": "2024-05-29", "stance": "opposes"},
    ),
    Passage(
        kind="delisted", begins="Kazakhstan has recently", ends="terrorist organizations", on="../2024-05-28",
        list=KAZAKHSTAN, fields={"id_summary": "Reported by the Foreign Minister of Russia."},
    ),
    Passage(kind="listed", begins="The country designated", ends="in 2003", on="2003"),
    Passage(
        kind="absence_confirmed", begins="The UN Security Council did not", ends="terrorist organization",
        on="../2024-05-29", list=UN, fields={"id_speaker": LAVROV}, state="Russia",
    ),
]  # fmt: skip


@pytest.fixture
def first(browser: Browser, live_server: LiveServer) -> Desk:
    """Whoever enters the article: a publisher too, so that only the authorship stands in the way."""
    return at_desk(browser, live_server, make_user(group="publisher", username="first"))


@pytest.fixture
def second(browser: Browser, live_server: LiveServer) -> Desk:
    """The second person."""
    return at_desk(browser, live_server, make_user(group="publisher", username="second"))


def at_desk(browser: Browser, live_server: LiveServer, user: User) -> Desk:
    return Desk(browser, site=live_server.url, username=user.username, password="correct horse")


def load(*options: str) -> None:
    call_command("load_facts", *options, verbosity=0)


def enter_source(desk: Desk, article: str) -> None:
    desk.open("/admin/designations/source/add/")
    desk.fill(
        {"id_title": TITLE, "id_publisher": "KabulNow", "id_published_on": "2024-05-29", "id_language": "en",
         "id_captures-0-text": article}
    )  # fmt: skip
    assert "was added successfully" in desk.press("Save")


def enter(
    desk: Desk, passage: Passage, article: str, *, quote: str = "", button: str = "Save and add another"
) -> str:
    """Fill in the form of a draft for `passage`, wherever the last one left the form prefilled."""
    page = desk.page
    desk.fill({"id_kind": passage.kind, "id_occurred_on": passage.on, **passage.fields})
    if f"({passage.list})" not in page.locator(".field-list .select2-selection").inner_text():
        desk.choose("id_list", passage.list, rf"\({passage.list}\)$")
    if not page.locator(".field-entity .select2-selection__clear").count():
        desk.choose("id_entity", "taliban", r"\(taliban\)$")
    if passage.state:
        desk.choose("id_on_behalf_of_jurisdiction", passage.state, f"^{passage.state}$")
    if passage.group:
        desk.choose("id_on_behalf_of_entity", passage.group, f"^{passage.group} ·")
    if TITLE not in page.locator("#citations-0 .select2-selection").first.inner_text():
        desk.choose("id_citations-0-source", "KabulNow objection", TITLE)
    desk.fill({"id_citations-0-quote": quote or passage.quote(article)})
    said = desk.press(button)
    # The article reports an end of which the record knows no beginning.
    return desk.press("Save anyway") if page.locator(".desk-cautions").count() else said


def read(live_server: LiveServer, path: str) -> Any:
    """An answer of the public interface, as anybody gets it."""
    with urlopen(f"{live_server.url}/api/v1/{path}") as answer:  # noqa: S310
        return json.load(answer)


def standing(live_server: LiveServer, list_: str, *, on: str = "") -> str:
    day = f"&valid_on={on}" if on else ""
    [designation] = read(live_server, f"designations/?list={list_}&entity=taliban{day}")["results"]
    return str(designation["status"])


def test_the_article_is_entered_by_hand_and_appears_once_a_second_person_publishes_it(
    first: Desk, second: Desk, live_server: LiveServer, article: str
) -> None:
    load("--without-events")
    before = Change.objects.known_seq()
    enter_source(first, article)
    first.open("/admin/designations/draft/add/")
    for passage in PASSAGES:
        assert "was added successfully" in enter(first, passage, article)
    assert Draft.objects.filter(author__username="first", state="open").count() == len(PASSAGES)

    first.open("/admin/designations/draft/")
    assert f"{len(PASSAGES)} sent for review" in first.pick_all("Send the selected drafts for review")
    first.pick_all("Publish the selected drafts together")
    assert "you wrote this draft; somebody else publishes it" in first.press("Publish together")
    assert not Event.objects.exists()

    second.open("/admin/designations/draft/")
    second.pick_all("Publish the selected drafts together")
    assert f"{len(PASSAGES)} published together" in second.press("Publish together")
    assert first.refused_by_policy == second.refused_by_policy == []

    assert standing(live_server, KAZAKHSTAN, on="2023-12-01") == "unknown"
    assert standing(live_server, KAZAKHSTAN, on="2024-06-15") == "ended"
    assert standing(live_server, RUSSIA) == standing(live_server, RUSSIA, on="2010-01-01") == "in_force"
    assert standing(live_server, RUSSIA, on="2002-12-31") == "not_listed"
    assert standing(live_server, UN) == "not_listed"

    events = read(live_server, "events/?entity=taliban")["results"]
    quotes = sorted(citation["quote"] for event in events for citation in event["citations"])
    assert quotes == sorted(passage.quote(article) for passage in PASSAGES)
    opposed = {event["on_behalf_of"] for event in events if event["stance"] == "opposes"}
    assert opposed == {"us", "aff"}

    changes = read(live_server, f"changes/?after={before}")["results"]
    published = [change["after"]["kind"] for change in changes if change["action"] == "published"]
    assert sorted(published) == sorted(passage.kind for passage in PASSAGES)

    second.open("/entities/taliban/")
    for passage in PASSAGES:
        expect(second.page.locator("main")).to_contain_text(passage.quote(article))


def test_an_altered_quote_is_refused_with_the_nearest_passage(
    first: Desk, live_server: LiveServer, article: str
) -> None:
    load("--without-events")
    enter_source(first, article)
    first.open("/admin/designations/draft/add/")
    told = PASSAGES[1].quote(article)
    altered = told.replace("going", "not going")
    assert "Please correct the error" in enter(first, PASSAGES[1], article, quote=altered)
    expect(first.page.locator("#citations-0 .field-quote .errorlist")).to_contain_text(told)
    assert not Draft.objects.exists()
    first.fill({"id_citations-0-quote": told})
    assert "sent for review" in first.press("Save and send for review")
    assert Draft.objects.get().citations.get().quote == told


def test_where_the_events_are_known_already_the_passages_become_further_citations(
    first: Desk, live_server: LiveServer, article: str
) -> None:
    load()
    enter_source(first, article)
    source = Source.objects.get(title=TITLE)
    events, periods = Event.objects.count(), standing(live_server, RUSSIA, on="2024-06-15")
    for passage in PASSAGES:
        event = known(passage)
        first.open(f"/admin/designations/event/{event.pk}/change/")
        first.page.get_by_role("link", name="Cite a further passage").click()
        first.choose("id_source", "KabulNow objection", TITLE)
        first.fill({"id_quote": passage.quote(article)})
        assert "The citation is added" in first.press("Add the citation")
        expect(first.page.locator("figure", has_text=TITLE)).to_contain_text(passage.quote(article))
    assert Event.objects.count() == events
    assert standing(live_server, RUSSIA, on="2024-06-15") == periods == "in_force"
    cited = Citation.objects.filter(source=source).values_list("quote", flat=True)
    assert sorted(cited) == sorted(passage.quote(article) for passage in PASSAGES)
    shown = read(live_server, f"sources/{source.public_id}/")
    assert shown["id"] == source.public_id


def known(passage: Passage) -> Event:
    """The event of the shipped facts that `passage` speaks of."""
    return EventVersion.objects.get(
        designation__entity__slug="taliban", list__slug=passage.list, kind=passage.kind, **passage.known_as
    ).event
