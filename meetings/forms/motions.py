"""What people enter of a motion: parsed and checked, never saved."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Committee
from committees.standing_orders import GROUPS, RULES, fault, orders
from meetings.deadlines import motion_fits, motions_until, next_in_time
from meetings.fields import Line
from meetings.forms.clauses import DIRECTED, TextForm, written_in
from meetings.models import Meeting, MeetingKind, Motion, Resolution
from meetings.operations.amendments import clauses_of
from meetings.operations.motions import LONGEST_TITLE, Draft
from meetings.wording import spoken


class MotionForm(TextForm):
    """A motion, for a meeting that is called or the next one; it may change a rule or rescind."""

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
    rule = forms.ChoiceField(
        label=gettext_lazy("It changes this rule of our standing orders"),
        help_text=gettext_lazy("A rule is changed by two thirds of those who vote for or against."),
        required=False,
    )
    value = forms.IntegerField(
        label=gettext_lazy("The new value"),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    rescinds = forms.ChoiceField(
        label=gettext_lazy("It takes back this resolution"),
        help_text=gettext_lazy("To take back what was decided is called rescinding."),
        required=False,
    )

    field_order = ["resolves", "meeting", "title", "notes", "believes"]

    def __init__(self, *args: Any, committee: Committee, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.committee, self.at = committee, at
        self.fields["resolves"].widget.attrs |= {"autofocus": True}
        self.meetings = self._meetings()
        following = next_in_time(committee, at)
        self.initial.setdefault("meeting", "" if following is None else following.public_id)
        self.initial.setdefault("language", written_in())
        self._choose("meeting", self._meeting_choices())
        self._choose("rule", self._rule_choices())
        self.resolutions = {
            one.public_id: one
            for one in Resolution.objects.in_force()
            .filter(committee=committee)
            .order_by("-year", "-number")
        }
        names = [(key, f"{one} – {one.title}") for key, one in self.resolutions.items()]
        self._choose("rescinds", [("", "—"), *names])

    @property
    def has_reasons(self) -> bool:
        """Whether notes or beliefs hold something or a fault."""
        return self._holds("notes", "believes", "title")

    @property
    def has_more(self) -> bool:
        """Whether a rule, a resolution or another language is chosen, or at fault."""
        return self._holds("rule", "value", "rescinds") or bool(self["language"].errors)

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or written_in()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_rule(cleaned)
        meeting = self.meetings.get(cleaned.get("meeting", ""))
        if meeting is not None:
            fits = motion_fits(
                meeting,
                self.at,
                changes_rules=bool(cleaned.get("rule")),
                rescinds=bool(cleaned.get("rescinds")),
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
            rule_changes={cleaned["rule"]: cleaned["value"]} if cleaned["rule"] else {},
            rescinds=self.resolutions.get(cleaned["rescinds"]),
        )

    @staticmethod
    def entered(motion: Motion) -> dict[str, Any]:
        """What to begin with when one is changed."""
        rule, value = next(iter(motion.rule_changes.items()), ("", None))
        return {
            **clauses_of(motion),
            "title": motion.title,
            "meeting": motion.meeting.public_id if motion.meeting else "",
            "language": motion.language,
            "rule": rule,
            "value": value,
            "rescinds": motion.rescinds.public_id if motion.rescinds else "",
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
        return found

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

    def _check_rule(self, cleaned: dict[str, Any]) -> None:
        rule, value = cleaned.get("rule"), cleaned.get("value")
        if rule and value is None and not self.errors.get("value"):
            self.add_error("value", _("Give the new value."))
        elif rule and value is not None and (reason := fault(rule, value)):
            self.add_error("value", reason)
        elif value is not None and not rule and not self.errors.get("rule"):
            self.add_error("rule", _("Choose the rule."))
