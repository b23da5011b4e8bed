"""Whom a motion to end a membership is about, and their reply."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from committees import permissions
from committees.forms.fields import LineField
from committees.models import Committee, Membership
from core.folding import fold
from meetings.fields import Paragraphs
from meetings.forms.clauses import DIRECTED

REPLY_WORDS = 500


class ProposeRemovalForm(forms.Form):
    """The member, by chosen name: no list of members is shown for it."""

    chosen_name = LineField(
        label=gettext_lazy("Chosen name of the member"),
        help_text=gettext_lazy("Exactly as they are called here. You can try five times a day."),
        max_length=60,
    )

    def __init__(self, *args: Any, committee: Committee, **options: Any) -> None:
        super().__init__(*args, **options)
        self.committee = committee

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        rows = Membership.objects.active().filter(committee=self.committee)
        found = rows.filter(folded_name=fold(data["chosen_name"])).first()
        if found is None:
            self.add_error("chosen_name", gettext_lazy("No member of this committee is called so."))
            return data
        found.committee = self.committee
        if not (may := permissions.remove_member(found)):
            self.add_error("chosen_name", str(may.reason))
        data["member"] = found
        return data


class ReplyForm(forms.Form):
    """What the member says to it; it stands beside the motion."""

    text = Paragraphs(
        label=gettext_lazy("Your reply"),
        help_text=gettext_lazy("At most 500 words. Every member reads it beside the motion."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 8, **DIRECTED}),
        error_messages={"required": gettext_lazy("Write your reply.")},
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text.split()) > REPLY_WORDS:
            raise forms.ValidationError(gettext_lazy("Your reply is longer than 500 words."))
        return text
