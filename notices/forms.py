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
]
CHOICES = [
    *REFUSABLE,
    (
        Category.DIGEST.value,
        _("Digest: one mail on Sunday with the news of the week, in place of single announcements"),
    ),
]
OF_ALL = _("What is not ticked here comes from nowhere, whatever else is ticked.")


class NoticesForm(forms.Form):
    """A ticked category is wanted. The blank scope stands for the whole site."""

    def __init__(
        self,
        *args: Any,
        scopes: Sequence[Scope],
        refused: Collection[tuple[str, str]],
        digests: Collection[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.scopes = [one.id for one in scopes]
        for scope in scopes:
            self.fields[self._field(scope.id)] = forms.MultipleChoiceField(
                label=format_html("<bdi>{}</bdi>", scope.name),
                help_text="" if scope.id else OF_ALL,
                choices=CHOICES,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[
                    *(value for value, _label in REFUSABLE if (value, scope.id) not in refused),
                    *([Category.DIGEST.value] if scope.id in digests else []),
                ],
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

    def digests(self) -> set[str]:
        """The scopes in which a digest is wanted."""
        return {
            scope
            for scope in self.scopes
            if Category.DIGEST in self.cleaned_data[self._field(scope)]
        }

    @staticmethod
    def _field(scope: str) -> str:
        return f"from-{scope or 'all'}"
