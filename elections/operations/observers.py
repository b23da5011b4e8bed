"""Naming an observer, and what the one who was named says to it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Refused
from core.folding import fold
from core.models import Event
from elections import messages, permissions
from elections.eligibility import can_observe
from elections.models import Candidacy, Election, Observer, ObserverStatus


@transaction.atomic
def name_observer(candidacy: Candidacy, *, name: str, by: Membership, at: datetime) -> Observer:
    """Ask the member of this name to watch; whoever was named before is released.

    The answer to a name that nobody bears is the same: candidates are not told who is a member.
    """
    candidacy = _locked(candidacy)
    permissions.name_observer(by, candidacy).enforce()
    if fold(name) == by.folded_name:
        raise Refused(_("A candidate does not watch for themself. Name another member."))
    member = (
        Membership.objects.active()
        .filter(committee=candidacy.election.committee, folded_name=fold(name))
        .first()
    )
    if member is not None:
        can_observe(member, candidacy.election).enforce()
    for one in candidacy.observers.live():
        one.status, one.ended_at = ObserverStatus.ENDED, at
        one.save(update_fields=["status", "ended_at"])
    observer = Observer.objects.create(
        candidacy=candidacy, membership=member, name=name, named_at=at
    )
    Event.record("elections.observer_named", observer, by=by, at=at)
    if member is not None:
        messages.ask_observer(observer, at=at)
    return observer


@transaction.atomic
def accept_observing(observer: Observer, *, by: Membership, at: datetime) -> Observer:
    """Yes: from now on the observer's page is open."""
    observer = _of_locked(observer)
    permissions.accept_observing(by, observer).enforce()
    can_observe(by, observer.candidacy.election).enforce()
    observer.status = ObserverStatus.WATCHING
    observer.save(update_fields=["status"])
    Event.record("elections.observing_accepted", observer, by=by, at=at)
    return observer


@transaction.atomic
def decline_observing(observer: Observer, *, by: Membership, at: datetime) -> Observer:
    """No."""
    observer = _of_locked(observer)
    permissions.decline_observing(by, observer).enforce()
    observer.status = ObserverStatus.DECLINED
    observer.save(update_fields=["status"])
    Event.record("elections.observing_declined", observer, by=by, at=at)
    return observer


@transaction.atomic
def stop_observing(observer: Observer, *, by: Membership, at: datetime) -> Observer:
    """Step down; the candidate can name another."""
    observer = _of_locked(observer)
    permissions.stop_observing(by, observer).enforce()
    observer.status, observer.ended_at = ObserverStatus.ENDED, at
    observer.save(update_fields=["status", "ended_at"])
    Event.record("elections.observing_stopped", observer, by=by, at=at)
    return observer


def _locked(candidacy: Candidacy) -> Candidacy:
    """The candidacy under its election's lock, which every operation takes first."""
    Election.objects.select_for_update().get(pk=candidacy.election_id)
    rows = Candidacy.objects.select_for_update(of=("self",))
    return rows.select_related("election__committee", "election__contest").get(pk=candidacy.pk)


def _of_locked(observer: Observer) -> Observer:
    candidacy = _locked(observer.candidacy)
    observer = Observer.objects.select_for_update(of=("self",)).get(pk=observer.pk)
    observer.candidacy = candidacy
    return observer
