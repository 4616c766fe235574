"""One person at the desk who has a keyboard and nothing else, and counts what it takes."""

from __future__ import annotations

import time

from playwright.sync_api import Browser, Page, expect

_MOST_TABS = 120
_FOCUSED = """wanted => {
  const here = document.activeElement;
  if (!here || here === document.body) return false;
  return here.matches(wanted);
}"""


class Typist:
    """Each key or chord that is pressed counts as one interaction, every Tab too; so does a typed text."""

    def __init__(self, browser: Browser, *, site: str, username: str, password: str) -> None:
        self.page: Page = browser.new_context().new_page()
        self.refused_by_policy: list[str] = []
        self.page.on("console", lambda message: self._heard(message.text))
        self.page.goto(f"{site}/admin/login/?next=/admin/")
        self.count = 0
        self.type(username)
        self.press("Tab")
        self.type(password)
        self.press("Enter")
        expect(self.page.locator("#user-tools")).to_contain_text(username)
        self.page.wait_for_load_state()
        self.begin()

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.refused_by_policy.append(text)

    def begin(self) -> None:
        """Start to count anew."""
        self.count, self.began = 0, time.monotonic()

    def taken(self) -> tuple[int, float]:
        """The interactions and the seconds since `begin`."""
        return self.count, time.monotonic() - self.began

    def press(self, *keys: str) -> None:
        """Press keys or chords, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        self.page.keyboard.type(text)
        self.count += 1

    def tab_to(self, selector: str, *, back: bool = False) -> None:
        """Press Tab, or Shift+Tab, until what matches has the focus."""
        for _ in range(_MOST_TABS):
            if self.page.evaluate(_FOCUSED, selector):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{selector} is not reached by Tab")

    def search(self, text: str, label: str) -> None:
        """In the searchable choice that has the focus: type, wait until it is found, and take it."""
        self.type(text)
        first = self.page.locator(".select2-results__option--highlighted")
        expect(first).to_contain_text(label)
        self.press("Enter")

    def at(self, selector: str) -> None:
        """Be sure that the focus is where a person sees it."""
        expect(self.page.locator(selector)).to_be_focused()
