"""What was found at each size, as a page; and what is wrong with it."""

from datetime import datetime
from statistics import median
from typing import Any

Found = list[dict[str, Any]]
SHOWN = 12

# Pages that are made of what stands on the whole server, and show a part of it at a time.
# A reason each; what is not named here must not ask more as the server grows.
GROWING: dict[str, str] = {
    "find-council": "asks of each council that is shown, twenty at most, whether it can be joined",
}
# Statements that may read a whole table: a word of each, and why.
READ_WHOLE: dict[str, str] = {
    '"committees_committee"."shows" @>': "the map of all that show themselves",
    # In the copies one mandate of ten is under a petition: more than is worth an index.
    'FROM "elections_recallpetition"': "petitions that run, with their mandates or their rolls",
}


def page(found: Found, at: datetime) -> str:
    """The table, in Markdown."""
    sizes = [f"{one['committees']:,} committees, {one['memberships']:,} members" for one in found]
    lines = [
        "# What grows",
        "",
        "`make growth` copies the demonstration ten and a hundred times (`manage.py populate`) and opens",
        f"every page of a coordinator, a member and a visitor at each size. Written on {at:%Y-%m-%d}, on two",
        "cores with database and cache beside it; milliseconds are the best of three, without a network.",
        "",
        f"| | {' | '.join(sizes)} |",
        f"|---|{'---|' * len(found)}",
        _row("rows in all", [f"{one['rows']:,}" for one in found]),
        _row("a page, median", [f"{_middle(one['pages']):.0f} ms" for one in found]),
        _row("a page, slowest of a hundred", [f"{_late(one['pages']):.0f} ms" for one in found]),
        _row("questions of a page, median", [str(_asked(one["pages"])) for one in found]),
        _row("the clock, when nothing is due", [f"{_sum(one['duties']):.0f} ms" for one in found]),
        "",
        "## The pages that took longest at the last size",
        "",
        f"| page | {' | '.join(sizes)} |",
        f"|---|{'---|' * len(found)}",
        *(_row(name, cells) for name, cells in _slowest(found, "pages")),
        "",
        "## The duties of the clock that took longest",
        "",
        f"| duty | {' | '.join(sizes)} |",
        f"|---|{'---|' * len(found)}",
        *(_row(name, cells) for name, cells in _slowest(found, "duties")),
        "",
    ]
    return "\n".join(lines)


def faults(found: Found) -> list[str]:
    """Pages and duties that ask more questions for what others hold, and tables read whole."""
    first, last = found[0], found[-1]
    wrong = []
    for kind in ("pages", "duties"):
        before = {_key(one): one["asked"] for one in first[kind]}
        wrong += [
            f"{_key(one)} asks {one['asked']} questions, and asked {before[_key(one)]}"
            for one in last[kind]
            if one["asked"] > before.get(_key(one), one["asked"]) and one["name"] not in GROWING
        ]
    wrong += [
        f"{table} is read whole by: {statement[:600]}"
        for statement, table in last["read whole"].items()
        if not any(word in statement for word in READ_WHOLE)
    ]
    return wrong


def _key(one: dict[str, Any]) -> str:
    return " ".join(one[name] for name in ("role", "name", "path") if name in one)


def _row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _middle(pages: Found) -> float:
    return median(one["ms"] for one in pages)


def _late(pages: Found) -> float:
    return sorted(one["ms"] for one in pages)[int(len(pages) * 0.99)]


def _asked(pages: Found) -> int:
    return int(median(one["asked"] for one in pages))


def _sum(duties: Found) -> float:
    return float(sum(one["ms"] for one in duties))


def _slowest(found: Found, kind: str) -> list[tuple[str, list[str]]]:
    by_size = [{_key(one): one["ms"] for one in size[kind]} for size in found]
    names = sorted(by_size[-1], key=lambda name: -by_size[-1][name])[:SHOWN]
    return [
        (name, [f"{size[name]:.0f} ms" if name in size else "" for size in by_size])
        for name in names
    ]
