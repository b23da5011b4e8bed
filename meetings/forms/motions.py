"""What people enter of a motion: parsed and checked, never saved."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Committee
from committees.standing_orders import GROUPS, RULES, fault, orders
from meetings import effects
from meetings.deadlines import motion_fits, motions_until, next_in_time
from meetings.fields import Line
from meetings.forms.clauses import DIRECTED, TextForm, written_in
from meetings.models import Meeting, MeetingKind, Motion, Resolution
from meetings.operations.amendments import clauses_of
from meetings.operations.motions import LONGEST_TITLE, Draft
from meetings.wording import spoken

ROOM_FOR_RULES = 5  # at once; the fields of all but the first are folded


class MotionForm(TextForm):
    """A motion, for a meeting that is called or the next one; it may change rules or rescind."""

    title = Line(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Left empty, the first words are the title."),
        max_length=LONGEST_TITLE,
        required=False,
        widget=forms.TextInput(attrs=DIRECTED),
    )
    meeting = forms.ChoiceField(
        label=gettext_lazy("For which meeting?"), widget=forms.RadioSelect, required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("It is written in"), choices=settings.LANGUAGES, required=False
    )
    about_person = forms.BooleanField(
        label=gettext_lazy("It is about a person"),
        help_text=gettext_lazy(
            "It praises, blames, charges or excludes somebody. That needs notice, and no emergency "
            "meeting decides on it."
        ),
        required=False,
    )
    make_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read it once it is carried"),
        help_text=gettext_lazy(
            "It gets a public page when the meeting is closed: the text, the date and the "
            "committee; no vote, no meeting and no name."
        ),
        required=False,
    )
    rescinds = forms.ChoiceField(
        label=gettext_lazy("It takes back this resolution"),
        help_text=gettext_lazy("To take back what was decided is called rescinding."),
        required=False,
    )

    effect = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ["resolves", "meeting", "title", "notes", "believes"]

    def __init__(self, *args: Any, committee: Committee, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.committee, self.at = committee, at
        self.asked = effects.from_token(self["effect"].value() or "")
        if self.asked:
            title, words = effects.known(self.asked).draft(committee, self.asked)
            self.initial.setdefault("title", title)
            self.initial.setdefault("resolves", words)
        given = sum(key.startswith("rule") for key in self.initial)
        self._add_rows(max(ROOM_FOR_RULES, given))
        self.fields["resolves"].widget.attrs |= {"autofocus": True}
        self.meetings = self._meetings()
        following = next_in_time(committee, at)
        self.initial.setdefault("meeting", "" if following is None else following.public_id)
        self.initial.setdefault("language", written_in())
        self._choose("meeting", self._meeting_choices())
        self.resolutions = {
            one.public_id: one
            for one in Resolution.objects.in_force()
            .filter(committee=committee)
            .order_by("-year", "-number")
        }
        names = [(key, f"{one} – {one.title}") for key, one in self.resolutions.items()]
        self._choose("rescinds", [("", "—"), *names])

    @property
    def effect_said(self) -> str:
        """What is done beside the words, if it is carried."""
        return effects.known(self.asked).said(self.committee, self.asked) if self.asked else ""

    @property
    def has_reasons(self) -> bool:
        """Whether notes or beliefs hold something or a fault."""
        return self._holds("notes", "believes", "title")

    @property
    def has_more(self) -> bool:
        """Whether a rule, a resolution or another language is chosen, or at fault."""
        asks = self._holds(*chain(*self.pairs), "rescinds", "about_person")
        return asks or bool(self["language"].errors)

    @property
    def has_more_rules(self) -> bool:
        """Whether it changes more rules than one, or was to."""
        return self._holds(*chain(*self.pairs[1:]))

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """A rule and its new value, side by side."""
        return [(self[rule], self[value]) for rule, value in self.pairs]

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or written_in()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_rules(cleaned)
        if not (may := effects.may(self.committee, self.asked, self.at)):
            self.add_error(None, str(may.reason))
        cleaned["about_person"] |= effects.is_about_person(self.asked)
        meeting = self.meetings.get(cleaned.get("meeting", ""))
        if meeting is not None:
            fits = motion_fits(
                meeting,
                self.at,
                changes_rules=bool(self._changes(cleaned)),
                rescinds=bool(cleaned.get("rescinds")),
                about_person=bool(cleaned.get("about_person")),
            )
            if not fits:
                self.add_error("meeting", str(fits.reason))
        return cleaned

    def draft(self) -> Draft:
        """The valid form as the operations take it."""
        cleaned = self.cleaned_data
        return self.said(
            language=cleaned["language"],
            meeting=self.meetings.get(cleaned["meeting"]),
            rule_changes=self._changes(cleaned),
            rescinds=self.resolutions.get(cleaned["rescinds"]),
            about_person=cleaned["about_person"],
            make_public=cleaned["make_public"],
            effect=self.asked,
        )

    @staticmethod
    def entered(motion: Motion) -> dict[str, Any]:
        """What to begin with when one is changed."""
        rows = [
            {f"rule{after}": rule, f"value{after}": value}
            for after, (rule, value) in zip(_numbers(), motion.rule_changes.items(), strict=False)
        ]
        return {
            **clauses_of(motion),
            **{name: entered for row in rows for name, entered in row.items()},
            "title": motion.title,
            "meeting": motion.meeting.public_id if motion.meeting else "",
            "language": motion.language,
            "rescinds": motion.rescinds.public_id if motion.rescinds else "",
            "about_person": motion.about_person,
            "make_public": motion.make_public,
            "effect": effects.token(motion.effect) if motion.effect else "",
        }

    def _holds(self, *names: str) -> bool:
        return any(self[one].value() or self[one].errors for one in names)

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _meetings(self) -> dict[str, Meeting]:
        rows = Meeting.objects.ahead(self.at).filter(committee=self.committee)
        found = {one.public_id: one for one in rows.order_by("starts_at", "pk")}
        for one in found.values():
            one.committee = self.committee
        # No late motion is heard where each committee would have to agree to hear it.
        return {
            key: one
            for key, one in found.items()
            if one.joint_id is None or self.at <= motions_until(one)
        }

    def _meeting_choices(self) -> list[tuple[str, str]]:
        return [
            *((key, self._meeting_label(one)) for key, one in self.meetings.items()),
            ("", _("The next meeting that is called after this")),
        ]

    def _meeting_label(self, one: Meeting) -> str:
        words = {"title": one.title, "moment": spoken(one.starts_at, one.timezone)}
        if self.at > motions_until(one):
            return (
                _(
                    "%(title)s, %(moment)s. It comes late: the meeting hears it as an emergency "
                    "motion only if two thirds agree."
                )
                % words
            )
        if one.joint_id is not None:
            return (
                _("%(title)s, %(moment)s. A joint meeting: each committee votes on it for itself.")
                % words
            )
        if one.kind == MeetingKind.EMERGENCY:
            return _("%(title)s, %(moment)s. Only about its one purpose.") % words
        return _("%(title)s, %(moment)s") % words

    def _rule_choices(self) -> list[Any]:
        now = orders(self.committee)
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, rule in RULES.items():
            label = f"{rule.name}: {rule.measured(getattr(now, key))}"
            groups.setdefault(str(GROUPS[rule.group]), []).append((key, label))
        return [("", "—"), *groups.items()]

    def _add_rows(self, count: int) -> None:
        self.pairs: list[tuple[str, str]] = []
        for number, after in zip(range(1, count + 1), _numbers(), strict=False):
            rule, value = f"rule{after}", f"value{after}"
            label, new = _("It changes this rule of our standing orders"), _("The new value")
            if number > 1:
                label = _("It changes this rule, too (%(number)d)") % {"number": number}
                new = _("Its new value (%(number)d)") % {"number": number}
            self.fields[rule] = forms.ChoiceField(
                label=label, choices=self._rule_choices(), required=False
            )
            self.fields[value] = forms.IntegerField(
                label=new,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            self.pairs.append((rule, value))
        self.fields["rule"].help_text = _(
            "A rule is changed by two thirds of those who vote for or against."
        )

    def _changes(self, cleaned: dict[str, Any]) -> dict[str, int]:
        return {cleaned[one]: cleaned.get(two, 0) for one, two in self.pairs if cleaned.get(one)}

    def _check_rules(self, cleaned: dict[str, Any]) -> None:
        seen: set[str] = set()
        for one, two in self.pairs:
            self._check_rule(cleaned, one, two)
            rule = cleaned.get(one)
            if rule in seen:
                self.add_error(one, _("This rule stands here twice. Keep one of them."))
            seen |= {rule} if rule else set()

    def _check_rule(self, cleaned: dict[str, Any], one: str, two: str) -> None:
        rule, value = cleaned.get(one), cleaned.get(two)
        if rule and value is None and not self.errors.get(two):
            self.add_error(two, _("Give the new value."))
        elif rule and value is not None and (reason := fault(rule, value)):
            self.add_error(two, reason)
        elif value is not None and not rule and not self.errors.get(one):
            self.add_error(one, _("Choose the rule."))


def _numbers() -> Iterator[str]:
    """What the names of the first, second, third … rule end in: nothing, then its number."""
    yield ""
    yield from (str(number) for number in range(2, len(RULES) + 1))
