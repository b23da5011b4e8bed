"""Translations: compiled without msgfmt, and checked for what is missing or doubtful."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

Key = tuple[str, str]  # context, English sentence
_NAMES = re.compile(r"%\((\w+)\)")
NOT_ASKED = ("DJANGO_SETTINGS_MODULE",)  # makemessages runs outside the project


def catalogues(locale: Path) -> Iterator[tuple[str, Path]]:
    """Language and file of every catalogue."""
    for file in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        yield file.parent.parent.name, file


def compile_all(locale: Path) -> int:
    """Write each `.mo` beside its `.po` where the text is newer; how many were written."""
    written = 0
    for _language, file in catalogues(locale):
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < file.stat().st_mtime:
            polib.pofile(str(file)).save_as_mofile(str(compiled))
            written += 1
    return written


def faults(file: Path, wanted: set[Key] | None) -> list[str]:
    """What is missing, doubtful or left over in one catalogue, a line each."""
    catalogue = polib.pofile(str(file))
    found = [f"{_name(entry)}: not translated" for entry in catalogue.untranslated_entries()]
    found += [f"{_name(entry)}: marked fuzzy" for entry in catalogue.fuzzy_entries()]
    found += [
        f"{_name(entry)}: the translation names {name}, which the sentence does not have"
        for entry in catalogue.translated_entries()
        for name in _strange_names(entry)
    ]
    if wanted is not None:
        have = {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}
        found += [f"{key[1][:60]!r}: not in the catalogue" for key in sorted(wanted - have)]
        found += [f"{key[1][:60]!r}: no longer used" for key in sorted(have - wanted)]
    return found


def in_sources(root: Path, apps: tuple[str, ...]) -> set[Key] | None:
    """Every sentence the sources mark for translation; None where xgettext is not installed."""
    if shutil.which("xgettext") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        (copy / "locale").mkdir()
        for part in (*apps, "templates"):
            shutil.copytree(
                root / part, copy / part, ignore=shutil.ignore_patterns("migrations", "__pycache__")
            )
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", "xx", "--no-location"],
            cwd=copy,
            check=True,
            capture_output=True,
            env={name: value for name, value in os.environ.items() if name not in NOT_ASKED},
        )
        catalogue = polib.pofile(str(copy / "locale/xx/LC_MESSAGES/django.po"))
        return {(entry.msgctxt or "", entry.msgid) for entry in catalogue}


def _name(entry: polib.POEntry) -> str:
    return repr(entry.msgid[:60])


def _strange_names(entry: polib.POEntry) -> list[str]:
    """Names to be filled in that only the translation has: the page would fail on them."""
    given = _NAMES.findall(entry.msgid + entry.msgid_plural)
    used = _NAMES.findall(" ".join([entry.msgstr, *entry.msgstr_plural.values()]))
    return sorted(set(used) - set(given))
