"""Tellers: who holds the keys, and the page on which one makes, keeps and uses one's own."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ballots import booth as ballots
from ballots.protocol.encoding import Malformed, b64
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page
from core.middleware import public
from core.speaking import say
from elections import permissions
from elections.forms.tellers import TellerForm, keys_from
from elections.models import Election, Teller
from elections.operations import repeating
from elections.operations import tellers as operations
from elections.queries.tellers import tellers_of
from elections.teller_page import offline

_MOST_BYTES = 2_000


@require_safe
def tellers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who holds the keys, how far they are, and for whoever runs the election: whom to ask."""
    election, member = _election(request, public_id)
    return _page(request, election, member, TellerForm())


@require_POST
def ask_teller(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask a member by name."""
    election, member = _election(request, public_id)
    permissions.ask_teller(member, election).enforce()
    form = TellerForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            operations.ask_teller(election, name=name, by=member, at=clock.now())
        except Refused as reason:
            form.add_error("name", str(reason))
        else:
            say(
                request,
                _(
                    "If a member who does not stand is called %(name)s, they are asked by mail "
                    "whether they will be a teller."
                )
                % {"name": name},
            )
            return redirect("tellers", election.public_id)
    return _page(request, election, member, form)


@require_safe
def teller(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own key: yes or no, making it, signing for it, opening with it (frontend/teller)."""
    found, member = _own(request, public_id)
    election = found.election
    return page(
        request,
        "elections/teller.html",
        {
            "teller": found,
            "sign": b64(bytes(found.sign)) if found.sign else "",
            "election": election,
            "committee": election.committee,
            "may_accept": permissions.accept_telling(member, found),
            "may_decline": permissions.decline_telling(member, found),
            "box_root": request.build_absolute_uri(ballots.root()),
            "is_built": ballots.is_built(),
            "ahead": int(clock.offset().total_seconds()),
            "offline_hash": offline()[1],
        },
    )


@public  # answers 401 itself
@require_POST
def accept_telling(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a teller's public keys from their browser."""
    if not request.user.is_authenticated:
        return JsonResponse({"fault": "signed-out"}, status=401)
    found, member = _own(request, public_id)
    try:
        keys = keys_from(request.read(_MOST_BYTES))
        operations.accept_telling(found, keys=keys, by=member, at=clock.now())
    except Malformed:
        return JsonResponse({"fault": "format"}, status=422)
    except Refused as reason:
        return JsonResponse({"fault": "refused", "reason": str(reason)}, status=403)
    return JsonResponse({})


@require_POST
def decline_telling(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say no, or give the key back."""
    found, member = _own(request, public_id)
    operations.decline_telling(found, by=member, at=clock.now())
    say(request, _("You are not a teller of this election. A key that you have made is of no use."))
    return redirect("election", found.election.public_id)


@require_POST
def drop_teller(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go on without a teller."""
    elections = Election.objects.visible_to(request.user)
    found = find(Teller.objects.filter(election__in=elections).select_related(*_WITH), public_id)
    member = membership_of(request.user, found.election.committee)
    operations.drop_teller(found, by=member, at=clock.now())
    say(request, _("%(name)s holds no key of this election any more.") % {"name": found.name})
    return redirect("tellers", found.election.public_id)


@require_POST
def repeat_election(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same election once more, from now on."""
    election, member = _election(request, public_id)
    fresh = repeating.repeat_election(election, by=member, at=clock.now())
    say(request, _("The election begins anew. Those who stood are asked whether they stand again."))
    return redirect("election", fresh.public_id)


@public
@require_safe
def teller_page(request: HttpRequest) -> HttpResponse:
    """The page on which a teller opens ballots, as one file that works when it is saved."""
    content, _hash = offline()
    headers = {"Content-Disposition": 'attachment; filename="teller.html"'}
    return HttpResponse(content, content_type="text/html; charset=utf-8", headers=headers)


_WITH = ("election__committee__campus", "election__contest")


def _election(request: HttpRequest, public_id: str) -> tuple[Election, Membership]:
    rows = Election.objects.visible_to(request.user)
    election = find(rows.select_related("committee__campus", "contest"), public_id)
    return election, membership_of(request.user, election.committee)


def _own(request: HttpRequest, public_id: str) -> tuple[Teller, Membership]:
    rows = Teller.objects.visible_to(request.user).filter(
        membership__in=Membership.objects.active().filter(user=request.user)  # type: ignore[misc]
    )
    found = find(rows.select_related(*_WITH), public_id)
    return found, membership_of(request.user, found.election.committee)


def _page(
    request: HttpRequest, election: Election, member: Membership, form: TellerForm
) -> HttpResponse:
    return page(
        request,
        "elections/tellers.html",
        {
            "election": election,
            "committee": election.committee,
            "tellers": tellers_of(election, member),
            "form": form,
        },
    )
