"""The log of what happened can be added to, and not changed: the database itself refuses.

The trigger holds for every role, also for the owner of the table. The rights that the migration
takes away hold for every role but a superuser, which `TRUNCATE` and `DISABLE TRIGGER` would need.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

SETTING = "rankandfile.swept_at"
REVOKE = "REVOKE UPDATE, TRUNCATE ON core_event FROM CURRENT_USER, PUBLIC;"
APPLY = f"""
CREATE FUNCTION core_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     AND OLD.at <= NULLIF(current_setting('{SETTING}', true), '')::timestamptz
       - (CASE WHEN OLD.name LIKE 'accounts.%' THEN interval '90 days' ELSE interval '365 days' END)
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The log of what happened is only added to.'
    USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER core_event_is_kept BEFORE UPDATE OR DELETE ON core_event
  FOR EACH ROW EXECUTE FUNCTION core_event_is_kept();
{REVOKE}
"""
UNDO = """
DROP TRIGGER core_event_is_kept ON core_event;
DROP FUNCTION core_event_is_kept();
GRANT UPDATE, TRUNCATE ON core_event TO CURRENT_USER;
"""


@contextmanager
def sweeping(at: datetime) -> Iterator[None]:
    """Within this block, and this transaction, events can be deleted whose time is over at `at`.

    A year, and 90 days for what was changed in an account.
    """
    _set(at.isoformat())
    try:
        yield
    finally:
        _set("")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])
