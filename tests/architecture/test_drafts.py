"""What the script that keeps drafts counts on."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_form_that_keeps_a_draft_says_so_and_where_it_is_sent() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        drafts = text.count("data-draft>") + text.count("data-draft ")
        for part in ("components/keep.html", "components/sending.html"):
            assert text.count(part) >= drafts, f"{path.relative_to(ROOT)} lacks {part}"
