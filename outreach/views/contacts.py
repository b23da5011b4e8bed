"""Contacts at a workplace: for the members who are named, and nobody else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import consume, limited
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page
from core.speaking import say
from outreach import permissions
from outreach.forms.contacts import ConsentForm, ContactForm, NameMemberForm
from outreach.models import Contact
from outreach.operations import contacts as operations
from outreach.queries import contacts as queries
from outreach.views.workplaces import found_for


@never_cache
@require_safe
def contacts(request: HttpRequest, public_id: str) -> HttpResponse:
    """The contacts of one workplace; 404 for who is not named."""
    found, member = found_for(request, public_id)
    if not queries.is_named(member, found):
        raise Http404
    context = {
        "workplace": found,
        "committee": found.committee,
        "lines": queries.contacts_of(found, member, clock.now()),
        "fellows": queries.fellows(found),
    }
    return page(request, "outreach/contacts.html", context)


def record_contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep who agreed to be contacted."""
    found, member = found_for(request, public_id)
    if not queries.is_named(member, found):
        raise Http404
    now = clock.now()
    today = now.astimezone(found.committee.timezone).date()
    form = ContactForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        operations.record_contact(found, **form.cleaned_data, by=member, at=now)
        say(request, _("Kept, sealed, for those who are named. It ends by itself."))
        return redirect("contacts", public_id)
    context = {"workplace": found, "committee": found.committee, "form": form}
    return page(request, "outreach/record_contact.html", context)


def renew_contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """They agreed again."""
    found, member = _found(request, public_id)
    now = clock.now()
    today = now.astimezone(found.workplace.committee.timezone).date()
    form = ConsentForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        operations.renew_contact(found, **form.cleaned_data, by=member, at=now)
        say(request, _("Renewed."))
        return redirect("contacts", found.workplace.public_id)
    context = {
        "contact": found,
        "workplace": found.workplace,
        "committee": found.workplace.committee,
        "form": form,
    }
    return page(request, "outreach/renew_contact.html", context)


@require_POST
def erase_contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nothing of it stays."""
    found, member = _found(request, public_id)
    workplace_id = found.workplace.public_id
    operations.erase_contact(found, by=member, at=clock.now())
    say(request, _("Erased. Nothing of it is kept."))
    return redirect("contacts", workplace_id)


@limited
def name_member(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name a member who sees the contacts from now on."""
    return _naming(request, public_id, is_unnaming=False)


@limited
def unname_member(request: HttpRequest, public_id: str) -> HttpResponse:
    """A member sees the contacts no longer."""
    return _naming(request, public_id, is_unnaming=True)


def _naming(request: HttpRequest, public_id: str, *, is_unnaming: bool) -> HttpResponse:
    found, member = found_for(request, public_id)
    may = permissions.unname_member if is_unnaming else permissions.name_member
    may(member, found).enforce()
    if request.method == "POST":
        consume("try_names", member=member.public_id)
    form = NameMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        change = operations.unname_member if is_unnaming else operations.name_member
        try:
            change(found, name=form.cleaned_data["name"], by=member, at=clock.now())
        except Refused as fault:
            form.add_error("name", str(fault))
        else:
            said = _("This member sees the contacts no longer.")
            if not is_unnaming:
                said = _("This member sees the contacts from now on, and gets a mail that says so.")
            say(request, said)
            return redirect("workplace", public_id)
    context = {
        "workplace": found,
        "committee": found.committee,
        "form": form,
        "is_unnaming": is_unnaming,
        "named_count": found.named.active().count(),
    }
    return page(request, "outreach/name_member.html", context)


def _found(request: HttpRequest, public_id: str) -> tuple[Contact, Membership]:
    rows = Contact.objects.visible_to(request.user).filter(expires_at__gt=clock.now())
    found = find(rows.select_related("workplace__committee__campus"), public_id)
    return found, membership_of(request.user, found.workplace.committee)
