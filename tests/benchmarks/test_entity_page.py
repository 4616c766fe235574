"""What the Taliban's page costs a reader's browser, with nothing kept and then with everything.

Run on demand: `pytest -m benchmark -s tests/benchmarks/test_entity_page.py`. Figures are printed.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.benchmarks.test_held_pages import served

pytestmark = pytest.mark.benchmark
OBSERVE = """
window.seen = {shift: 0, blocked: 0};
new PerformanceObserver(list => list.getEntries().forEach(one => {
  if (!one.hadRecentInput) seen.shift += one.value;
})).observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => {
  seen.blocked += Math.max(0, one.duration - 50);
})).observe({type: "longtask", buffered: true});
"""
FIGURES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const rest = performance.getEntriesByType("resource");
  const first = performance.getEntriesByName("first-contentful-paint")[0];
  return {
    "first byte, ms": page.responseStart, "first contentful paint, ms": first.startTime,
    "loaded, ms": page.loadEventEnd, "blocked, ms": seen.blocked, "layout shift": seen.shift,
    "elements": document.querySelectorAll("*").length, "requests": 1 + rest.length,
    "that block rendering": rest.filter(one => one.renderBlockingStatus === "blocking").length,
    "page, bytes": page.decodedBodySize, "page as sent, bytes": page.transferSize,
    "all as sent, bytes": rest.reduce((sum, one) => sum + one.transferSize, page.transferSize),
  };
}"""


def test_what_the_page_of_an_entity_costs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine: install the package 'chromium'")
    with served(tmp_path / "state") as port, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.add_init_script(OBSERVE)
        figures: list[dict[str, Any]] = []
        for _ in range(2):
            page.goto(f"http://127.0.0.1:{port}/entities/taliban/", wait_until="networkidle")
            figures.append(page.evaluate(FIGURES))
        chromium.close()
    with capsys.disabled():
        for name in figures[0]:
            values = "".join(f"{visit[name]:12,.3f}" for visit in figures)
            sys.stdout.write(f"\n{name:28}{values}")
        sys.stdout.write("\n")
    assert figures[0]["requests"] > 1
