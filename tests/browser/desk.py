"""The desk as a person uses it: what is clicked and typed, and what is then said."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from playwright.sync_api import Browser, Locator, Page, expect


class Desk:
    """One person at the desk, in a browser of their own."""

    def __init__(self, browser: Browser, *, site: str, username: str, password: str) -> None:
        self.site = site
        self.page: Page = browser.new_context().new_page()
        self.refused_by_policy: list[str] = []
        self.page.on("console", lambda message: self._heard(message.text))
        self.open("/admin/login/?next=/admin/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", password)
        self.page.get_by_role("button", name="Log in").click()
        expect(self.page.locator("#user-tools")).to_contain_text(username)

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.refused_by_policy.append(text)

    def open(self, path: str) -> None:
        """Go to `path`."""
        self.page.goto(urljoin(self.site, path))

    def choose(self, field: str, search: str, label: str) -> None:
        """Choose, in the searchable field of this id, the row found by `search` whose label matches."""
        box = self.page.locator(f"#{field}").locator(
            "xpath=following-sibling::span[contains(@class, 'select2')]"
        )
        self._unfolded(box)
        box.locator(".select2-selection").click()
        self.page.locator(".select2-search__field").last.fill(search)
        self.page.locator(".select2-results__option", has_text=re.compile(label)).first.click()

    def fill(self, values: Mapping[str, str]) -> None:
        """Type into fields, or pick from plain choices, by their ids."""
        for field, value in values.items():
            place = self.page.locator(f"#{field}")
            self._unfolded(place)
            if place.evaluate("element => element.tagName") == "SELECT":
                place.select_option(value)
            else:
                place.fill(value)

    def _unfolded(self, place: Locator) -> None:
        details = place.locator("xpath=ancestor::details")
        if details.count() and details.get_attribute("open") is None:
            details.locator("summary").click()

    def press(self, button: str) -> str:
        """Press a button; returns what the next page says at its top."""
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()
        said = self.page.locator(".messagelist li, .errornote")
        return " ".join(said.all_inner_texts())

    def pick_all(self, action: str) -> str:
        """Select every row of a list and run `action` on them; returns what is said."""
        self.page.locator("#action-toggle").check()
        self.page.get_by_label("Action:").select_option(label=action)
        return self.press("Run" if self.page.get_by_role("button", name="Run", exact=True).count() else "Go")
