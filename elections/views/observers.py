"""Naming an observer, answering, and the observer's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ballots.files import list_json
from ballots.models import ListKind
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.fragments import fragment
from core.http import find, page
from core.speaking import say
from elections import permissions
from elections.forms.observers import ObserverForm
from elections.models import Candidacy, Election, Observer
from elections.operations import observers as operations
from elections.queries import observers as queries


def name_observer(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own candidacy: whom one has named, and the form to name somebody."""
    rows = Candidacy.objects.visible_to(request.user).filter(
        membership__user=request.user  # type: ignore[misc]
    )
    candidacy = find(rows.select_related("election__committee", "election__contest"), public_id)
    member = membership_of(request.user, candidacy.election.committee)
    may_name = permissions.name_observer(member, candidacy)
    form = ObserverForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        may_name.enforce()
        if form.is_valid() and _named(candidacy, form, member):
            say(
                request,
                _("If a member is called %(name)s, they are asked by mail whether they watch.")
                % {"name": form.cleaned_data["name"]},
            )
            return redirect("name-observer", public_id)
    return page(
        request,
        "elections/name_observer.html",
        {
            "candidacy": candidacy,
            "election": candidacy.election,
            "committee": candidacy.election.committee,
            "form": form,
            "may_name": may_name,
            "named": candidacy.observers.order_by("-named_at", "-pk").first(),
        },
    )


def _named(candidacy: Candidacy, form: ObserverForm, member: Membership) -> bool:
    """Whether it was done; where not, the form holds the reason."""
    try:
        operations.name_observer(
            candidacy, name=form.cleaned_data["name"], by=member, at=clock.now()
        )
    except Refused as reason:
        form.add_error("name", str(reason))
        return False
    return True


@require_safe
def answer_observing(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one was asked, with yes and no; for an observer the way out."""
    observer, member = _own(request, public_id)
    election = observer.candidacy.election
    return page(
        request,
        "elections/answer_observing.html",
        {
            "observer": observer,
            "election": election,
            "committee": election.committee,
            "may_accept": permissions.accept_observing(member, observer),
            "may_decline": permissions.decline_observing(member, observer),
            "may_stop": permissions.stop_observing(member, observer),
        },
    )


@require_POST
def accept_observing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Yes."""
    observer, member = _own(request, public_id)
    operations.accept_observing(observer, by=member, at=clock.now())
    say(request, _("You watch this election from now on."))
    return redirect("observe-election", observer.candidacy.election.public_id)


@require_POST
def decline_observing(request: HttpRequest, public_id: str) -> HttpResponse:
    """No."""
    observer, member = _own(request, public_id)
    operations.decline_observing(observer, by=member, at=clock.now())
    say(request, _("You have said no. The candidate can ask somebody else."))
    return redirect("election", observer.candidacy.election.public_id)


@require_POST
def stop_observing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Step down."""
    observer, member = _own(request, public_id)
    operations.stop_observing(observer, by=member, at=clock.now())
    say(request, _("You do not watch this election any more."))
    return redirect("election", observer.candidacy.election.public_id)


@require_safe
def observe_election(request: HttpRequest, public_id: str) -> HttpResponse:
    """Counts, lists and the opening as it happens; nobody's name but the key holders'."""
    election, member = _watched(request, public_id)
    shown = queries.watched(election.contest)
    own = Observer.objects.watching(election).filter(membership=member).first()
    return page(
        request,
        "elections/observe_election.html",
        {
            "election": election,
            "committee": election.committee,
            "contest": election.contest,
            "watched": shown,
            "watched_topic": f"election:{election.public_id}",
            "mark": f"{shown.mark}.{election.status}",
            "milliseconds": int(clock.now().timestamp() * 1000),
            "observer": own,
        },
    )


@require_safe
def observe_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """The parts of that page which change."""
    election, _member = _watched(request, public_id)
    shown = queries.watched(election.contest)

    def parts() -> str:
        context = {"election": election, "contest": election.contest, "watched": shown}
        return render_to_string("elections/observe_now.html", context, request)

    return fragment(request, f"{shown.mark}.{election.status}", parts)


@require_safe
def first_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The list of envelopes as it was at the close."""
    return _list(request, public_id, ListKind.FIRST)


@require_safe
def final_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The list that is opened, after complaints."""
    return _list(request, public_id, ListKind.FINAL)


def _list(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    election, _member = _watched(request, public_id)
    found = queries.list_of(election.contest, kind)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{kind}-list.json"'}
    return HttpResponse(list_json(found), content_type="application/json", headers=headers)


def _watched(request: HttpRequest, public_id: str) -> tuple[Election, Membership]:
    rows = Election.objects.visible_to(request.user)
    election = find(rows.select_related("committee", "contest"), public_id)
    member = membership_of(request.user, election.committee)
    permissions.observe_election(member, election).enforce()
    return election, member


def _own(request: HttpRequest, public_id: str) -> tuple[Observer, Membership]:
    """Whom somebody else has named is not there."""
    rows = Observer.objects.visible_to(request.user).filter(
        membership__user=request.user  # type: ignore[misc]
    )
    observer = find(rows.select_related("candidacy__election__committee"), public_id)
    return observer, membership_of(request.user, observer.candidacy.election.committee)
