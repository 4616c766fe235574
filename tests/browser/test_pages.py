"""The public pages in a real browser: nothing that keeps a reader out, on any screen, light or dark."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.publish import publish
from designations.editorial.retract import retract
from designations.models import DraftCitation, EntityName, EventKind, Subscription
from designations.text.partial_dates import PartialDate
from tests.factories import (
    editor,
    make_draft,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
    publisher,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROWEST = 320
SCREENS = [(NARROWEST, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def addresses() -> list[str]:
    """A record with something of everything, and the address of a page of each kind."""
    place = make_jurisdiction(slug="xz", name="Zedland")
    register = make_list(slug="register", jurisdiction=place)
    front = make_entity(slug="front", name="The Front for a Rather Long and Compound Name")
    for slug in ("ru", "sg"):
        make_event(entity=front, list=make_list(jurisdiction=make_jurisdiction(slug=slug)))
    EntityName.objects.create(entity=front, name="الجبهة", script="Arab", language="ar", kind="native")
    text = "The court listed it. " + "Averylongwordwithoutanyspace" * 4
    source = make_source(text=text, title="قائمة " + "Long title " * 12)
    listed = make_event(entity=front, list=register, source=source, quote="The court listed it.")
    proposed = make_event(
        entity=front, list=register, kind=EventKind.DELISTING_PROPOSED, occurred_on="2024-05-27"
    )
    make_event(
        entity=front, list=register, kind=EventKind.STATEMENT, occurred_on="2024-05", speaker="A minister",
        stance="opposes", about=proposed.event, source=source, quote=text.split()[-1],
    )  # fmt: skip
    make_event(
        entity=front,
        list=register,
        kind=EventKind.SUSPENDED,
        occurred_on="2025-04",
        resolves=[proposed.event],
    )
    make_event(entity=make_entity(slug="other"), list=register, occurred_on="")
    make_event(entity=front, list=make_list(slug="other-register"), occurred_on="2009")
    disputing = make_source(text="It never was.")
    cite(
        listed.event,
        fields=DraftCitation(source=disputing, quote="It never was.", disputes=True),
        by=publisher(),
    )
    draft = correct(listed.event, by=editor(), reason="The gazette says the 15th.")
    draft.occurred_on = PartialDate.parse("2003-02-15")
    save_draft(draft, by=editor())
    submit(draft, by=editor())
    publish([draft], by=publisher())
    wrong = make_event(entity=front, list=register, kind=EventKind.RENEWED, occurred_on="2010")
    retract(wrong.event, by=publisher(), reason="It was another group.")
    make_draft(entity=front, list=register)
    listed_in_arabic = f"/ar{listed.event.get_absolute_url()}"
    return [
        *("/", "/jurisdictions/", "/jurisdictions/xz/", "/lists/", "/entities/", "/events/", "/changes/"),
        *("/proposals/", "/proposals/?state=ended", "/alerts/?entity=front&find=front"),
        *("/lists/register/", "/lists/register/?valid_on=2025-04-10&status=all"),
        *(
            "/entities/front/",
            "/entities/front/?known_at=4",
            "/entities/?q=frnt",
            "/search/",
            "/search/?q=front",
            "/search/?q=qqxx",
        ),
        *("/entities/front/diffusion/", "/entities/front/diffusion/?valid_on=2001-01-01"),
        *("/lists/register/between/?from=2001-01-01", "/lists/register/?name=front&sort=since"),
        *("/jurisdictions/xz/alone/", "/compare/", "/compare/?listed_by=register&not_by=other-register"),
        *(row.event.get_absolute_url() for row in (listed, proposed, wrong)),
        source.get_absolute_url(),
        disputing.get_absolute_url(),
        *("/entities/frount/", "/entities/front/?valid_on=soon"),
        *(f"/about/{name}/" for name in ("method", "coverage", "corrections", "not-listed", "design")),
        *("/ar/", "/ar/about/coverage/", "/ar/lists/register/", "/ar/entities/front/", listed_in_arabic),
    ]


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on one screen, in one colour scheme."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def violations(found: dict[str, Any]) -> list[tuple[str, str]]:
    """The rules that were broken, each with the place where it was first."""
    return [(rule["id"], str(rule["nodes"][0]["target"])) for rule in found["violations"]]


def test_every_page_fits_its_screen_and_keeps_nobody_out(
    live_server: LiveServer, page: Page, addresses: list[str]
) -> None:
    axe, wrong = Axe(), {}
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in addresses:
        complaints.clear()
        page.goto(live_server.url + address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        broken = violations(axe.run(page).response)
        if over or broken or complaints:
            wrong[address] = (over, broken, list(complaints))
    assert wrong == {}


def test_a_table_that_lies_as_cards_on_a_telephone_is_still_read_as_a_table(
    live_server: LiveServer, browser: Browser, addresses: list[str]
) -> None:
    context = browser.new_context(viewport={"width": NARROWEST, "height": 900})
    page = context.new_page()
    page.goto(live_server.url + "/lists/register/?status=all")
    assert page.locator("table.stack thead").evaluate("head => getComputedStyle(head).position") == "absolute"
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    told = Counter(node["role"]["value"] for node in tree["nodes"] if not node["ignored"])
    assert (told["table"], told["row"], told["rowheader"]) == (1, 3, 2)
    assert told["cell"] == page.locator("table.stack td:visible").count() > 0
    assert told["columnheader"] == page.locator("table.stack thead th").count()
    context.close()


def test_the_search_suggests_while_one_types_and_is_worked_by_keyboard(
    browser: Browser, live_server: LiveServer
) -> None:
    for n in range(3):
        make_entity(slug=f"stone-{n}", name=f"Stone {n}")
    page = browser.new_page()
    try:
        page.goto(live_server.url)
        box, options = page.get_by_role("combobox"), page.get_by_role("option")
        box.press_sequentially("stone")
        options.nth(2).wait_for()
        assert box.get_attribute("aria-expanded") == "true"
        assert [
            v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")
        ] == []
        box.press("ArrowDown")
        box.press("ArrowDown")
        assert options.nth(1).get_attribute("aria-selected") == "true"
        assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
        box.press("Escape")
        assert box.get_attribute("aria-expanded") == "false"
        box.press("Enter")
        page.wait_for_url("**/search/?q=stone")
        page.get_by_role("combobox").fill("stone 2")
        page.get_by_role("option").first.wait_for()
        page.get_by_role("combobox").press("ArrowDown")
        page.get_by_role("combobox").press("Enter")
        page.wait_for_url("**/entities/stone-2/")
    finally:
        page.close()


def test_the_form_of_alerts_suggests_entities_and_ticks_what_is_chosen_by_keyboard(
    browser: Browser, live_server: LiveServer
) -> None:
    place = make_jurisdiction(slug="xz", name="Stoneland")
    make_event(entity=make_entity(slug="stone-0", name="Stone 0"), list=make_list(jurisdiction=place))
    make_entity(slug="stone-1", name="Stone 1")
    page = browser.new_page(viewport={"width": 390, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    try:
        page.goto(live_server.url + "/ar/alerts/")
        box, options = page.locator("#id_find"), page.locator("#id_find_found [role=option]")
        assert box.get_attribute("role") == "combobox"
        box.press_sequentially("stone")
        options.nth(1).wait_for()
        assert options.count() == 2
        assert [
            v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")
        ] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        box.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        box.press("Enter")
        chosen = page.locator("input[name=entity]:checked")
        assert chosen.get_attribute("value") == "stone-0"
        assert "Stone 0" in page.locator("#entities [role=status]").inner_text()
        assert box.input_value() == ""
        box.press_sequentially("stone 1")
        options.nth(0).wait_for()
        page.wait_for_function("document.querySelectorAll('#id_find_found [role=option]').length === 1")
        options.first.click()
        assert [one.get_attribute("value") for one in chosen.all()] == ["stone-0", "stone-1"]
        assert page.url.endswith("/ar/alerts/")
        page.locator("#id_email").fill("reader@example.org")
        page.locator("form.form > button[type=submit]").last.click()
        page.wait_for_url("**/ar/alerts/asked/")
        assert complaints == []
    finally:
        page.close()
    names = Subscription.objects.values_list("entity__slug", flat=True)
    assert sorted(names) == ["stone-0", "stone-1"]
