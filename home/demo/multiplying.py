"""The demonstration many times over: what a server of many committees holds, in seconds.

Each copy has committees, members and everything else of its own; no row of one leads to another. It
is made for numbers, not for stories: sessions are not copied, and the copy of a vote that is open
has no box, so nobody can vote in it.
"""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from psycopg import sql

from accounts.models import Session, User
from core.models import DeletionStop
from notices.models import Failure, Heartbeat

# Of the machine, or of no committee.
ALONE: tuple[type[models.Model], ...] = (Session, DeletionStop, Failure, Heartbeat)
# Of one country and language, whatever committees there are.
SHARED = ("outreach.RightsCard", "committees.HostChoices")


def copied() -> list[type[models.Model]]:
    """The models whose rows every copy has of its own."""
    left_out = {*ALONE, *(apps.get_model(name) for name in SHARED)}
    return [
        one
        for one in apps.get_models()
        if _is_ours(one) and one not in left_out and not one._meta.proxy
    ]


def _is_ours(model: type[models.Model]) -> bool:
    return Path(model._meta.app_config.path).parent == Path(settings.BASE_DIR)


@transaction.atomic
def multiply(times: int) -> dict[str, int]:
    """Add `times` copies of everything that stands there; rows added, by table."""
    taken = copied()
    step = _step(taken)
    added = {}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in taken:
            if model is User:
                added[User._meta.db_table] = _copy_users(step, times)
            else:
                cursor.execute(_copy(model, {*taken}, step), [times])
                added[model._meta.db_table] = cursor.rowcount
        for model in taken:
            _continue(cursor, model)
    return {table: rows for table, rows in added.items() if rows}


def analyse() -> None:
    """Let the planner know; outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _step(taken: list[type[models.Model]]) -> int:
    """How far apart the numbers of two copies lie: more than any number that there is."""
    greatest: int = max(
        one._base_manager.aggregate(most=models.Max("pk"))["most"] or 0 for one in taken
    )
    return int("1" + "0" * len(str(greatest)))


def _copy(model: type[models.Model], taken: set[type[models.Model]], step: int) -> sql.Composed:
    """One INSERT for all copies of a table."""
    fields = [one for one in model._meta.concrete_fields if not one.generated]
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, generate_series(1, %s) AS n"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(sql.Identifier(str(one.column)) for one in fields),
        values=sql.SQL(", ").join(_value(model, one, taken, step) for one in fields),
    )


def _value(
    model: type[models.Model],
    field: "models.Field[object, object]",
    taken: set[type[models.Model]],
    step: int,
) -> sql.Composable:
    column = sql.Identifier(model._meta.db_table, str(field.column))
    far = field.related_model if isinstance(field, models.ForeignKey) else None
    if (field.primary_key and far is None) or far in taken:
        return sql.SQL("{} + n * {}").format(column, sql.Literal(step))
    if far is None and (field.unique or str(field.name) in _alone_unique(model)):
        return sql.SQL(
            "CASE WHEN {0} = '' THEN '' ELSE rpad(translate(md5({0} || n * {1}), '01', 'xy'),"
            " length({0}), md5(n * {1} || {0})) END"
        ).format(column, sql.Literal(step))
    return column


def _alone_unique(model: type[models.Model]) -> Iterator[str]:
    """What is once in the whole table, and leads to nothing that is copied."""
    for one in model._meta.constraints:
        fields = list(getattr(one, "fields", ()))
        if fields and not any(_leads_on(model, name) for name in fields):
            yield fields[-1]


def _leads_on(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.ForeignKey)


def _copy_users(step: int, times: int) -> int:
    """Their addresses are sealed by us, not by the database."""
    standing, made = list(User.objects.all()), 0
    for number in range(1, times + 1):
        copies = []
        for one in standing:
            name, _at, domain = (one.email or "").partition("@")
            copy = User(
                **{
                    field.attname: getattr(one, field.attname)
                    for field in User._meta.concrete_fields
                    if field.name not in ("id", "public_id", "email")
                }
            )
            copy.pk = one.pk + number * step
            copy.email = f"{name}+{number * step}@{domain}" if name else one.email
            copies.append(copy)
        made += len(User.objects.bulk_create(copies, batch_size=1000))
    return made


def _continue(cursor: object, model: type[models.Model]) -> None:
    """Let the next number be above all copies'."""
    name = model._meta.pk.column
    cursor.execute(  # type: ignore[attr-defined]
        sql.SQL(
            "SELECT setval(pg_get_serial_sequence({0}, {1}), max({2})) FROM {3} HAVING max({2}) > 0"
        ).format(
            sql.Literal(f'"{model._meta.db_table}"'),
            sql.Literal(name),
            sql.Identifier(str(name)),
            sql.Identifier(model._meta.db_table),
        )
    )
