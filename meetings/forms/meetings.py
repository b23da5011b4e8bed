"""What people enter about meetings: parsed and checked, never saved."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Committee
from committees.queries.members import members_count
from meetings import rules
from meetings.agenda import FaultyAgenda, Item, parse, usual
from meetings.deadlines import answers
from meetings.fields import Line, Paragraphs
from meetings.models import Listening, Meeting, MeetingKind, Requisition
from meetings.operations.agenda import STANDING_MINUTES
from meetings.operations.meetings import MOST_PRESENT, Details
from meetings.states import present
from meetings.times import NonexistentTime, resolve

SHORTEST, LONGEST = 10, 720


class DetailsForm(forms.Form):
    """Day, time, place and business, in the committee's zone."""

    kind: str
    local_date = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("This is not a date. Write it as 2026-09-30.")},
    )
    local_time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("This is not a time. Write it as 18:30.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=90,
        error_messages={
            "min_value": gettext_lazy("A meeting lasts at least 10 minutes."),
            "max_value": gettext_lazy("A meeting lasts at most 12 hours (720 minutes)."),
        },
    )
    place = Line(
        label=gettext_lazy("Place"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    title = Line(
        label=gettext_lazy("Title"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Left empty, the kind of the meeting is its title."),
    )
    purpose = Paragraphs(
        label=gettext_lazy("Purpose"),
        max_length=5_000,
        required=False,
        help_text=gettext_lazy("What the meeting is to decide. An emergency meeting must say it."),
    )
    agenda = Paragraphs(
        label=gettext_lazy("Agenda"),
        max_length=12_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    room_link = forms.CharField(
        label=gettext_lazy("Link to the room online"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
        validators=[
            URLValidator(
                schemes=["https"],
                message=gettext_lazy(
                    "This is not a link. It begins with https:// and is copied whole."
                ),
            )
        ],
        help_text=gettext_lazy(
            "For who cannot come: a call in a room of your own choice. Only members see the link."
        ),
    )
    listening = forms.ChoiceField(
        label=gettext_lazy("Who may listen"),
        choices=Listening.choices,
        initial=Listening.MEMBERS,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Only members attend and vote. Visitors may follow on a page without signing in: "
            "it shows the motions and the results, and no names."
        ),
    )

    def __init__(self, *args: Any, committee: Committee, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.committee, self.at = committee, at
        self.zone = committee.timezone
        self.starts_at: datetime | None = None
        words = (
            _("On the council’s clock: %(zone)s.")
            if committee.is_council
            else _("On the campus clock: %(zone)s.")
        )
        self.fields["local_time"].help_text = words % {"zone": str(self.zone)}

    @property
    def more_is_open(self) -> bool:
        """Whether what stands under “More” holds something or a fault."""
        names = [one for one in ("title", "purpose", "agenda", "room_link") if one in self.fields]
        filled = any(self[one].value() or self[one].errors for one in names)
        return filled or self["listening"].value() == Listening.VISITORS

    def clean_listening(self) -> str:
        """Members only, where nothing was chosen."""
        return self.cleaned_data["listening"] or Listening.MEMBERS

    def needs_notice(self, starts_at: datetime) -> bool:
        """Whether the notice rule applies to this moment."""
        return True

    def clean_agenda(self) -> tuple[Item, ...]:
        try:
            return tuple(parse(self.cleaned_data["agenda"]))
        except FaultyAgenda as fault:
            raise forms.ValidationError(str(fault)) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind") or getattr(self, "kind", "")
        if kind and {"local_date", "local_time"} <= cleaned.keys():
            self._check_moment(cleaned, kind)
        if kind and "purpose" in cleaned and "purpose" in self.fields:
            decision = rules.purpose_given(kind, cleaned["purpose"])
            if not decision:
                self.add_error("purpose", str(decision.reason))
        return cleaned

    def _check_moment(self, cleaned: dict[str, Any], kind: str) -> None:
        try:
            moment = resolve(cleaned["local_date"], cleaned["local_time"], self.zone)
        except NonexistentTime as fault:
            self.add_error("local_time", rules.no_such_time(fault))
            return
        except OverflowError:
            self.add_error("local_date", _("This date is out of reach."))
            return
        self.starts_at = moment.at
        if self.needs_notice(moment.at):
            decision = rules.notice_is_enough(self.committee, kind, moment.at, self.at)
            if not decision:
                self.add_error("local_date", str(decision.reason))

    def details(self) -> Details:
        """The valid form as the operations take it."""
        cleaned = self.cleaned_data
        return Details(
            title=cleaned["title"] or str(MeetingKind(self._kind()).label),
            local_date=cleaned["local_date"],
            local_time=cleaned["local_time"],
            place=cleaned["place"],
            minutes=cleaned["minutes"],
            purpose=cleaned["purpose"],
            agenda=cleaned["agenda"],
            room_link=cleaned["room_link"],
            listening=cleaned["listening"],
        )

    def _kind(self) -> str:
        return self.cleaned_data.get("kind") or self.kind


class CallForm(DetailsForm):
    """Calls a meeting: the kinds that the committee can call, the usual words where none are given."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.RadioSelect)  # type: ignore[assignment]

    field_order = ["kind", "local_date", "local_time", "minutes", "place"]

    def __init__(self, *args: Any, requisition: Requisition | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.requisition = requisition
        offered = rules.kinds(self.committee)
        self.fields["kind"].choices = [(one.value, self._label(one)) for one in offered]  # type: ignore[attr-defined]
        asked = self.initial.get("kind")
        kind = asked if asked in offered else offered[0]
        self.fields["kind"].initial = self.initial["kind"] = kind
        if len(offered) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].label = self._label(offered[0])
        if MeetingKind.FOUNDING not in offered:
            self.fields["local_date"].initial = rules.earliest_day(self.committee, kind, self.at)
        self.fields["local_time"].initial = rules.USUAL_TIME
        usual_minutes = sum(one.minutes or 0 for one in usual(kind)) + STANDING_MINUTES
        self.fields["minutes"].initial = usual_minutes
        self.fields["agenda"].help_text = _(
            "One item a line: Title | minutes. Left empty, the usual agenda of this kind is taken; "
            "you can change it later. The election of a chair, and motions, come on it by themselves."
        )
        self.fields["local_date"].help_text = self._date_help()

    @property
    def day_and_length(self) -> tuple[date, int]:
        """What was entered of them so far; where that is none, what is suggested."""
        found = []
        for name in ("local_date", "minutes"):
            try:
                found.append(self.fields[name].clean(self[name].value()))
            except forms.ValidationError:
                found.append(self.fields[name].initial)
        return found[0], found[1]

    @property
    def more_is_open(self) -> bool:
        """Also for an emergency meeting, which must say its purpose."""
        return super().more_is_open or self["kind"].value() == MeetingKind.EMERGENCY

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if kind := cleaned.get("kind"):
            for decision in (
                rules.kind_fits(self.committee, kind),
                rules.founding_once(self.committee, kind),
            ):
                if not decision:
                    self.add_error("kind", str(decision.reason))
        if kind and self.requisition is not None and self.starts_at is not None:
            decision = answers(self.requisition, kind, self.starts_at, self.at)
            if not decision:
                name = "kind" if kind != self.requisition.kind else "local_date"
                self.add_error(name, str(decision.reason))
        return cleaned

    def details(self) -> Details:
        """With the usual agenda of the kind where none was written."""
        details = super().details()
        if details.agenda:
            return details
        return Details(
            **{
                **{name: getattr(details, name) for name in Details.__slots__},
                "agenda": tuple(usual(self._kind())),
            }
        )

    def _label(self, kind: MeetingKind) -> str:
        return _("%(kind)s: %(notice)s’ notice") % {
            "kind": kind.label,
            "notice": rules.notice_words(self.committee, kind),
        }

    def _date_help(self) -> str:
        offered = rules.kinds(self.committee)
        if offered == [MeetingKind.FOUNDING]:
            limit = rules.founding_by(self.committee)
            if limit > self.at:
                return _("Hold it by %(day)s, so that the committee is founded soon.") % {
                    "day": date_format(limit.astimezone(self.zone), "DATE_FORMAT")
                }
            return _("Hold it soon: the time in which it should have been held is past.")
        if self.committee.is_council:
            return _(
                "The first day that a council meeting’s notice allows stands there. "
                "An emergency meeting can be sooner."
            )
        return _(
            "The first day that a general meeting’s notice allows stands there. "
            "Mass and emergency meetings can be sooner."
        )


class ChangeForm(DetailsForm):
    """Changes a meeting that was called. An emergency meeting keeps its purpose."""

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, committee=meeting.committee, **options)
        self.meeting, self.kind, self.zone = meeting, meeting.kind, meeting.timezone
        self.fields["agenda"].help_text = _(
            "One item a line: Title | minutes. The election of a chair, and motions, stay where "
            "they are."
        )
        if meeting.kind == MeetingKind.EMERGENCY:
            del self.fields["purpose"]

    def needs_notice(self, starts_at: datetime) -> bool:
        """Only a new moment needs notice anew."""
        return starts_at != self.meeting.starts_at

    def details(self) -> Details:
        """The purpose of an emergency meeting is the old one."""
        self.cleaned_data.setdefault("purpose", self.meeting.purpose)
        return super().details()


class CancelForm(forms.Form):
    """Why a meeting is not held."""

    reason = Line(
        label=gettext_lazy("Why is it cancelled?"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto", "autofocus": True}),
        help_text=gettext_lazy("Members read this in the notice."),
    )


class CloseForm(forms.Form):
    """How many were present."""

    present = forms.IntegerField(
        label=gettext_lazy("How many are present?"),
        min_value=1,
        max_value=MOST_PRESENT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autofocus": True}),
        help_text=gettext_lazy("Count by hand. A number is kept, no names."),
        error_messages={
            "required": gettext_lazy("Count those present and enter the number."),
            "min_value": gettext_lazy("Count those present: at least one."),
            "max_value": gettext_lazy("This number is too large."),
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if here := present(meeting):
            self.fields["present"].initial = here
            self.fields["present"].help_text = _(
                "So many are counted as here now. A number is kept, no names."
            )

    def clean_present(self) -> int:
        present: int = self.cleaned_data["present"]
        members = members_count(self.meeting.committee)
        if not (fits := rules.present_fits(self.meeting, present, members)):
            raise forms.ValidationError(str(fits.reason))
        return present


class PosterForm(forms.Form):
    """How a poster is printed. `has_place`: whether its place may stand on it at all."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the poster"))
    place = forms.BooleanField(
        label=gettext_lazy("Print the place, too"),
        help_text=gettext_lazy("Only if everybody may know it: a poster is read by everybody."),
        required=False,
    )

    def __init__(self, *arguments: Any, has_place: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if not has_place:
            del self.fields["place"]
