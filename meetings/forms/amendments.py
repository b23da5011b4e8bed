"""What people enter to change motions, or to make one of several."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.fields import Line
from meetings.forms.clauses import DIRECTED, TextForm, written_in
from meetings.models import CLAUSES, Motion
from meetings.operations.amendments import clauses_of
from meetings.operations.motions import LONGEST_TITLE, Draft


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
        self.language = first.language if first else written_in()
        self.fields["resolves"].label = _("This meeting resolves")

    def draft(self) -> Draft:
        """The valid form as the operations take it."""
        return self.said(language=self.language)
