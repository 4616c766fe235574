"""Picking a passage in a real browser: by keyboard alone, by mouse, and what is too long."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.desk import Desk
from tests.factories import make_capture, make_source, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = (
    "It was removed. \U0001f600 Nobody answered.\nThe paper repeated it. It was removed.\n"
    + "A long sentence of the article goes on. " * 20
)


def test_a_passage_is_picked_by_keyboard_alone_and_its_occurrence_is_kept(
    browser: Browser, live_server: LiveServer
) -> None:
    capture = make_capture(source=make_source(), text=TEXT)
    user = make_user(group="editor")
    desk = Desk(browser, site=live_server.url, username=user.username, password="correct horse")
    desk.open(f"/admin/designations/capture/{capture.pk}/read/")
    page = desk.page
    press = page.keyboard.press
    for _ in range(80):
        press("Tab")
        if page.evaluate("document.activeElement.classList.contains('sentence')"):
            break
    for _ in range(3):
        press("ArrowDown")
    expect(page.locator("#id_quote")).to_have_value("It was removed.")
    expect(page.locator("#id_start")).to_have_value(str(TEXT.rindex("It was removed.")))
    press("Shift+ArrowUp")
    expect(page.locator("#id_quote")).to_have_value("The paper repeated it. It was removed.")
    press("ArrowDown")
    press("Shift+End")
    expect(page.locator("#pick-length")).to_contain_text("at most 500 may be quoted")
    press("Enter")
    press("Enter")
    expect(page.locator("#id_quote")).to_be_focused()
    page.locator("#text p").nth(1).locator(".sentence").nth(1).press(" ")
    page.get_by_role("button", name="Cite for a new event").click()
    expect(page.locator("#id_citations-0-quote")).to_have_value("It was removed.")
    expect(page.locator("#id_citations-0-start")).to_have_value(str(TEXT.rindex("It was removed.")))
    expect(page.locator("#id_occurred_on")).to_have_value("../2024-05-29")
    assert desk.refused_by_policy == []


def test_without_a_script_the_passage_is_pasted(browser: Browser, live_server: LiveServer) -> None:
    capture = make_capture(source=make_source(), text=TEXT)
    user = make_user(group="publisher")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/login/?next=/admin/designations/capture/{capture.pk}/read/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", "correct horse")
    page.get_by_role("button", name="Log in").click()
    page.fill("#id_quote", "Nobody answered.")
    page.get_by_role("button", name="Cite for an existing event").click()
    expect(page.locator("blockquote")).to_have_text("Nobody answered.")
    page.fill("#q", "no such event")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_contain_text("No event is found")
    context.close()


def test_keys_that_are_one_letter_alone_can_be_turned_off(browser: Browser, live_server: LiveServer) -> None:
    user = make_user(group="editor")
    desk = Desk(browser, site=live_server.url, username=user.username, password="correct horse")
    page, manual = desk.page, "/admin/manual/"
    desk.open(manual)
    page.get_by_label("Keys that are one letter alone").uncheck()
    desk.open(manual)
    expect(page.get_by_label("Keys that are one letter alone")).not_to_be_checked()
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.get_by_label("Keys that are one letter alone").check()
    assert page.url.endswith(manual)
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/designations/draft/")
