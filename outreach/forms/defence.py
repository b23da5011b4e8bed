"""What people enter about reprisals: parsed and checked, never saved."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from meetings.fields import Line, Paragraphs
from meetings.models import Resolution
from outreach.models import ReprisalKind, StepKind
from outreach.models.defence import Where, Whom
from outreach.operations import photos
from outreach.operations.defence import Told

KEPT = (30, 90, 180, 365)
MOST_PEOPLE = 10_000
FARTHEST = timedelta(days=366)


class PhotoField(forms.FileField):
    """A photo that can be read; gives its bytes as they were sent, which the operation makes anew."""

    default_error_messages = {
        "large": gettext_lazy("This photo is larger than 8 megabytes. Take a smaller one."),
        "unread": gettext_lazy("This is not a photo that can be read. Take a JPEG, PNG or WebP."),
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not found:
            return None
        if found.size > photos.LARGEST:
            raise forms.ValidationError(self.error_messages["large"])
        raw = found.read()
        try:
            photos.anew(raw)
        except photos.NoPhoto:
            raise forms.ValidationError(self.error_messages["unread"]) from None
        return raw


class ReprisalForm(forms.Form):
    """A report in a minute: three choices and a few words."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=ReprisalKind.choices,
        widget=forms.RadioSelect,
    )
    whom = forms.ChoiceField(
        label=gettext_lazy("To whom?"),
        choices=Whom.choices,
        initial=Whom.SELF,
        widget=forms.RadioSelect,
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where?"),
        choices=Where.choices,
        initial=Where.SCHOOL,
        widget=forms.RadioSelect,
    )
    text = Paragraphs(
        label=gettext_lazy("In a few words"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Who did what, and what is threatened by when? It is kept sealed."),
    )
    happened_on = forms.DateField(
        label=gettext_lazy("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("This is not a date. Write it as 2026-09-30.")},
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people did it hit?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    contact = Line(
        label=gettext_lazy("How can they reach you or the person?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("If you want to be reached outside the app. It is kept sealed."),
    )
    photo = PhotoField(
        label=gettext_lazy("A photo, of a letter for example"),
        required=False,
        help_text=gettext_lazy(
            "Place, time and phone are taken out of it, then it is sealed. What is to be seen in the "
            "picture stays: cover faces and names first."
        ),
    )
    keep_days = forms.TypedChoiceField(
        label=gettext_lazy("When is all of it deleted?"), coerce=int, initial=90
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["happened_on"].initial = today
        days = ngettext_lazy("After %(days)d day", "After %(days)d days", "days")
        self.fields["keep_days"].choices = [  # type: ignore[attr-defined]
            (one, days % {"days": one}) for one in KEPT
        ]

    def clean_happened_on(self) -> date:
        happened_on: date = self.cleaned_data["happened_on"]
        if happened_on > self.today + timedelta(days=1):
            raise forms.ValidationError(_("This day is still to come."))
        if happened_on < self.today - FARTHEST:
            raise forms.ValidationError(_("This is more than a year ago."))
        return happened_on

    def told(self) -> Told:
        """The valid form as the operation takes it."""
        cleaned = self.cleaned_data
        return Told(**{name: cleaned[name] for name in Told.__slots__})


class EvidenceForm(forms.Form):
    """One more photo."""

    photo = PhotoField(label=gettext_lazy("Another photo"))


class StepForm(forms.Form):
    """What is done, by which day."""

    kind = forms.ChoiceField(label=gettext_lazy("What is done?"), choices=StepKind.choices)
    text = Line(
        label=gettext_lazy("More about it"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Whom it goes to, or how to reach the lawyer. It is kept sealed."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("This is not a date. Write it as 2026-09-30.")},
    )
    resolution = forms.ChoiceField(
        label=gettext_lazy("The resolution that answers it"), required=False
    )

    def __init__(
        self, *args: Any, today: date, decisions: list[Resolution], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.decisions = {one.public_id: one for one in decisions}
        self.fields["resolution"].choices = [  # type: ignore[attr-defined]
            ("", _("None yet")),
            *((key, f"{one} · {one.title}") for key, one in self.decisions.items()),
        ]

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if not self.today <= due_on <= self.today + FARTHEST:
            raise forms.ValidationError(_("Choose a day from today, within a year."))
        return due_on

    @property
    def answering(self) -> Resolution | None:
        return self.decisions.get(self.cleaned_data["resolution"])


class CountForm(forms.Form):
    """How many it really hit, for the totals."""

    people = forms.IntegerField(
        label=gettext_lazy("How many people did it hit?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Count each person once, even if two reports tell of it."),
    )


class DefenderForm(forms.Form):
    """Whom a meeting chose for defence, and by which resolution."""

    name = Line(
        label=gettext_lazy("Chosen name of the member"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Members will read it, as of everybody who holds an office."),
    )
    decision = forms.ChoiceField(label=gettext_lazy("By which decision?"))

    def __init__(self, *args: Any, decisions: list[Resolution], **options: Any) -> None:
        super().__init__(*args, **options)
        self.decisions = {one.public_id: one for one in decisions}
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (key, f"{one} · {one.title}") for key, one in self.decisions.items()
        ]

    @property
    def decided(self) -> Resolution:
        return self.decisions[self.cleaned_data["decision"]]
