"""Contrast as axe judges it, each look of a text once.

A look is everything that the contrast hangs on: the colour, size and weight of the letters, and
what lies behind them. The pages share a few hundred looks, and each page is asked only for those
of its own on which axe has given no judgement yet.
"""

from playwright.sync_api import Page

from tests.browser.axe import SAID, load

LOOKS = """() => {
  const known = new Map();
  const behind = (one) => {
    if (one === null) return "";
    if (!known.has(one)) {
      const style = getComputedStyle(one);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
                   style.mixBlendMode, style.position].join(" ");
      const plain = own === "rgba(0, 0, 0, 0) none 1 none normal static";
      known.set(one, behind(one.parentElement) + (plain ? "" : own + "; "));
    }
    return known.get(one);
  };
  const speaks = (one) => one.matches("input, select, textarea") ||
    [...one.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim());
  const asleep = (one) => one.matches(":disabled, fieldset:disabled *") ||
    one.closest("[aria-disabled=true]") !== null || one.closest("label")?.control?.disabled === true;
  window.looks = new Map();
  for (const one of document.body.querySelectorAll("*")) {
    if (!speaks(one) || !one.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const look = [style.color, style.fontSize, style.fontWeight, style.textShadow, asleep(one),
                  box.width > 1 && box.height > 1, behind(one)].join(" | ");
    window.looks.set(look, [...(window.looks.get(look) ?? []), one]);
  }
  return [...window.looks.keys()];
}"""
JUDGE = f"""async (wanted) => {{
  const found = await axe.run({{include: wanted.flatMap(look => window.looks.get(look))}}, {{
    runOnly: ["color-contrast"], resultTypes: ["violations", "passes"], elementRef: true}});
  const judged = new Set([...found.violations, ...found.passes]
    .flatMap(one => one.nodes.map(node => node.element)));
  return {{
    faults: ({SAID})(found),
    judged: wanted.filter(look => window.looks.get(look).some(one => judged.has(one))),
  }};
}}"""


class Contrast:
    """What has been judged so far."""

    def __init__(self) -> None:
        self.judged: set[str] = set()

    def faults(self, page: Page) -> list[str]:
        """The looks of this page that cannot be read, unless an earlier page had them."""
        wanted = [look for look in page.evaluate(LOOKS) if look not in self.judged]
        if not wanted:
            return []
        load(page)
        found = page.evaluate(JUDGE, wanted)
        self.judged.update(found["judged"])
        faults: list[str] = found["faults"]
        return faults
