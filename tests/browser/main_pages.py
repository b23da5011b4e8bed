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
