"""The public pages over the shipped facts and a file each of the UN and OFAC, in a real browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.markup import faults
from tests.browser.test_pages import violations
from tests.public_pages import FILES, page_addresses, page_types, route_of, shipped_and_imported

WIDE, PHONE, NARROWEST = 1280, 390, 320
# Above this many elements axe looks once, at the width at which tables are laid anew.
MANY_ELEMENTS = 1200
MOST_TABS = 400


@pytest.fixture(scope="module", autouse=True)
def record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with shipped_and_imported(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def addresses(record: None) -> list[str]:
    return page_addresses()


@pytest.fixture(scope="module")
def site(record: None) -> Iterator[str]:
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 900})
    yield context.new_page()
    context.close()


def test_every_type_of_page_is_among_those_that_are_looked_at(addresses: list[str]) -> None:
    visited = {route_of(address) for address in addresses}
    assert page_types() - visited == set()
    assert visited & FILES == set()


@pytest.mark.parametrize("language", ["", "/ar"])
def test_every_page_is_html_without_errors_and_whatever_has_a_name_says_it(
    client: Client, addresses: list[str], language: str
) -> None:
    wrong = {}
    for address in addresses:
        response = client.get(language + address)
        assert response["Content-Type"] == "text/html; charset=utf-8"
        if found := faults(response.content.decode()):
            wrong[address] = found[:5]
    assert wrong == {}


def test_what_is_wrong_with_a_page_is_found() -> None:
    html = '<!doctype html><html lang="en" dir="ltr"><head><title>T</title></head><body>%s</body></html>'
    assert faults(html % "<h1>One</h1>") == []
    for wrong in (
        "<h1>One</h1><h3>Three</h3>", "<h1>One</h1><h1>Two</h1>", "<h1>One</h1><p><div></div></p>",
        "<h1 id=a>One</h1><p id=a>", '<h1>One</h1><input name="q">', '<h1>One</h1><label for="x">X</label>',
        "<h1>One</h1><center>X</center>", '<h1>One</h1><p style="x">', '<h1>One</h1><img src="/x.png">',
        '<h1>One</h1><a href="/"></a>', '<h1>One</h1><a href="#x">X</a>', "<h1>One</h1></b>",
    ):  # fmt: skip
        assert faults(html % wrong), wrong


@pytest.mark.browser
def test_every_type_of_page_on_every_screen_keeps_nobody_out_and_asks_nobody_else(
    page: Page, without_script: Page, site: str, addresses: list[str]
) -> None:
    axe, wrong = Axe(), dict[str, Any]()
    elsewhere, complaints = list[str](), list[str]()
    page.on("request", lambda one: None if one.url.startswith(f"{site}/") else elsewhere.append(one.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: None if "status of 40" in said.text else complaints.append(said.text))
    first = {route_of(address): address for address in reversed(addresses)}
    for address in first.values():
        page.set_viewport_size({"width": WIDE, "height": 900})
        page.goto(site + address)
        many = page.evaluate("document.querySelectorAll('*').length") > MANY_ELEMENTS
        broken = [] if many else violations(axe.run(page).response)
        page.set_viewport_size({"width": PHONE, "height": 900})
        broken += violations(axe.run(page).response)
        text = page.locator("main").inner_text()
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        without_script.goto(site + address)
        same = without_script.locator("main").inner_text() == text
        if broken or over or complaints or elsewhere or not same:
            wrong[address] = (broken, over, [*complaints], [*elsewhere], same)
        complaints.clear()
        elsewhere.clear()
    assert wrong == {}


def press_on(page: Page, wanted: str) -> None:
    """Press Tab until a link that matches has the focus and shows it; then Enter."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            break
    else:
        raise AssertionError(f"{wanted} is not reached by Tab on {page.url}")
    focused = page.locator(":focus-visible")
    assert focused.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    expect(focused).to_be_in_viewport()


@pytest.mark.browser
def test_keys_alone_lead_from_the_search_to_an_entity_an_event_its_source_and_to_alerts(
    page: Page, site: str
) -> None:
    page.goto(site)
    press_on(page, "#finder")
    page.keyboard.type("taleban")
    expect(page.get_by_role("option").first).to_contain_text("Taliban")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/taliban/")
    for wanted, then in (
        ("main a[href^='/events/']", "**/events/*/"),
        ("main a[href^='/sources/']", "**/sources/*/"),
        ("main a[href^='/alerts/?']", "**/alerts/?*"),
    ):
        press_on(page, "a.skip")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        press_on(page, wanted)
        page.keyboard.press("Enter")
        page.wait_for_url(then)
    press_on(page, "input[type=email]")
    page.keyboard.type("by-keys@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts/asked/")


@pytest.mark.browser
def test_without_a_script_form_and_links_lead_the_same_way(without_script: Page, site: str) -> None:
    page = without_script
    page.goto(site)
    page.fill("#finder", "taleban")
    page.get_by_role("button", name="Search").click()
    page.locator("main").get_by_role("link", name="Taliban", exact=True).first.click()
    expect(page).to_have_url(re.compile("/entities/taliban/$"))
    for wanted in ("/events/", "/sources/", "/alerts/?"):
        page.locator(f"main a[href^='{wanted}']").first.click()
        expect(page).to_have_url(re.compile(re.escape(wanted)))
    page.fill("input[type=email]", "by-links@example.org")
    page.locator("main").get_by_role("button", name="Subscribe").last.click()
    expect(page).to_have_url(re.compile("/alerts/asked/$"))
