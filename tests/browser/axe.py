"""axe on a page that is open: WCAG 2.2, levels A and AA."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SAID = """(found) => found.violations.map(one =>
  one.id + ": " + one.nodes.map(node =>
    node.html.slice(0, 140) + " (" + [...node.any, ...node.all, ...node.none]
      .map(check => check.message).join("; ").slice(0, 160) + ")").join(" | "))"""
RUN = f"""async (asked) => ({SAID})(await axe.run(document, asked))"""


ASKED = {
    "runOnly": {"type": "tag", "values": TAGS},
    # The rule for the size of targets is off unless it is asked for; contrast has a file of its own.
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}


def load(page: Page) -> None:
    """Have axe on this page."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule that is broken."""
    load(page)
    found: list[str] = page.evaluate(RUN, ASKED)
    return found
