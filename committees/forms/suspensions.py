"""Whom officers suspend, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committees import permissions
from committees.forms.fields import LineField
from committees.models import Membership
from core import clock
from core.folding import fold


class SuspendMemberForm(forms.Form):
    """The member, by chosen name, and the reason, which they read."""

    chosen_name = LineField(label=_("Chosen name of the member"), max_length=60)
    because = LineField(
        label=_("Why it cannot wait for a meeting"),
        help_text=_("The member and the other officers read this."),
        max_length=500,
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        rows = Membership.objects.active().filter(committee=self.by.committee)
        found = rows.filter(folded_name=fold(data["chosen_name"])).first()
        if found is None:
            self.add_error("chosen_name", _("No member of this committee is called so."))
            return data
        found.committee = self.by.committee
        if not (may := permissions.suspend_member(self.by, found, clock.now())):
            self.add_error("chosen_name", str(may.reason))
        data["member"] = found
        return data
