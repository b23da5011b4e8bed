"""Who may do what, and why not. One file a noun; every verb can be had from here."""

from outreach.permissions.contact_form_face import (
    set_face,
)
from outreach.permissions.contacts import (
    erase_contact,
    name_member,
    record_contact,
    renew_contact,
    unname_member,
)
from outreach.permissions.delegations import (
    cancel_delegation,
    conclude_delegation,
    finish_follow_up,
    hand_back_follow_up,
    join_delegation,
    leave_delegation,
    plan_delegation,
    prepare_delegation,
    print_delegation,
    report_delegation,
    take_follow_up,
)
from outreach.permissions.statements import (
    draft_statement,
    drop_statement,
    rewrite_statement,
    translate_statement,
)
from outreach.permissions.workplaces import (
    add_workplace,
    drop_workplace,
    edit_workplace,
)

__all__ = [
    "add_workplace",
    "cancel_delegation",
    "conclude_delegation",
    "draft_statement",
    "drop_statement",
    "drop_workplace",
    "edit_workplace",
    "erase_contact",
    "finish_follow_up",
    "hand_back_follow_up",
    "join_delegation",
    "leave_delegation",
    "name_member",
    "plan_delegation",
    "prepare_delegation",
    "print_delegation",
    "record_contact",
    "renew_contact",
    "report_delegation",
    "rewrite_statement",
    "set_face",
    "take_follow_up",
    "translate_statement",
    "unname_member",
]
