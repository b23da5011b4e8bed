"""The pages that people see most: whose page of which name, as `world.py` knows them."""

MAIN_PAGES = (
    ("visitor", "welcome"),
    ("visitor", "campuses"),
    ("visitor", "sign-in"),
    ("coordinator", "dashboard"),
    ("coordinator", "committee"),
    ("coordinator", "meeting"),
    ("member", "election"),
    ("member", "cast-vote"),
    ("coordinator after the count", "election-result"),
    ("coordinator", "write-announcement"),
)
# What somebody new comes through: what this is; whether there is one here; which; who they are;
# their rules; how to come in.
FIRST_VISIT = ("welcome", "campuses", "campus", "committee", "standing-orders", "sign-in")
# What `world.py` is asked for: these pages, of these roles.
NAMES = sorted({word for pair in MAIN_PAGES for word in pair} | set(FIRST_VISIT))
