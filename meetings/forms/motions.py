"""What people enter about motions: parsed and checked, never saved."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from committees.models import Committee
from committees.standing_orders import GROUPS, RULES, fault, orders
from meetings.agenda import MOST_MINUTES
from meetings.deadlines import motion_fits, motions_until, next_in_time
from meetings.fields import Line, Paragraphs
from meetings.models import (
    LONGEST_CLAUSE,
    AgendaItem,
    Meeting,
    MeetingKind,
    Motion,
    Requisition,
    Resolution,
)
from meetings.operations.agenda import Place
from meetings.operations.amendments import CLAUSES, clauses_of
from meetings.operations.motions import LONGEST_TITLE, Draft
from meetings.wording import spoken

MOST_LINES = 300
DIRECTED = {"dir": "auto"}


class ClauseField(Paragraphs):
    """A part of a motion's text."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, **DIRECTED})
        super().__init__(max_length=LONGEST_CLAUSE, widget=widget, **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(value.splitlines()) > MOST_LINES:
            raise forms.ValidationError(
                _("This has more than %(most)d lines. Say it in fewer.") % {"most": MOST_LINES}
            )


class TextForm(forms.Form):
    """The text of a motion in its three parts."""

    notes = ClauseField(
        label=gettext_lazy("This meeting notes"),
        help_text=gettext_lazy("The facts, each on its own line."),
        required=False,
        rows=3,
    )
    believes = ClauseField(
        label=gettext_lazy("This meeting believes"),
        help_text=gettext_lazy("What you think of them."),
        required=False,
        rows=3,
    )
    resolves = ClauseField(
        label=gettext_lazy("What should the meeting decide?"),
        error_messages={"required": gettext_lazy("Write what the meeting should decide.")},
    )

    def clauses(self) -> dict[str, str]:
        """The three parts by name, once they are valid."""
        return {name: self.cleaned_data.get(name, "") for name in CLAUSES}

    def said(self, **more: Any) -> Draft:
        """The text as the operations take it."""
        return replace(Draft(self.cleaned_data["resolves"]), **self._texts(), **more)

    def _texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in ("title", "notes", "believes")}


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
        self.initial.setdefault("language", _language())
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
        return self.cleaned_data["language"] or _language()

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


class AmendmentForm(TextForm):
    """How the whole text of a motion would read."""

    because = Line(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("One sentence, if you like."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=DIRECTED),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ["notes", "believes", "resolves", "because"]

    def __init__(self, *args: Any, motion: Motion, **options: Any) -> None:
        options["initial"] = {**clauses_of(motion), "base_version": motion.version}
        super().__init__(*args, **options)
        self.motion = motion
        self.fields["resolves"].label = _("This meeting resolves")
        self.fields["notes"].help_text = self.fields["believes"].help_text = ""

    @property
    def has_folded(self) -> bool:
        """Whether notes and beliefs are there to be changed."""
        return any(self[one].value() or self[one].errors for one in ("notes", "believes"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen = cleaned.get("base_version")
        if seen != self.motion.version:
            # What was entered stays; what stands now is shown beside it, and is the new base.
            self.data = {**dict(self.data.items()), "base_version": str(self.motion.version)}
            raise forms.ValidationError(
                _(
                    "The motion has changed while you wrote. Below is what your text would change "
                    "in it now. Mend your text, then propose it again."
                )
            )
        if not self.errors and self.clauses() == clauses_of(self.motion):
            raise forms.ValidationError(_("This is the text as it stands. Change something in it."))
        return cleaned


class CompositeForm(TextForm):
    """One text in the place of several."""

    title = Line(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs=DIRECTED),
        error_messages={"required": gettext_lazy("Write a title.")},
    )

    field_order = ["title", "notes", "believes", "resolves"]

    def __init__(self, *args: Any, motions: list[Motion], **options: Any) -> None:
        joined = {
            name: "\n".join(text for one in motions if (text := getattr(one, name)))
            for name in CLAUSES
        }
        first = motions[0] if motions else None
        options["initial"] = {**joined, "title": first.title if first else ""}
        super().__init__(*args, **options)
        self.language = first.language if first else _language()
        self.fields["resolves"].label = _("This meeting resolves")

    def draft(self) -> Draft:
        """The valid form as the operations take it."""
        return self.said(language=self.language)


class TranslationForm(TextForm):
    """A motion's text in another language; without one it is taken away."""

    title = Line(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        required=False,
        widget=forms.TextInput(attrs=DIRECTED),
    )

    field_order = ["title", "notes", "believes", "resolves"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["resolves"].label = _("This meeting resolves")
        self.fields["resolves"].required = False
        self.fields["notes"].help_text = self.fields["believes"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        others = any(cleaned.get(name) for name in ("title", "notes", "believes"))
        if others and not cleaned.get("resolves") and "resolves" not in self.errors:
            self.add_error("resolves", _("Write this part, too."))
        return cleaned


class QuestionForm(forms.Form):
    """A question under a motion."""

    text = Paragraphs(
        label=gettext_lazy("Your question"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, **DIRECTED}),
        help_text=gettext_lazy("It stands there with your chosen name."),
        error_messages={"required": gettext_lazy("Write your question.")},
    )


class AnswerForm(forms.Form):
    """The answer to a question."""

    answer = Paragraphs(
        label=gettext_lazy("Your answer"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True, **DIRECTED}),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )


class RequisitionForm(forms.Form):
    """What members demand a meeting for."""

    purpose = Paragraphs(
        label=gettext_lazy("What is the meeting to decide?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True, **DIRECTED}),
        error_messages={"required": gettext_lazy("Say what the meeting is to decide.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (one.value, one.label)
            for one in (MeetingKind.GENERAL, MeetingKind.MASS, MeetingKind.EMERGENCY)
        ],
        initial=MeetingKind.GENERAL,
        widget=forms.RadioSelect,
    )


class AgendaForm(forms.Form):
    """The order of an agenda and the time of each item; which button was pressed says what moves."""

    def __init__(self, *args: Any, items: list[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for one in items:
            self.fields[f"minutes-{one.public_id}"] = forms.IntegerField(
                label=format_html(
                    '{}<span class="hidden">: {}</span>', _("Minutes"), one.shown_title
                ),
                min_value=1,
                max_value=MOST_MINUTES,
                required=False,
                initial=one.minutes,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def rows(self) -> list[tuple[AgendaItem, forms.BoundField]]:
        return [(one, self[f"minutes-{one.public_id}"]) for one in self.items]

    def places(self) -> list[Place]:
        """The order after the move that was asked for."""
        ordered = [one.public_id for one in self.items]
        for name, step in (("up", -1), ("down", 1)):
            if (moved := self.data.get(name)) in ordered:
                at = ordered.index(moved)
                to = min(max(at + step, 0), len(ordered) - 1)
                ordered[at], ordered[to] = ordered[to], ordered[at]
        return [Place(one, self.cleaned_data[f"minutes-{one}"]) for one in ordered]


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def demanded(requisition: Requisition) -> dict[str, Any]:
    """What a meeting that members demanded begins with when it is called."""
    return {"kind": requisition.kind, "purpose": requisition.purpose}
