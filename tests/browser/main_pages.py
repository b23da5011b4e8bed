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
# What `world.py` is asked for.
NAMES = sorted({name for _role, name in MAIN_PAGES} | set(FIRST_VISIT))
