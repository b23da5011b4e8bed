"""Language and zone of the person who reads."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation

from accounts.sessions import machine_now

Handler = Callable[[HttpRequest], HttpResponse]

chosen_language = LocaleMiddleware


def preferences(get_response: Handler) -> Handler:
    """Once the member is known, their language and zone win over the browser's."""

    def respond(request: HttpRequest) -> HttpResponse:
        # The thread still has the zone of whoever it served before.
        timezone.deactivate()
        user = request.user
        if user.is_authenticated:
            request.session.keep(machine_now())  # type: ignore[attr-defined]
            if user.language:
                translation.activate(user.language)
                request.LANGUAGE_CODE = translation.get_language() or "en"
            if user.timezone:
                timezone.activate(user.timezone)
        return get_response(request)

    return respond
