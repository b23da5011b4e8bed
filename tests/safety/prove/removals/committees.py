"""Who sees and does what in a committee; what is typed; how much is mailed."""

from tests.safety import lines
from tests.safety.prove.removal import Change, Removal

WALK = "tests/architecture/test_walk.py::"
MEMBERSHIPS, SUSPENSIONS = (
    "committees/permissions/memberships.py",
    "committees/permissions/suspensions.py",
)
MARKDOWN = "core/markdown.py"
MEETINGS = (
    "    found = find(Meeting.objects.read_by(signed_in(request)), public_id)\n"
    "    found.reader.committee = found.committee\n"
    "    return found, found.reader\n"
)
SEEING = (
    Removal(
        lines.CRAWL,
        "the roll is shown to membership secretaries",
        "every member may see it, and the rows are not asked whose they are",
        (
            Change(
                "committees/views/memberships.py",
                "Membership.objects.visible_to(request.user).active()",
                "Membership.objects.active()",
            ),
            Change(
                MEMBERSHIPS,
                "    if not member.holds(Office.MEMBERSHIP_SECRETARY):\n"
                '        return denied(_("Only membership secretaries see the roll."))\n',
            ),
        ),
        (
            f"{WALK}test_an_ordinary_members_name_stands_on_the_roll_and_nowhere_else",
            "tests/committees/test_see_roll.py::test_nobody_else_sees_it",
        ),
    ),
    Removal(
        lines.CRAWL,
        "a look at the roll takes a fresh sign-in",
        "any open session is enough",
        (Change("committees/views/memberships.py", "@fresh_sign_in_required\n"),),
        (
            (
                "tests/committees/test_see_roll.py::"
                "test_a_secretary_who_signed_in_long_ago_proves_it_first"
            ),
        ),
    ),
    Removal(
        lines.CRAWL,
        "a look at the roll leaves a trace that members read as a count",
        "it leaves none",
        (
            Change(
                "committees/operations/memberships.py",
                '    Event.record("committees.roll_seen", member.committee, by=member, at=at)\n',
            ),
        ),
        ("tests/committees/test_see_roll.py::test_members_read_how_often_it_was_looked_at",),
    ),
    Removal(
        lines.CRAWL,
        "the public face shows a coarse size",
        "the exact number of members is shown",
        (
            Change(
                "committees/queries/faces.py",
                "        size=coarse(members),",
                "        size=str(members),",
            ),
        ),
        (
            (
                "tests/committees/test_campus_search.py::"
                "test_the_page_of_a_campus_shows_committees_by_coarse_size_and_no_names"
            ),
        ),
    ),
    Removal(
        lines.ELSEWHERE,
        "meetings are found by members of their committee",
        "everybody signed in finds all, and any membership is enough",
        (
            Change(
                "committees/queries/members.py",
                "Membership.objects.active().get(user=user, committee=committee)",
                "Membership.objects.active().filter(user=user)[:1].get()",
            ),
            Change(
                "meetings/views/meetings.py",
                MEETINGS,
                "    from committees.models import Membership as Any\n\n"
                "    found = find(Meeting.objects.all(), public_id)\n"
                "    found.reader_attends = False\n"
                "    return found, Any.objects.active().filter(user=signed_in(request))[:1].get()\n",
            ),
        ),
        (
            f"{WALK}test_nothing_is_read_in_another_committee",
            "tests/safety/test_told_apart.py::test_what_another_committee_holds_is_as_what_is_not",
        ),
    ),
    Removal(
        lines.ELSEWHERE,
        "what one may not see answers 404, not 403",
        "what another committee holds is refused instead",
        (
            Change(
                "core/http.py",
                "    except ObjectDoesNotExist:\n        raise Http404 from None",
                "    except ObjectDoesNotExist:\n"
                "        from core.decision import Refused\n\n"
                '        raise Refused("This is not for you.") from None',
            ),
        ),
        ("tests/safety/test_told_apart.py::test_what_another_committee_holds_is_as_what_is_not",),
    ),
)
POWERS = (
    Removal(
        lines.CRAWL,
        "an emergency suspension takes two",
        "whoever asked for it may confirm it",
        (
            Change(
                SUSPENSIONS,
                "    if by.pk == member.suspension_asked_by_id:\n"
                '        return denied(_("A second person must confirm what you have asked for."))\n',
            ),
        ),
        ("tests/committees/test_suspend_member.py::test_it_takes_two_officers",),
    ),
    Removal(
        lines.ONE_VOTE,
        "an invitation makes one member, though twenty come at once",
        "its row and its committee’s are not locked",
        (
            Change(
                "committees/operations/invitations.py",
                "    committee = Committee.objects.select_for_update().get(pk=invitation.committee_id)\n"
                "    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)\n"
                "    invitation.committee = committee\n"
                "    chosen_name",
                "    committee = Committee.objects.get(pk=invitation.committee_id)\n"
                "    invitation = Invitation.objects.get(pk=invitation.pk)\n"
                "    invitation.committee = committee\n"
                "    chosen_name",
            ),
        ),
        (
            (
                "tests/committees/test_accept_invitation.py::"
                "test_twenty_people_at_the_same_moment_use_an_invitation_once"
            ),
        ),
    ),
)
TYPED = (
    Removal(
        lines.INJECTION,
        "members’ Markdown is cleaned",
        "it is shown as it is rendered, markup and all",
        (
            Change(MARKDOWN, '{"html": False, "linkify": False', '{"html": True, "linkify": False'),
            Change(MARKDOWN, '_parser.disable(["image", "html_block", "html_inline"])\n'),
            Change(
                MARKDOWN, "_without_controls(clean))  # noqa", "_without_controls(html))  # noqa"
            ),
        ),
        ("tests/core/test_markdown.py::test_nothing_that_runs_or_loads_comes_out",),
    ),
    Removal(
        lines.INJECTION,
        "templates escape what was typed",
        "the name of a committee is marked safe",
        (
            Change(
                "templates/committees/invitation.html",
                "<h1><bdi>{{ committee.name }}</bdi></h1>",
                "<h1><bdi>{{ committee.name|safe }}</bdi></h1>",
            ),
        ),
        ("tests/committees/test_invitation.py::test_members_texts_are_shown_and_never_run",),
    ),
    Removal(
        lines.INJECTION,
        "nothing typed reaches another header of a mail",
        "the sender’s name and the subject are not made one line",
        (
            Change(
                "notices/rendering.py",
                '    kept = "".join(\n'
                '        " " if unicodedata.category(c) in _NO_LINE else c for c in text if c not in FORCED\n'
                "    )\n"
                '    line = " ".join(kept.split())\n',
                "    line = text\n",
            ),
        ),
        ("tests/notices/test_mail_headers.py::test_nothing_typed_reaches_another_header",),
    ),
    Removal(
        lines.INJECTION,
        "calendars hold no control characters",
        "texts are taken as they are",
        (
            Change(
                "core/ical.py",
                '        letter for letter in lines if letter == "\\n" or unicodedata.category(letter) != "Cc"',
                "        letter for letter in text",
            ),
        ),
        ("tests/core/test_ical.py::test_whatever_was_written_it_is_one_event_of_valid_lines",),
    ),
    Removal(
        lines.INJECTION,
        "no cell of a table runs as a formula",
        "names stand there as they are",
        (
            Change(
                "ballots/counting/tables.py",
                '    return f"\'{name}" if name.startswith(FORMULA) else name',
                "    return name",
            ),
        ),
        (
            (
                "tests/elections/test_result.py::"
                "test_the_stages_come_as_a_table_that_no_spreadsheet_runs"
            ),
        ),
    ),
)
MAILED = (
    Removal(
        lines.QUOTA,
        "a committee mails so many invitations a day",
        "the quota is not asked",
        (
            Change(
                "committees/permissions/invitations.py",
                "    if number > left:\n",
                "    if False:\n",
            ),
        ),
        (
            (
                "tests/committees/test_invite_many.py::"
                "test_a_committees_mail_of_a_day_has_a_limit_that_grows_with_it"
            ),
        ),
    ),
    Removal(
        lines.QUOTA,
        "a committee sends five announcements a day",
        "they are not counted",
        (
            Change(
                "announcements/permissions.py",
                "    if around.count() >= at_most:\n",
                "    if False:\n",
            ),
        ),
        ("tests/announcements/test_send_announcement.py::test_five_a_day_are_enough",),
    ),
    Removal(
        lines.QUOTA,
        "of two announcements sent at one moment the second counts the first",
        "the committee’s row is not locked",
        (
            Change(
                "announcements/operations/writing.py",
                "    Committee.objects.select_for_update(no_key=True).get(pk=announcement.committee_id)\n",
            ),
        ),
        (
            (
                "tests/announcements/test_send_announcement.py::"
                "test_of_two_sent_at_one_moment_the_second_counts_the_first"
            ),
        ),
    ),
)
REMOVALS = (*SEEING, *POWERS, *TYPED, *MAILED)
