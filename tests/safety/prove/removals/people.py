"""Accounts: addresses, sessions, signing in, leaving."""

from tests.safety import lines
from tests.safety.prove.removal import Change, Removal

CRYPTO, ENTRY, SESSIONS = (
    "accounts/crypto.py",
    "accounts/views/entry.py",
    "accounts/operations/sessions.py",
)
MODELS, LIMITS, PEOPLE = "accounts/models.py", "accounts/limits.py", "accounts/operations/people.py"
DUMP = "tests/accounts/test_raw_dump.py::test_no_address_no_code_and_no_session_content_is_in_a_raw_dump"
ALIKE = "tests/accounts/test_sign_in.py::test_a_known_and_an_unknown_address_are_answered_"
FIELDS = "tests/security/test_story.py::test_no_model_has_a_field_for_what_we_do_not_hold"
ENDED = "tests/accounts/test_end_other_sessions.py::"
FROZEN = (
    "tests/accounts/test_freeze_account.py::"
    "test_every_session_and_feed_ends_at_once_and_the_browser_is_cleared"
)
FEED = "    CalendarFeed.objects.filter(user=user).delete()\n"
OTHERS = '    rows = Session.objects.filter(user=user).exclude(pk=row_key(cookie or ""))\n'

HELD = (
    Removal(
        lines.FORBIDDEN,
        "nobody’s last visit is held",
        "an account gets the field `last_seen`",
        (
            Change(
                MODELS,
                "    operator_since = models.DateTimeField(null=True, blank=True)\n",
                "    operator_since = models.DateTimeField(null=True, blank=True)\n"
                "    last_seen = models.DateTimeField(null=True, blank=True)\n",
            ),
        ),
        (FIELDS,),
    ),
    Removal(
        lines.FORBIDDEN,
        "no client address is held",
        "a session gets a field for one",
        (
            Change(
                MODELS,
                "    data = models.TextField()\n",
                "    data = models.TextField()\n    origin = models.GenericIPAddressField(null=True)\n",
            ),
        ),
        (FIELDS,),
    ),
    Removal(
        lines.DUMP,
        "addresses are sealed",
        "they are stored as they are",
        (
            Change(
                CRYPTO,
                "    return _encode(_siv(settings.FIELD_KEYS[0]).encrypt(text.encode(), [purpose.encode()]))",
                "    return text",
            ),
            Change(
                CRYPTO,
                "    return [\n        _encode(_siv(key).encrypt(text.encode(), [purpose.encode()])) "
                "for key in settings.FIELD_KEYS\n    ]",
                "    return [text]",
            ),
            Change(
                CRYPTO,
                "            return _siv(key).decrypt(_decode(sealed), [purpose.encode()]).decode()",
                "            return sealed",
            ),
        ),
        (
            DUMP,
            (
                "tests/security/test_story.py::"
                "test_after_a_whole_story_no_address_and_no_client_lies_anywhere"
            ),
        ),
    ),
    Removal(
        lines.DUMP,
        "sessions, labels, factors and seeds are sealed",
        "they are encoded only, as allauth and Django do",
        (
            Change(CRYPTO, "    return _encode(nonce + sealed)", "    return _encode(raw)"),
            Change(
                CRYPTO,
                "            raw = _decode(sealed)\n"
                "            return _gcm(key, purpose).decrypt(raw[:12], raw[12:], purpose.encode())",
                "            return _decode(sealed)",
            ),
        ),
        (DUMP, "tests/accounts/test_raw_dump.py::test_no_seed_and_no_passkey_is_in_a_raw_dump"),
    ),
    Removal(
        lines.DUMP,
        "the row of a session does not open it",
        "it lies under the cookie itself",
        (
            Change(
                "accounts/sessions.py",
                "    return hashlib.sha256(cookie.encode()).hexdigest()",
                "    return cookie",
            ),
        ),
        (
            "tests/accounts/test_sessions.py::test_the_row_holds_a_hash_of_the_cookie_and_sealed_data",
            DUMP,
        ),
    ),
    Removal(
        lines.CLIENT,
        "counters in the cache name neither person nor network",
        "their keys say what they count",
        (
            Change(
                LIMITS,
                '    return "limit:" + hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:40]',
                '    return "limit:" + text.replace(" ", "_")',
            ),
        ),
        (
            (
                "tests/accounts/test_raw_dump.py::"
                "test_no_address_of_person_or_network_is_a_key_of_the_cache"
            ),
            "tests/architecture/test_walk.py::test_the_clients_address_and_browser_lie_nowhere",
        ),
    ),
    Removal(
        lines.CLIENT,
        "nothing writes a browser’s name down",
        "asking for a code leaves an event with it (a leak that is put in)",
        (
            Change(
                "accounts/codes.py",
                "    request.session[SLOT] = asdict(pending)\n\n\ndef pending",
                "    request.session[SLOT] = asdict(pending)\n"
                "    from core.models import Event\n"
                "    Event.objects.create(at=__import__('datetime').datetime.now("
                "__import__('datetime').UTC), name='accounts.code_sent', subject_type='x', subject='x',"
                " data={'from': request.META.get('HTTP_USER_AGENT', '')})\n\n\ndef pending",
            ),
        ),
        ("tests/architecture/test_walk.py::test_the_clients_address_and_browser_lie_nowhere",),
    ),
)
SIGNING_IN = (
    Removal(
        lines.ALIKE,
        "an unknown address is asked for a code, too",
        "it is sent to the sign-up at once",
        (
            Change(
                ENTRY,
                '        return send_code(request, pending) or redirect("enter-code")',
                "        if not User.objects.filter(email=pending.address).exists():\n"
                '            return redirect("sign-up")\n'
                '        return send_code(request, pending) or redirect("enter-code")',
            ),
        ),
        (f"{ALIKE}alike",),
    ),
    Removal(
        lines.ALIKE,
        "a known address takes no longer",
        "what is done for a known one alone takes a tenth of a second, as a mail sent at once",
        (
            Change(
                ENTRY,
                '        return send_code(request, pending) or redirect("enter-code")',
                "        if User.objects.filter(email=pending.address).exists():\n"
                '            __import__("time").sleep(0.1)\n'
                '        return send_code(request, pending) or redirect("enter-code")',
            ),
        ),
        (f"{ALIKE}in_the_same_time",),
    ),
    Removal(
        lines.LIMITS,
        "a mailbox is not flooded",
        "codes are not counted by address",
        (
            Change(
                LIMITS,
                '        "address": (Limit(5, QUARTER), Limit(30, DAY)),\n'
                '        "network": (Limit(1_200, QUARTER),),',
                '        "network": (Limit(1_200, QUARTER),),',
            ),
        ),
        ("tests/accounts/test_limits.py::test_one_address_gets_five_codes_and_then_a_page",),
    ),
    Removal(
        lines.LIMITS,
        "a hall signs in from one network",
        "the limit by network is the library’s usual one",
        (
            Change(
                LIMITS,
                '        "address": (Limit(5, QUARTER), Limit(30, DAY)),\n'
                '        "network": (Limit(1_200, QUARTER),),',
                '        "address": (Limit(5, QUARTER), Limit(30, DAY)),\n'
                '        "network": (Limit(20, QUARTER),),',
            ),
        ),
        ("tests/accounts/test_limits.py::test_three_hundred_people_of_one_network_sign_in",),
    ),
    Removal(
        lines.LIMITS,
        "a code is guessed five times",
        "tries are not counted",
        (
            Change("accounts/codes.py", "    pending.attempts += 1\n"),
            Change(LIMITS, '"code": (Limit(6, QUARTER),), "network"', '"network"'),
        ),
        (
            "tests/accounts/test_sign_in.py::test_the_fifth_wrong_code_ends_it_even_for_the_right_one",
            (
                "tests/accounts/test_sign_in.py::"
                "test_guesses_sent_at_once_from_copies_of_the_session_do_not_add_up"
            ),
        ),
    ),
    Removal(
        lines.ASVS,
        "a mailbox alone does not open an account with a second factor",
        "the second factor is not asked",
        (Change(ENTRY, "    if method in _SINGLE and proofs.has_factor(user):", "    if False:"),),
        ("tests/accounts/test_enter_second_factor.py::test_the_mailbox_alone_opens_nothing",),
    ),
    Removal(
        lines.ASVS,
        "signing in changes the cookie",
        "the session’s key is not renewed",
        (
            Change(
                "accounts/sessions.py",
                "    def exists(self, session_key: str) -> bool:",
                "    def cycle_key(self) -> None:\n        self.modified = True\n\n"
                "    def exists(self, session_key: str) -> bool:",
            ),
        ),
        ("tests/accounts/test_sessions.py::test_signing_in_changes_the_cookie",),
    ),
)
ENDING = (
    Removal(
        lines.FREEZE,
        "“sign out everywhere” ends the other sessions",
        "they are counted and not deleted",
        (Change(SESSIONS, "    count = rows.delete()[0]", "    count = rows.count()"),),
        (f"{ENDED}test_every_other_browser_is_signed_out_at_once",),
    ),
    Removal(
        lines.FREEZE,
        "“sign out everywhere” ends the calendar’s address",
        "it stays",
        (Change(SESSIONS, FEED + OTHERS, OTHERS),),
        (f"{ENDED}test_the_address_of_the_calendar_ends_too",),
    ),
    Removal(
        lines.FREEZE,
        "“freeze me” ends all sessions",
        "they stay",
        (Change(SESSIONS, "    Session.objects.filter(user=user).delete()\n"),),
        (FROZEN,),
    ),
    Removal(
        lines.FREEZE,
        "“freeze me” ends feeds",
        "they stay",
        (
            Change(
                SESSIONS,
                FEED + "    Session.objects.filter(user=user).delete()\n",
                "    Session.objects.filter(user=user).delete()\n",
            ),
        ),
        (FROZEN,),
    ),
    Removal(
        lines.ERASE,
        "erasing leaves every committee first",
        "the other apps are not told",
        (Change(PEOPLE, "    leaving.tell(user, at)\n"),),
        (
            (
                "tests/accounts/test_erase_account.py::"
                "test_a_coordinator_who_erases_leaves_no_name_behind"
            ),
            "tests/home/test_export_held.py::test_after_erasing_nothing_of_it_lies_in_the_database",
        ),
    ),
    Removal(
        lines.ERASE,
        "erasing deletes the account",
        "it is only closed",
        (
            Change(
                PEOPLE,
                "    user.delete()",
                '    user.is_active = False\n    user.save(update_fields=["is_active"])',
            ),
        ),
        ("tests/accounts/test_erase_account.py::test_three_taps_leave_no_row",),
    ),
    Removal(
        lines.EXPORT,
        "the export takes a fresh sign-in",
        "any open session gets it",
        (Change("home/views/held.py", "@fresh_sign_in_required\n"),),
        ("tests/home/test_export_held.py::test_it_takes_a_fresh_sign_in",),
    ),
    Removal(
        lines.EXPORT,
        "the export names nobody else",
        "names of others in shared rows stay",
        (
            Change(
                "home/queries/held.py",
                "            or (others and column.name in NAMES)\n",
            ),
        ),
        ("tests/home/test_held.py::test_no_other_person_is_named_and_nothing_secret_is_shown",),
    ),
)
REMOVALS = (*HELD, *SIGNING_IN, *ENDING)
