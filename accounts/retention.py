"""How long the rows of accounts, and of the libraries below, are kept."""

from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from accounts.models import CalendarFeed, RecoveryCode, SecondFactor, Session, User
from core import clock
from core.models import Event
from core.retention import rule

rule(User, _("Kept until its owner erases it. Nobody has one before they proved their address."))
rule(
    Session,
    _(
        "Seven days at most, 24 hours without a visit for those who hold an office; an hour for "
        "visitors, with the code they asked for."
    ),
    # A demonstration whose clock is moved must not sign everybody out.
    due=lambda now: Session.objects.filter(expires_at__lte=now - clock.offset()),
)
rule(RecoveryCode, _("A hash, kept until it is used or replaced, or its account goes."))
rule(
    SecondFactor,
    _(
        "A passkey’s credential or the seed of an authenticator app, sealed; kept until its owner removes "
        "it, or its account goes."
    ),
)
rule(CalendarFeed, _("A hash, kept until it is revoked or replaced, or its account goes."))
rule(
    EmailAddress,
    _("Kept with its account; an address that is not proved is not kept at all."),
    due=lambda now: EmailAddress.objects.filter(verified=False),
)
rule(
    EmailConfirmation,
    _("Unused: codes lie in the sealed session."),
    due=lambda now: EmailConfirmation.objects.all(),
)
rule(
    Event,
    _("What was changed in an account (an address, a passkey, codes) is kept for 90 days."),
    lambda now: Event.objects.filter(
        name__startswith="accounts.", at__lte=now - timedelta(days=90)
    ),
)
rule(ContentType, _("The names of tables; nothing about people."))
rule(Permission, _("The framework's list of rights; nothing about people."))
rule(Group, _("Unused; nothing about people."))
