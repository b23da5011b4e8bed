"""axe on a page that is open: WCAG 2.2, levels A and AA."""

from functools import cache

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (asked) => {
  const found = await axe.run(document, asked);
  return found.violations.map(one =>
    one.id + ": " + one.nodes.map(node =>
      node.html.slice(0, 140) + " (" + [...node.any, ...node.all, ...node.none]
        .map(check => check.message).join("; ").slice(0, 160) + ")").join(" | "));
}"""


@cache
def _asked(only: tuple[str, ...]) -> dict[str, object]:
    chosen = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": TAGS}
    # The rule for the size of targets is off unless it is asked for.
    rules = {} if only else {"target-size": {"enabled": True}}
    return {"runOnly": chosen, "rules": rules, "resultTypes": ["violations"]}


def violations(page: Page, *, only: list[str] | None = None) -> list[str]:
    """What axe finds, one line for each rule that is broken."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, _asked(tuple(only or ())))
    return found
