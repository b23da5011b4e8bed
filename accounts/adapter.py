"""What allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without names; our own pages say what happened, and our own mails leave."""

    def populate_username(self, request: Any, user: Any) -> None:
        return None

    def add_message(self, *args: Any, **options: Any) -> None:
        return None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # allauth's own mails name the client's address and browser; none of its flows that send
        # any is switched on.
        raise RuntimeError(f"allauth wanted to send {template_prefix}")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        reason = _("This account is closed. Whoever runs this site can tell you more.")
        return render(request, "403.html", {"reason": reason}, status=403)
