"""Writes docs/vectors: `python -m tests.ballots.protocol.vectors`.

Everything in them follows from names, so that they come out alike wherever they are made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ballots.protocol.encoding import b64, canonical
from tests.ballots.protocol import elections, vectors_casting, vectors_opening, vectors_setting_up
from tests.ballots.protocol.world import World

FOLDER = Path(__file__).parents[3] / "docs" / "vectors"


def files() -> dict[str, bytes]:
    """Each file's name and bytes. A board is canonical; the rest is laid out for reading."""
    boards = {
        "tellers": elections.tellers(),
        "host": elections.host(),
        "question": elections.question(),
        "every-invalid": elections.every_invalid(),
        "paper": elections.on_paper(),
        "sealed": elections.sealed(),
    }
    made = {f"board-{name}.json": canonical(file) for name, (_, file) in boards.items()}
    few, _file = elections.sealed()
    made["annex-sealed.json"] = canonical(few.papers.annex(few.salt))
    secrets = {name: _secrets(world) for name, (world, _) in boards.items()}
    rest: dict[str, Mapping[str, Any]] = {
        "voters.json": secrets,
        "encoding.json": vectors_setting_up.encoding(),
        "definition.json": vectors_setting_up.definition(),
        "paper.json": vectors_casting.paper(),
        "envelope.json": vectors_casting.envelope(),
        "casting.json": vectors_casting.casting(),
        "closing.json": vectors_opening.closing(),
        "opening.json": vectors_opening.opening(),
    }
    for name, value in rest.items():
        written = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        made[name] = written.encode() + b"\n"
    return made


def _secrets(world: World) -> dict[str, Any]:
    """Every secret behind a board: for a booth that finds its ballot, and for whoever forges."""
    return {
        "holders": [b64(keys.secret) for keys in world.keys],
        "issuer": {
            str(kind).removesuffix("-key"): b64(key.to_bytes())
            for kind, key in world.issuers.items()
        },
        "receipt_key": b64(world.receipt_private),
        "roll": [
            {"leaf": b64(leaf), "member": member, "salt": b64(salt)}
            for leaf, member, salt in zip(world.leaves, world.members, world.salts, strict=True)
        ],
        "voters": [
            {
                **cast.voter.to_json(),
                "choices": list(cast.choices),
                "counter": cast.counter,
                "h": b64(cast.outer.h),
                "outer": b64(cast.outer.to_bytes()),
                "receipt": b64(cast.receipt),
            }
            for cast in world.box.values()
        ],
    }


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)
        print(f"{len(data):9} {name}")


if __name__ == "__main__":
    main()
