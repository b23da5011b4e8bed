"""What must be shown before a release, in the words of the project's rules of safety.

The table “What is shown by which test” in `docs/security.md` has a row for each, in these words.
"""

from typing import Final

FORBIDDEN: Final = "introspection finds no forbidden field"
DUMP: Final = "no address in a raw dump, session rows decoded"
CRAWL: Final = "a crawl as each role finds no ordinary member's name"
ELSEWHERE: Final = "another committee's objects answer 404"
ALIKE: Final = "an unknown and a known address are answered alike, in status, body and time"
TALLY: Final = "no tally before close for anybody"
ORDER: Final = "the row-order attack on ballots at chance"
ONE_VOTE: Final = "one vote per member under 20 concurrent requests"
COOKIES: Final = "`__Host-` cookies, Secure, HttpOnly, Lax"
FREEZE: Final = "“sign out everywhere” and “freeze me” end sessions, feeds and push at once"
NO_STORE: Final = "`no-store` on every signed-in page, the service worker caches none of them"
HEADERS: Final = (
    "on every response class: HSTS, CSP without `unsafe-inline` or `unsafe-eval`, nosniff, "
    "`Referrer-Policy: same-origin`, COOP, CORP, Permissions-Policy"
)
THIRD_PARTY: Final = "no request to a third party from any page"
CLIENT: Final = "a planted client address appears in no file, table, mail or log"
REPORT: Final = "a 500 report holds no form values, cookies, addresses"
RETENTION: Final = "every row of the retention list by time travel"
ERASE: Final = "“leave and erase” in three taps leaves no row with the address or the name"
EXPORT: Final = "export of one's own data"
INJECTION: Final = "cross-site scripting, header, ICS and CSV injection corpora in every text field"
QUOTA: Final = "mail quota per committee"
LIMITS: Final = "limits by address first, by network at the size of a hall"
RECALL: Final = "recall cannot be blocked, hidden or delayed by its target"
DEPLOY: Final = "`check --deploy` clean"
AUDIT: Final = "dependency audit clean"
ADMIN: Final = "Django's admin off in production"
ASVS: Final = "OWASP ASVS 5.0 level 2, with written deviations"

BLOCKING = (
    FORBIDDEN, DUMP, CRAWL, ELSEWHERE, ALIKE, TALLY, ORDER, ONE_VOTE, COOKIES, FREEZE, NO_STORE,
    HEADERS, THIRD_PARTY, CLIENT, REPORT, RETENTION, ERASE,
)  # fmt: skip
OTHERS = (EXPORT, INJECTION, QUOTA, LIMITS, RECALL, DEPLOY, AUDIT, ADMIN, ASVS)
EVERY = (*BLOCKING, *OTHERS)
