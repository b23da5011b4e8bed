"""What coordinators enter: the text, to whom, when; a translation."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from announcements.models import Announcement, Audience
from announcements.operations.writing import Draft
from committees.forms.fields import ParagraphsField, TitleField
from committees.models import Committee
from meetings.fields import MomentField
from meetings.models import Meeting

LATEST = timedelta(days=90)


def _title(**options: Any) -> TitleField:
    return TitleField(label=_("Title"), max_length=150, **options)


class AnnouncementForm(forms.Form):
    title = _title(
        widget=forms.TextInput(attrs={"autofocus": True}),
        error_messages={"required": _("Write a title.")},
    )
    text = ParagraphsField(
        label=_("Text"),
        help_text=_(
            "Name nobody who has not agreed to it, and no secret place: mail is read by others,"
            " too."
        ),
        rows=12,
        max_length=20_000,
        error_messages={"required": _("Write what you want to say.")},
    )
    language = forms.ChoiceField(
        label=_("It is written in"), choices=settings.LANGUAGES, required=False
    )
    audience = forms.ChoiceField(
        label=_("Who gets it by mail"),
        help_text=_("On the committee’s page every member can read it."),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        initial=Audience.ALL,
        required=False,
    )
    meeting = forms.ModelChoiceField(
        label=_("Which meeting"), queryset=Meeting.objects.none(), required=False
    )
    readers_language = forms.ChoiceField(
        label=_("Which language"), choices=[("", "—"), *settings.LANGUAGES], required=False
    )
    send_at = MomentField(
        label=_("When"),
        help_text=_("Leave it empty, and it goes out five minutes after you send it."),
        required=False,
        error_messages={"invalid": _("This is not a moment. Write it as 2026-09-30 18:30.")},
    )

    def __init__(self, *args: Any, committee: Committee, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now, self.committee = now, committee
        self.fields["title"].widget.attrs["autofocus"] = True
        self.initial.setdefault("language", committee.language)
        meeting, send_at = self.fields["meeting"], self.fields["send_at"]
        assert isinstance(meeting, forms.ModelChoiceField)
        assert isinstance(send_at, MomentField)
        meeting.queryset = (
            Meeting.objects.ahead(now).filter(committee=committee).order_by("starts_at")
        )
        send_at.zone = committee.timezone

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or self.committee.language

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Audience.ALL

    def clean_send_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["send_at"]
        if moment and moment < self.now:
            raise forms.ValidationError(_("This moment is over. Choose a later one."))
        if moment and moment > self.now + LATEST:
            raise forms.ValidationError(_("Choose a day within the next three months."))
        return moment

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        audience = found.get("audience")
        if audience == Audience.COMING and not found.get("meeting"):
            self.add_error("meeting", _("Choose a meeting that lies ahead."))
        if audience == Audience.LANGUAGE and not found.get("readers_language"):
            self.add_error("readers_language", _("Choose a language."))
        return found

    def draft(self) -> Draft:
        """What was entered, once it is valid."""
        return Draft(**self.cleaned_data)

    @staticmethod
    def entered(announcement: Announcement) -> dict[str, Any]:
        """What to begin with when one is changed."""
        names = ("title", "text", "language", "audience", "meeting", "readers_language", "send_at")
        return {name: getattr(announcement, name) for name in names}

    @property
    def has_choices(self) -> bool:
        """Whether somebody chose whom it goes to or when, or erred in it: then that is unfolded."""
        value = self["audience"].value()
        chosen = value not in ("", None, Audience.ALL) or bool(self["send_at"].value())
        return chosen or any(
            self.errors.get(name)
            for name in ("language", "audience", "meeting", "readers_language", "send_at")
        )


class TranslationForm(forms.Form):
    """Both or none: an empty translation is taken away."""

    title = _title(required=False)
    text = ParagraphsField(label=_("Text"), rows=12, max_length=20_000, required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("title") and not found.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write the text, too."))
        if found.get("text") and not found.get("title") and "title" not in self.errors:
            self.add_error("title", _("Write a title, too."))
        return found
