"""What is kept, and for how long; the log; backups; keys; settings of production."""

from tests.safety import lines
from tests.safety.prove.removal import Change, Removal

RETENTION = "tests/security/test_retention.py::"
CASE = f"{RETENTION}test_a_row_is_there_a_second_before_its_time_and_dealt_with_after_it"
APPEND_ONLY = "tests/safety/test_append_only.py::"
BACKUP = "tests/safety/test_backup.py::"
BY_RAW_SQL = f"{APPEND_ONLY}test_raw_sql_neither_changes_nor_deletes_what_happened"

GOING = (
    Removal(
        lines.RETENTION,
        "invitations go after 72 hours",
        "their rule is taken out",
        (
            Change(
                "committees/retention.py",
                'rule(Invitation, _("72 hours, used or not."), due=_past_invitations)\n',
                'rule(Invitation, _("72 hours, used or not."))\n',
            ),
        ),
        (f"{RETENTION}test_every_rule_that_takes_something_away_is_tested_here",),
    ),
    Removal(
        lines.RETENTION,
        "invitations go at their time, and not later",
        "they stay a day longer",
        (
            Change(
                "committees/retention.py",
                "Invitation.objects.filter(expires_at__lte=now)",
                "Invitation.objects.filter(expires_at__lte=now - timedelta(days=1))",
            ),
        ),
        (f"{CASE}[Invitation: 72 hours]",),
    ),
    Removal(
        lines.RETENTION,
        "the link between a name and an account goes 30 days after leaving",
        "it stays for ever",
        (
            Change(
                "committees/retention.py",
                "Membership.objects.filter(ended_at__lte=month_ago, user__isnull=False)",
                "Membership.objects.none()",
            ),
        ),
        (f"{CASE}[Membership: The chosen name]",),
    ),
    Removal(
        lines.RETENTION,
        "sessions are swept",
        "those that are over stay",
        (
            Change(
                "accounts/retention.py",
                "Session.objects.filter(expires_at__lte=now - clock.offset())",
                "Session.objects.none()",
            ),
        ),
        (f"{CASE}[Session: Seven days]",),
    ),
    Removal(
        lines.RETENTION,
        "who took a ballot paper goes when the challenge ends",
        "the rolls stay",
        (
            Change(
                "elections/retention.py",
                'RollEntry.objects.filter(contest__in=_over().values("contest"))',
                "RollEntry.objects.none()",
            ),
        ),
        (f"{RETENTION}test_who_took_a_ballot_paper_goes_when_the_challenge_ends",),
    ),
    Removal(
        lines.RETENTION,
        "every model is under a rule",
        "a model loses its own",
        (
            Change(
                "accounts/retention.py",
                "rule(CalendarFeed,"
                ' _("A hash, kept until it is revoked or replaced, or its account goes."))\n',
            ),
        ),
        ("tests/architecture/test_house.py::test_every_model_is_under_a_retention_rule",),
    ),
    Removal(
        lines.RETENTION,
        "the daily sweep deletes",
        "it counts only",
        (
            Change(
                "core/retention.py",
                "    if one.model is not Event:\n        return due.delete()[0]\n",
                "    if one.model is not Event:\n        return due.count()\n",
            ),
        ),
        (f"{CASE}[Invitation: 72 hours]",),
    ),
)
LOG = (
    Removal(
        lines.RETENTION,
        "the log of what happened is only added to",
        "the trigger is not made",
        (
            Change(
                "core/append_only.py",
                "CREATE TRIGGER core_event_is_kept BEFORE UPDATE OR DELETE ON core_event\n"
                "  FOR EACH ROW EXECUTE FUNCTION core_event_is_kept();\n",
            ),
        ),
        (BY_RAW_SQL,),
        schema=True,
    ),
    Removal(
        lines.RETENTION,
        "the owner of the log’s table has no right to change or empty it",
        "the right is not taken away",
        (
            Change(
                "core/append_only.py",
                'REVOKE = "REVOKE UPDATE, TRUNCATE ON core_event FROM CURRENT_USER, PUBLIC;"',
                'REVOKE = ""',
            ),
        ),
        (f"{APPEND_ONLY}test_the_role_that_owns_the_table_has_no_right_to_change_or_to_empty_it",),
        schema=True,
    ),
)
KEYS = (
    Removal(
        lines.DUMP,
        "a backup is unreadable without its key",
        "its pieces are written as they are",
        (
            Change(
                "config/backup.py",
                "out.write(cipher.encrypt(_nonce(number), piece, _place(is_last=not following)))",
                "out.write(piece)",
            ),
        ),
        (
            (
                f"{BACKUP}test_what_was_backed_up_comes_back_into_an_empty_database_"
                "without_the_ballot_box"
            ),
        ),
    ),
    Removal(
        lines.DUMP,
        "a backup that was cut is not restored",
        "the last piece is sealed like the others",
        (
            Change(
                "config/backup.py",
                '    return b"last" if is_last else b"more"',
                '    return b"more"',
            ),
        ),
        (f"{BACKUP}test_pieces_are_neither_swapped_nor_cut",),
    ),
)
ROTATION = (
    Removal(
        lines.DUMP,
        "a new key reaches what is sealed by hand, too",
        "the addresses that wait to be invited are not registered",
        (
            Change(
                "committees/sealed.py",
                'sealed_by_hand(InvitationBatch, "waiting", partial(crypto.renewed, purpose=PURPOSE))\n',
            ),
        ),
        (
            "tests/safety/test_key_rotation.py::test_every_sealed_column_is_rehearsed_here",
            (
                "tests/safety/test_key_rotation.py::"
                "test_under_the_new_key_it_is_read_as_before_and_the_old_one_opens_nothing"
            ),
        ),
    ),
    Removal(
        lines.DUMP,
        "a new key reaches every sealed field",
        "the command passes over addresses",
        (
            Change(
                "accounts/operations/sealing.py",
                "        if isinstance(field, (EncryptedEmailField, SealedField))",
                "        if isinstance(field, SealedField)",
            ),
        ),
        ("tests/safety/test_key_rotation.py::test_every_sealed_column_is_rehearsed_here",),
    ),
)
REMOVALS = (*ROTATION, *GOING, *LOG, *KEYS)
