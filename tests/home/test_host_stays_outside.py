"""Whoever runs the server is nobody in any committee: shown by construction, for every address,
every operation and every permission."""

import ast
import inspect
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.test import Client

from accounts.models import User
from committees.models import Committee, Membership, MisuseReport
from core.decision import Decision
from tests.architecture import role_matrix
from tests.architecture.role_matrix import ROLES
from tests.architecture.test_house import _python
from tests.factories import CommitteeFactory, MembershipFactory, UserFactory, officer
from tests.factories_hosting import FoundingRequestFactory, HostFactory, MisuseReportFactory

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "accounts", "notices", "ballots", "committees", "meetings", "elections", "councils",
    "announcements", "outreach", "home",
)  # fmt: skip
# What only whoever runs the server is shown or does.
OWN = {
    "operator", "deletion", "hosting", "choose-hosting", "make-founding-code",
    "revoke-founding-code", "accept-founding-request", "decline-founding-request",
    "suspend-committee", "lift-committee-suspension", "answer-report", "close-report",
    "write-rights-card", "delete-rights-card",
}  # fmt: skip
# Where the question who runs the server is asked: nowhere else can an answer depend on it.
ASKED_IN = {
    "accounts/operators.py",
    "accounts/views/entry.py",  # a link
    "committees/models/hosting.py",
    "committees/permissions/hosting.py",
    "home/permissions.py",
    "home/views/welcome.py",  # a link
    "outreach/permissions/rights.py",
}
HOST_VERBS = {
    "accept_founding_request", "answer_report", "choose_hosting", "close_report",
    "decline_founding_request", "lift_committee_suspension", "make_founding_code",
    "revoke_founding_code", "suspend_committee",
}  # fmt: skip


def test_at_every_address_the_operator_is_answered_like_any_stranger() -> None:
    stranger, operator = ROLES.index("stranger"), ROLES.index("operator")
    found = role_matrix.expected()
    differing = {
        label.split()[1] for label, cells in found.items() if cells[stranger] != cells[operator]
    }
    assert differing <= OWN
    for label, cells in found.items():
        if label.split()[1] in OWN and "rights-card" not in label:
            assert set(cells[1:operator] + cells[operator + 1 :]) <= {"–", "way"}, label


def test_who_runs_the_server_is_asked_in_these_files_and_no_others() -> None:
    asking = re.compile(r"is_operator\(|\.is_operator\b|operator_since|OPERATOR_ADDRESSES")
    found = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in _python(app)
        if asking.search(path.read_text()) and "demo" not in path.parts
    }
    assert found - ASKED_IN == {
        "accounts/models.py",
        "home/held_words.py",  # the word for it
        "notices/doctor/parts.py",  # whether anybody is named
    }
    assert found >= ASKED_IN


def _operations() -> list[tuple[str, Callable[..., Any]]]:
    found = []
    for app in APPS:
        room = ROOT / app / "operations"
        paths = room.rglob("*.py") if room.is_dir() else [ROOT / app / "operations.py"]
        for path in paths:
            if not path.is_file():
                continue
            names = [
                node.name
                for node in ast.parse(path.read_text()).body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            ]
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            found += [(name, getattr(module, name)) for name in names]
    return found


def test_every_operation_by_an_account_is_the_accounts_own_or_the_hosts() -> None:
    """All others are done by a member: an operator has no membership that could be handed in."""
    by_account = set()
    for name, one in _operations():
        hint = get_type_hints(inspect.unwrap(one)).get("by")
        if hint in (User, User | None):
            by_account.add(name)
    own = {name for name in by_account if name not in HOST_VERBS}
    assert by_account >= HOST_VERBS
    assert own == OWN_OPERATIONS


# By an account about itself, or what anybody who is signed in may begin; and the cards of rights,
# which are the host's own pages.
OWN_OPERATIONS = {
    "accept_invitation", "add_authenticator", "add_campus", "add_passkey", "ask_to_found",
    "change_address", "delete_rights_card", "end_other_sessions", "end_session", "erase_account",
    "freeze_account", "make_feed", "make_recovery_codes", "name_second_factor", "name_session",
    "open_committee", "open_workplace_committee", "read_notice", "read_notices",
    "remove_second_factor", "request_to_join", "resume_mail", "revoke_feed", "set_preferences",
    "take_back_founding_request", "withdraw_request", "write_rights_card",
}  # fmt: skip


@pytest.mark.django_db
def test_no_row_of_an_operator_is_a_membership_and_every_door_is_shut(
    committee: Committee, coordinator: Membership
) -> None:
    host = HostFactory()
    assert not Committee.objects.of(host).exists()
    assert not Membership.objects.visible_to(host).exists()
    assert not host.memberships.exists()


@pytest.mark.django_db
def test_no_page_of_the_host_counts_or_names_the_members_of_a_committee() -> None:
    committee = CommitteeFactory(
        status="founded", founded_at="2026-03-04T12:00Z", name="Qcommittee"
    )
    report = MisuseReportFactory(committee=committee)
    FoundingRequestFactory()
    browser = Client()
    browser.force_login(
        HostFactory(), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    pages = [
        "/operator/hosting/",
        f"/operator/hosting/committees/{committee.public_id}/suspend/",
        f"/operator/hosting/reports/{report.public_id}/",
        "/operator/deletion/",
    ]
    before = [_bare(browser.get(path).content) for path in pages]
    officer(committee, "coordinator", "Qcoordinator")
    MembershipFactory.create_batch(12, committee=committee)
    after = [_bare(browser.get(path).content) for path in pages]
    assert before == after
    assert MisuseReport.objects.get() == report


def _bare(content: bytes) -> str:
    """Without the token of its forms, which is another each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", content.decode())


def test_a_session_is_begun_only_by_its_owners_proof() -> None:
    """One place signs in, after a proof; the demonstration uses it, too, and is off elsewhere."""
    signing_in = re.compile(r"(?<![\w.])(?:login|perform_login|force_login)\(")
    found = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in _python(app)
        if signing_in.search(path.read_text())
    }
    assert found == {
        "accounts/views/entry.py",  # after a code, a passkey or a recovery code
        "elections/simulation/world.py",  # a load test's own world
    }


def test_no_permission_of_the_host_opens_a_committee(db: None) -> None:
    hosting = import_module("committees.permissions.hosting")
    verbs = {name for name in vars(hosting) if name in HOST_VERBS}
    assert verbs == HOST_VERBS
    for name in verbs:
        hints = get_type_hints(getattr(hosting, name))
        assert hints["return"] is Decision
        assert Membership not in hints.values()
    assert not hosting.choose_hosting(UserFactory())
