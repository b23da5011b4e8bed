"""One's chosen name, and whom an office is shared with."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees import names, permissions
from committees.forms.fields import ChosenNameField, LineField
from committees.models import Committee, Membership, Office
from core.folding import fold


class ChosenNameForm(forms.Form):
    """A name that nobody else has in this committee."""

    chosen_name = ChosenNameField(
        label=_("Your chosen name"),
        help_text=_(
            "It need not be your real name. It belongs to this committee alone. Membership"
            " secretaries see it; other members see it while you hold an office."
        ),
    )

    def __init__(
        self, *args: Any, committee: Committee, member: Membership | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.committee, self.member = committee, member

    def clean_chosen_name(self) -> str:
        name: str = self.cleaned_data["chosen_name"]
        if names.is_taken(self.committee, name, but=self.member):
            raise forms.ValidationError(
                gettext("Another member has this name. Choose a different one.")
            )
        return name


class ShareOfficeForm(forms.Form):
    """The office and the member, by chosen name: no list of members is shown for it."""

    office = forms.ChoiceField(label=_("Office"))
    chosen_name = LineField(
        label=_("Chosen name of the member"),
        help_text=_("Ask them how they are called here. They are asked before it begins."),
        max_length=60,
    )

    def __init__(self, *args: Any, member: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.member = member
        offices = [o for o in Office if permissions.share_office(member, o)]
        self.fields["office"].choices = [(o.value, o.label) for o in offices]  # type: ignore[attr-defined]

    @property
    def first_office(self) -> str:
        """An office that can be shared; where none can, the one to give the reason for."""
        choices = self.fields["office"].choices  # type: ignore[attr-defined]
        return str(choices[0][0]) if choices else Office.COORDINATOR.value

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        found = Membership.objects.active().filter(
            committee=self.member.committee, folded_name=fold(data["chosen_name"])
        )
        other = found.first()
        if other is None:
            self.add_error("chosen_name", _("No member of this committee is called so."))
            return data
        decision = permissions.share_office(self.member, data["office"], other)
        if not decision:
            self.add_error("chosen_name", str(decision.reason))
        data["other"] = other
        return data
