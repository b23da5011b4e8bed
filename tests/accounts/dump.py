"""The whole database as a thief would read it."""

import base64
import binascii
import re

from django.db import connection


def everything() -> str:
    """Every value of every table as text, and what base64 and hexadecimal in it decode to."""
    parts: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"select t::text from {name} t")  # noqa: S608  a name of the catalogue
            parts += [row[0] for row in cursor.fetchall()]
    text = "\n".join(parts)
    for word in re.findall(r"[A-Za-z0-9_+/=-]{8,}", text):
        plain = word.rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            raw = base64.b64decode(plain + "=" * (-len(plain) % 4))
        except binascii.Error:
            continue
        parts.append(raw.decode("latin-1"))
    for word in re.findall(r"(?:[0-9a-f]{2}){8,}", text):
        parts.append(bytes.fromhex(word).decode("latin-1"))
    return "\n".join(parts)
