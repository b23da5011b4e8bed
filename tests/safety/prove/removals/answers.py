"""What every response carries and does not carry."""

from tests.safety import lines
from tests.safety.prove.removal import Change, Removal

SETTINGS, MIDDLEWARE, LOGS = "config/settings.py", "core/middleware.py", "core/logs.py"
HTTPS = "tests/core/test_headers.py::test_on_https_cookies_are_host_only_and_the_browser_is_told_to_stay"
HEADERS = "tests/security/test_responses.py::test_every_class_of_response_carries_every_header"
REPORT = (
    "tests/security/test_responses.py::"
    "test_a_report_of_a_fault_holds_no_value_of_a_form_no_cookie_and_no_address"
)
NO_STORE = "tests/core/test_headers.py::test_a_signed_in_page_is_stored_nowhere"
THIRD_PARTY = (
    "tests/architecture/test_house.py::"
    "test_no_page_asks_a_third_party_and_none_carries_inline_script_or_style"
)
WALK_THIRD_PARTY = (
    "tests/architecture/test_walk.py::"
    "test_no_page_asks_a_third_party_or_carries_a_script_of_its_own"
)


def _cookies(protection: str, how: str, text: str, instead: str) -> Removal:
    return Removal(lines.COOKIES, protection, how, (Change(SETTINGS, text, instead),), (HTTPS,))


def _header(protection: str, how: str, *changes: Change, case: str = "a page") -> Removal:
    return Removal(lines.HEADERS, protection, how, changes, (f"{HEADERS}[{case}]",))


COOKIES = (
    _cookies(
        "cookies are sent over https alone",
        "`Secure` is switched off",
        "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS",
        "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False",
    ),
    _cookies(
        "no script reads a cookie",
        "`HttpOnly` is switched off",
        "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True",
        "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = False",
    ),
    _cookies(
        "another site’s form sends no cookie",
        "`SameSite` becomes None",
        'LANGUAGE_COOKIE_SAMESITE = "Lax"',
        'LANGUAGE_COOKIE_SAMESITE = "None"',
    ),
    _cookies(
        "no other host sets our cookies",
        "`__Host-` goes from the session’s name",
        '"__Host-session" if HTTPS else "session"',
        '"session"',
    ),
)
ON_EVERY_RESPONSE = (
    _header(
        "HSTS",
        "the middleware that sets it is taken out",
        Change(SETTINGS, '    "django.middleware.security.SecurityMiddleware",\n'),
    ),
    _header(
        "Content-Security-Policy of pages",
        "its middleware is taken out, and the policy of what is no page with it",
        Change(SETTINGS, '    "csp.middleware.CSPMiddleware",\n'),
        Change(
            MIDDLEWARE, '        response.headers.setdefault("Content-Security-Policy", NO_PAGE)\n'
        ),
    ),
    _header(
        "no inline script",
        "`unsafe-inline` is let in",
        Change(SETTINGS, '"script-src": [SELF],', '"script-src": [SELF, "\'unsafe-inline\'"],'),
    ),
    _header(
        "a policy on what comes before pages",
        "the policy of what is no page is taken out",
        Change(
            MIDDLEWARE, '        response.headers.setdefault("Content-Security-Policy", NO_PAGE)\n'
        ),
        case="the way to https",
    ),
    _header(
        "nosniff",
        "it is switched off",
        Change(SETTINGS, 'X_FRAME_OPTIONS = "DENY"', "SECURE_CONTENT_TYPE_NOSNIFF = False"),
    ),
    _header(
        "Referrer-Policy",
        "addresses go to other sites",
        Change(
            SETTINGS,
            'SECURE_REFERRER_POLICY = "same-origin"',
            'SECURE_REFERRER_POLICY = "unsafe-url"',
        ),
    ),
    _header(
        "COOP",
        "it is switched off",
        Change(
            SETTINGS,
            'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"',
            "SECURE_CROSS_ORIGIN_OPENER_POLICY = None",
        ),
    ),
    _header(
        "CORP, static files too",
        "it is taken out",
        Change(
            MIDDLEWARE,
            '        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")\n',
        ),
        case="a static file",
    ),
    _header(
        "Permissions-Policy",
        "it is taken out",
        Change(
            MIDDLEWARE,
            '        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)\n',
        ),
        case="a page that is not there",
    ),
)
KEPT = (
    Removal(
        lines.NO_STORE,
        "no browser and no proxy keeps a member’s page",
        "`no-store` is no longer set",
        (
            Change(
                MIDDLEWARE,
                'response.headers["Cache-Control"] = "no-store, private"\n        if',
                "pass\n        if",
            ),
            Change(MIDDLEWARE, "            add_never_cache_headers(response)\n"),
        ),
        (NO_STORE,),
    ),
    Removal(
        lines.NO_STORE,
        "the service worker keeps no member’s page",
        "it puts every page that it fetched into its cache",
        (
            Change(
                "home/service_worker.js",
                "return (await event.preloadResponse) || (await fetch(event.request));",
                "const page = (await event.preloadResponse) || (await fetch(event.request));"
                " (await caches.open(CACHE)).put(event.request, page.clone()); return page;",
            ),
        ),
        ("tests/safety/test_service_worker.py::test_a_members_page_is_put_in_no_cache",),
    ),
    Removal(
        lines.NO_STORE,
        "the service worker fetches its shell as nobody",
        "it sends cookies along",
        (Change("home/service_worker.js", '"omit"', '"include"'),),
        ("tests/safety/test_service_worker.py::test_what_it_holds_is_fetched_without_cookies",),
    ),
)
ELSEWHERE = (
    Removal(
        lines.THIRD_PARTY,
        "no file of a page comes from elsewhere",
        "the frame of all pages loads a style sheet from another host",
        (
            Change(
                "templates/base.html",
                "  {% block htmx %}{% endblock %}",
                '  <link rel="stylesheet" href="https://cdn.example/x.css">\n'
                '  <img src="https://cdn.example/x.png" alt="">',
            ),
        ),
        (THIRD_PARTY, WALK_THIRD_PARTY),
    ),
)
FAULTS = (
    Removal(
        lines.REPORT,
        "a report of a fault tells kind and place only",
        "the words of the exception are logged, as usual",
        (Change(LOGS, "    def formatException(self, ei", "    def _formatted(self, ei"),),
        (REPORT,),
    ),
    Removal(
        lines.REPORT,
        "addresses and tokens are blotted out of every line",
        "lines are written as they come",
        (Change(LOGS, "return blotted(super().format(record))", "return super().format(record)"),),
        ("tests/security/test_responses.py::test_a_link_that_lets_somebody_in_is_not_in_the_log",),
    ),
)
REMOVALS = (*COOKIES, *ON_EVERY_RESPONSE, *KEPT, *ELSEWHERE, *FAULTS)
