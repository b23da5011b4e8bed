"""The templates: all there, all readable, in the product's own words."""

import dataclasses
import re

import pytest

from core import words

KINDS = {
    "agenda": 5,
    "aims": 3,
    "council_aims": 1,
    "first_words": 1,
    "invitation": 1,
    "letter": 1,
    "report_back": 1,
    "resolution": 4,
    "standing_orders": 3,
}
EVERY_SLUG = sorted(template.slug for kind in words.kinds() for template in words.load(kind))


@pytest.mark.parametrize(("kind", "least"), KINDS.items())
def test_every_kind_has_its_templates(kind: str, least: int) -> None:
    templates = words.load(kind)
    assert len(templates) >= least
    assert {template.kind for template in templates} == {kind}


def test_there_is_no_other_kind() -> None:
    assert words.kinds() == sorted(KINDS)
    assert words.load("spells") == []


def test_a_template_is_found_by_its_slug() -> None:
    template = words.get("aims-short")
    assert template.title == "Aims in five lines"
    assert template.language == "en"
    assert template.body.startswith("1. We are the students of [campus].")
    with pytest.raises(KeyError):
        words.get("no-such-text")


def test_a_template_cannot_be_changed_for_everyone() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        words.get("aims-short").title = "Other"  # type: ignore[misc]
    words.load("aims").clear()
    assert words.load("aims")


@pytest.mark.parametrize("slug", EVERY_SLUG)
def test_a_template_keeps_to_the_words_of_the_product(slug: str) -> None:
    template = words.get(slug)
    text = f"{template.title} {template.summary} {template.body}".casefold()
    avoided = r"\b(admins?|owners?|users?|leaders?|moderators?|followers?|guest list|rsvp)\b"
    assert not re.search(avoided, text)


@pytest.mark.parametrize("slug", EVERY_SLUG)
def test_a_template_is_written_in_short_sentences_and_short_words(slug: str) -> None:
    body = re.sub(r"^\s*(?:\d+\.|-)\s", "\n\n", words.get(slug).body, flags=re.MULTILINE)
    body = re.sub(r"[*#\[\]]", "", body)
    sentences = [part.split() for part in re.split(r"[.!?:;]\s|\n\n", body) if part.split()]
    every_word = [word for sentence in sentences for word in sentence]
    assert sum(map(len, sentences)) / len(sentences) <= 16
    assert max(map(len, sentences)) <= 42
    assert sum(len(word.strip(".,;:!?“”\"'()")) for word in every_word) / len(every_word) <= 5.2


@pytest.mark.parametrize("slug", sorted(set(EVERY_SLUG) - {"report-back"}))
def test_only_the_known_gaps_are_left_to_fill_in(slug: str) -> None:
    gaps = set(re.findall(r"\[(.+?)\]", words.get(slug).body))
    assert gaps <= {"campus", "committee", "contact", "date", "time", "link"}


@pytest.mark.parametrize(
    "slug", ["standing-orders-simple", "standing-orders-full", "standing-orders-assembly"]
)
def test_each_preset_states_the_default_rules(slug: str) -> None:
    body = words.get(slug).body
    for rule in ("7 days", "3 days", "24 hours", "30 minutes", "wo thirds", "e-open nominations"):
        assert rule in body


def test_the_index_names_every_template_with_its_title_and_summary() -> None:
    index = (words.FOLDER / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^- \[(.+?)\]\((.+?)\.md\): (.+)$", index, flags=re.MULTILINE))
    templates = [words.get(slug) for slug in EVERY_SLUG]
    assert listed == {(each.title, each.slug, each.summary) for each in templates}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Only a body.\n", "between two ---"),
        ("---\ntitle: A\n", "between two ---"),
        ("---\ntitle: A\nkind: aims\nlanguage: en\n---\nBody\n", "“summary” is missing"),
        (
            "---\ntitle: A\nkind: aims\nsummary: B\nlanguage: en\nauthor: C\n---\nBody\n",
            "“author” is unknown",
        ),
    ],
)
def test_a_malformed_template_says_what_is_wrong(text: str, fault: str) -> None:
    with pytest.raises(words.MalformedTemplate, match=f"broken: .*{fault}"):
        words.parse("broken", text)


def test_a_colon_in_a_title_is_kept() -> None:
    text = "---\ntitle: Aims: ours\nkind: aims\nsummary: B\nlanguage: en\n---\nBody\n"
    assert words.parse("a", text).title == "Aims: ours"
