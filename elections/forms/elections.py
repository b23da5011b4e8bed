"""What people send to an election."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import LineField
from committees.models import Committee
from committees.names import clean_title
from elections import timetable
from elections.models import Preset
from elections.places import MOST_SEATS, offices_of
from elections.timetable import Timetable
from meetings.fields import MomentField, Paragraphs

MOMENTS = (
    "nominations_open_at",
    "nominations_close_at",
    "voting_opens_at",
    "voting_closes_at",
    "challenge_ends_at",
)


class AnnouncementForm(forms.Form):
    """An election to be announced; its times are the campus's."""

    office = forms.ChoiceField(label=_("Elected are"))
    title = LineField(
        label=_("Title"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    seats = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST_SEATS)
    about = Paragraphs(
        label=_("What members should know"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    preset = forms.ChoiceField(
        label=_("How long"), choices=Preset.choices, widget=forms.RadioSelect
    )
    nominations_open_at = MomentField(label=_("Nominations open"))
    nominations_close_at = MomentField(label=_("Nominations close"))
    voting_opens_at = MomentField(label=_("Voting opens"))
    voting_closes_at = MomentField(label=_("Voting closes"))
    challenge_ends_at = MomentField(label=_("The result can be challenged until"))

    def __init__(self, *args: Any, committee: Committee, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["office"].choices = [(one.value, one.label) for one in offices_of(committee)]  # type: ignore[attr-defined]
        self.shown_table: Timetable | None = None
        for name in MOMENTS:
            field = self.fields[name]
            assert isinstance(field, MomentField)
            field.zone = committee.timezone

    def clean_title(self) -> str:
        return clean_title(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if all(found.get(name) for name in (*MOMENTS, "preset")):
            self.shown_table = self.table()
            for field, sentence in timetable.faults(
                self.shown_table, preset=found["preset"], at=self.now
            ):
                self.add_error(field, str(sentence))
        return found

    def table(self) -> Timetable:
        """The five moments as sent."""
        return Timetable(**{name: self.cleaned_data[name] for name in MOMENTS})


class WorkedOutForm(forms.Form):
    """What the timetable on the page was worked out from; it goes along unseen."""

    worked_preset = forms.ChoiceField(choices=Preset.choices, widget=forms.HiddenInput)
    worked_start = MomentField(kind="hidden")

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee = committee
        start = self.fields["worked_start"]
        assert isinstance(start, MomentField)
        start.zone = committee.timezone

    def is_stale_for(self, form: AnnouncementForm) -> bool:
        """Whether `form` asks for another preset or start, with the other moments left as shown."""
        sent = form.shown_table
        if sent is None or not self.is_valid():
            return False
        preset, start = self.cleaned_data["worked_preset"], self.cleaned_data["worked_start"]
        if (preset, start) == (form.data.get("preset"), sent.nominations_open_at):
            return False
        shown = timetable.propose(preset, start, self.committee)
        return replace(shown, nominations_open_at=sent.nominations_open_at) == sent


class VoidForm(forms.Form):
    """Why an election is declared void."""

    because = LineField(
        label=_("The reason, which all members read"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto", "autofocus": True}),
    )
