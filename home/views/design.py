"""The living style page: every component in all its states, in development only."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from core import clock, qr
from core.http import page
from core.middleware import public
from core.steps import steps_of


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(label="Place", help_text="Where people find it.", required=True)
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="Kind",
        widget=forms.RadioSelect,
        choices=[("general", "General meeting"), ("mass", "Mass meeting")],
        initial="general",
    )
    minutes = forms.IntegerField(label="Length in minutes", initial=90, min_value=15)
    discreet = forms.BooleanField(label="Use discreet subjects", required=False)


@public
def design(request: HttpRequest) -> HttpResponse:
    """All components, in the reader's colours, direction and language."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    now = clock.now()
    tabs = [("#", "Ahead", True), ("#past", "Past", False), ("#all", "All", False)]
    steps = [
        ("done", "The committee is open."),
        ("now", "Admit two more members."),
        ("next", "Hold the founding meeting."),
    ]
    context = {
        "blank": SampleForm(auto_id="blank_%s"),
        "faulty": SampleForm({"minutes": "5"}, auto_id="faulty_%s"),
        "tabs": tabs,
        "steps": steps,
        "soon": now + timedelta(days=2),
        "timetable": steps_of(
            [
                ("Nominations", now - timedelta(days=6), now - timedelta(days=1)),
                ("Questions", now - timedelta(days=1), now + timedelta(days=1)),
                ("Voting", now + timedelta(days=1), now + timedelta(days=4)),
                ("Result", now + timedelta(days=4), now + timedelta(days=4)),
            ],
            now,
        ),
        "qr": qr.svg("https://example.org/", "A QR code"),
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
