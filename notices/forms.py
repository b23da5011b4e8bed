"""Which mail a person wants, as check boxes: a set for each scope."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from notices.models import Category
from notices.scopes import Scope

REFUSABLE = [
    (Category.ELECTIONS.value, _("Elections and recall: when to vote, and what came out")),
    (Category.MEETINGS.value, _("Meetings: when and where, and reminders")),
    (Category.ANNOUNCEMENTS.value, _("Announcements: what coordinators write")),
    (Category.DIGEST.value, _("Digest: the news of a week in one mail")),
]


class NoticesForm(forms.Form):
    """A ticked category is wanted. The blank scope stands for the whole site."""

    def __init__(
        self,
        *args: Any,
        scopes: Sequence[Scope],
        refused: Collection[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.scopes = [one.id for one in scopes]
        for scope in scopes:
            self.fields[self._field(scope.id)] = forms.MultipleChoiceField(
                label=format_html("<bdi>{}</bdi>", scope.name),
                choices=REFUSABLE,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[value for value, _label in REFUSABLE if (value, scope.id) not in refused],
                error_messages={"invalid_choice": _("There is no such kind of mail.")},
            )

    def refused(self) -> set[tuple[str, str]]:
        """The pairs (category, scope) that were left empty."""
        return {
            (value, scope)
            for scope in self.scopes
            for value, _label in REFUSABLE
            if value not in self.cleaned_data[self._field(scope)]
        }

    @staticmethod
    def _field(scope: str) -> str:
        return f"from-{scope or 'all'}"
