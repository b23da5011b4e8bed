"""What is held about one person as files that can be taken away: JSON for machines, HTML for people."""

import io
import json
import zipfile
from datetime import datetime

from django.template.loader import render_to_string

from home.queries.held import Held


def as_json(held: list[Held], at: datetime) -> str:
    """By model: how long it is kept, and the rows by column."""
    kinds = [
        {
            "model": one.model,
            "what": one.label,
            "kept": one.rules,
            "rows": [{value.column: value.raw for value in row.values} for row in one.rows],
            "rows_left_out": one.more,
        }
        for one in held
    ]
    return json.dumps({"made_at": at.isoformat(), "held": kinds}, ensure_ascii=False, indent=1)


def as_zip(held: list[Held], at: datetime) -> bytes:
    """Both files; made in memory, and kept nowhere."""
    page = render_to_string("home/held_export.html", {"held": held, "made_at": at})
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("held.json", as_json(held, at))
        files.writestr("held.html", page)
    return whole.getvalue()
