"""Taking the committee's archive: asked for, confirmed, fetched."""

import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.fresh import fresh_sign_in_required
from accounts.limits import consume, limited
from archives import queries, signing
from archives.models import Archive
from archives.operations import archives
from archives.zipping import write_zip
from committees.models import Committee, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.middleware import public


def ask_for_archive(request: HttpRequest, public_id: str) -> HttpResponse:
    """What an archive is, how it stands with it; and the asking."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member, now = membership_of(request.user, committee), clock.now()
    if request.method == "POST":
        archives.ask_for_archive(committee, by=member, at=now)
        messages.warning(
            request, _("Members are told. It cannot be fetched before a day has gone.")
        )
        return redirect("ask-for-archive", committee.public_id)
    context = {"committee": committee, "standing": queries.standing(committee, member, now)}
    return page(request, "archives/ask_for_archive.html", context)


@require_POST
def confirm_archive(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person's yes."""
    archive, member = _own(request, public_id)
    archives.confirm_archive(archive, by=member, at=clock.now())
    messages.success(request, _("Confirmed. In 24 hours the two of you can fetch it."))
    return redirect("ask-for-archive", archive.committee.public_id)


@require_POST
def withdraw_archive(request: HttpRequest, public_id: str) -> HttpResponse:
    """Taken back by any officer."""
    archive, member = _own(request, public_id)
    archives.withdraw_archive(archive, by=member, at=clock.now())
    messages.success(request, _("Taken back. Nobody can fetch it."))
    return redirect("ask-for-archive", archive.committee.public_id)


@limited
@require_POST
@fresh_sign_in_required
def fetch_archive(request: HttpRequest, public_id: str) -> HttpResponse:
    """The zip, made now and kept nowhere."""
    archive, member = _own(request, public_id)
    consume("fetch_archive", member=member.public_id)
    now = clock.now()
    archive = archives.fetch_archive(archive, by=member, at=now)
    whole = io.BytesIO()
    write_zip(archive.committee, archive.public_id, whole, at=now)
    response = HttpResponse(whole.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="committee.zip"'
    return response


@public
@require_safe
def archive_key(_request: HttpRequest) -> HttpResponse:
    """The public keys under which archives of this server are signed, the newest first."""
    lines = "\n".join(signing.public_keys())
    return HttpResponse(f"{lines}\n", content_type="text/plain; charset=utf-8")


def _own(request: HttpRequest, public_id: str) -> tuple[Archive, Membership]:
    rows = Archive.objects.visible_to(signed_in(request)).select_related("committee")
    archive = find(rows, public_id)
    return archive, membership_of(request.user, archive.committee)
