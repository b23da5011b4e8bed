"""The living style page: every component in all its states, in development only."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core import clock, qr
from core.http import page
from core.middleware import public


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(label=_("Place"), help_text=_("Where people find it."), required=True)
    purpose = forms.CharField(label=_("Purpose"), widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        choices=[("general", _("General meeting")), ("mass", _("Mass meeting"))],
        initial="general",
    )
    minutes = forms.IntegerField(label=_("Length in minutes"), initial=90)
    discreet = forms.BooleanField(label=_("Use discreet subjects"), required=False)


@public
def design(request: HttpRequest) -> HttpResponse:
    """All components, in the reader's colours, direction and language."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    now = clock.now()
    tabs = [("#", _("Ahead"), True), ("#past", _("Past"), False), ("#all", _("All"), False)]
    steps = [
        ("done", _("The committee is open.")),
        ("now", _("Admit two more members.")),
        ("next", _("Hold the founding meeting.")),
    ]
    context = {
        "blank": SampleForm(auto_id="blank_%s"),
        "faulty": SampleForm({"minutes": "?"}, auto_id="faulty_%s"),
        "tabs": tabs,
        "steps": steps,
        "soon": now + timedelta(days=2),
        "qr": qr.svg("https://example.org/", str(_("A QR code"))),
        "inks": (
            "paper",
            "sheet",
            "wash",
            "ink",
            "soft",
            "red",
            "red-ground",
            "sign",
            "edge",
            "hair",
        ),
    }
    # A sample of a faulty form is no answer to anybody: the page itself is in order.
    answer = page(request, "home/design.html", context)
    answer.status_code = 200
    return answer
