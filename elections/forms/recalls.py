"""Why a mandate should end, and what the person concerned replies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from elections.models import LONGEST_REASON, RecallPetition
from elections.recalls import too_long, words_in
from meetings.fields import Paragraphs

LONGEST_REPLY = 20_000


class RecallForm(forms.Form):
    """A reason that every member reads."""

    reason = Paragraphs(
        label=_("Why should there be a vote?"),
        help_text=_(
            "Every member reads it, without your name. Say what was done or not done with the "
            "mandate. Nobody can change it afterwards. 500 characters at most."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autofocus": True}),
        error_messages={"required": _("Say why.")},
    )


class ReplyForm(forms.Form):
    """What the person concerned says to it, within the words that the rules allow."""

    reply = Paragraphs(
        label=_("Your reply"),
        max_length=LONGEST_REPLY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )

    def __init__(self, *given: Any, petition: RecallPetition, **named: Any) -> None:
        super().__init__(*given, **named)
        self.petition = petition
        self.fields["reply"].help_text = ngettext(
            "It stands beside the reason, in the same size. %(most)d word at most. "
            "You can change it until voting opens.",
            "It stands beside the reason, in the same size. %(most)d words at most. "
            "You can change it until voting opens.",
            petition.reply_words,
        ) % {"most": petition.reply_words}

    def clean_reply(self) -> str:
        reply: str = self.cleaned_data["reply"]
        if words_in(reply) > self.petition.reply_words:
            raise forms.ValidationError(too_long(self.petition))
        return reply
