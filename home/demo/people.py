"""Whom the demonstration's sign-in page offers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.demo import demo_people
from accounts.models import User
from committees.models import Committee, Membership
from home.demo.world import PLACES

# Name in the first committee, and what that person is there.
CAST = (
    ("Ana", gettext_lazy("coordinator")),
    ("Ben", gettext_lazy("membership secretary")),
    ("Chen", gettext_lazy("returning officer")),
    ("Quynh", gettext_lazy("a member who has not voted yet")),
    ("Farah", gettext_lazy("a member who has voted")),
)
OPERATOR = "operator@demo.example"
NEWCOMER = "newcomer@demo.example"


@demo_people
def people() -> list[tuple[str, str]]:
    """`User.public_id` and words, the first committee's cast first."""
    first = Committee.objects.filter(name=PLACES[0].name).first()
    if first is None:
        return []
    found = {
        one.chosen_name: one.user.public_id if one.user else ""
        for one in Membership.objects.active()
        .filter(committee=first, chosen_name__in=[name for name, _role in CAST])
        .select_related("user")
    }
    listed = [
        (
            found[name],
            _("%(name)s, %(role)s, %(committee)s")
            % {"name": name, "role": role, "committee": first.name},
        )
        for name, role in CAST
        if found.get(name)
    ]
    others = User.objects.filter(email__in=[OPERATOR, NEWCOMER])
    words = {
        OPERATOR: _("the operator of this server"),
        NEWCOMER: _("somebody in no committee yet"),
    }
    return listed + [(user.public_id, words[user.email]) for user in others]
