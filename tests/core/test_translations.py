"""Catalogues: compiled without msgfmt, and checked for what is missing or doubtful."""

import gettext
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core import translations

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
GOOD = 'msgid "Vote"\nmsgstr "Votar"\n\nmsgctxt "a verb"\nmsgid "Second"\nmsgstr "Apoyar"\n\n'
PLURAL = 'msgid "%(n)s vote"\nmsgid_plural "%(n)s votes"\nmsgstr[0] "%(n)s voto"\nmsgstr[1] "%(n)s votos"\n\n'
KEYS = {("", "Vote"), ("a verb", "Second"), ("", "%(n)s vote")}


def _catalogue(folder: Path, body: str, language: str = "es") -> Path:
    file = folder / language / "LC_MESSAGES/django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + body)
    return file


@pytest.mark.parametrize(
    ("body", "wanted", "faults"),
    [
        (GOOD + PLURAL, KEYS, []),
        (GOOD + PLURAL, None, []),
        ('msgid "Vote"\nmsgstr ""\n', None, ["'Vote': not translated"]),
        (PLURAL.replace("%(n)s votos", ""), None, ["'%(n)s vote': not translated"]),
        ('#, fuzzy\nmsgid "Vote"\nmsgstr "Botar"\n', None, ["'Vote': marked fuzzy"]),
        (GOOD, KEYS, ["'%(n)s vote': not in the catalogue"]),
        (GOOD + PLURAL, KEYS - {("", "Vote")}, ["'Vote': no longer used"]),
        ('#~ msgid "Old"\n#~ msgstr "Viejo"\n', set(), []),
        ('msgid "Hi %(name)s"\nmsgstr "Hola %(nombre)s"\n', None,
         ["'Hi %(name)s': the translation names nombre, which the sentence does not have"]),
        ('msgid "Hi {name}"\nmsgstr "Hola {nombre}"\n', None, []),
        (PLURAL.replace("%(n)s voto\"", 'un voto"'), None, []),
    ],
)  # fmt: skip
def test_each_fault_is_a_line(
    tmp_path: Path, body: str, wanted: set[translations.Key] | None, faults: list[str]
) -> None:
    assert translations.faults(_catalogue(tmp_path, body), wanted) == faults


def test_only_what_is_newer_than_its_compiled_form_is_compiled(tmp_path: Path) -> None:
    file = _catalogue(tmp_path, GOOD)
    _catalogue(tmp_path, GOOD, "zh_Hans")
    assert translations.compile_all(tmp_path) == 2
    assert translations.compile_all(tmp_path) == 0
    compiled = file.with_suffix(".mo")
    with compiled.open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Vote") == "Votar"
    os.utime(compiled, (1, 1))
    assert translations.compile_all(tmp_path) == 1
    assert translations.compile_all(tmp_path / "nowhere") == 0


def test_the_command_compiles_and_says_how_many(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    _catalogue(tmp_path, GOOD)
    call_command("compile_translations")
    assert "1 compiled" in capsys.readouterr().out


@pytest.fixture
def small(settings: Any, tmp_path: Path) -> Path:
    """A project of one sentence, in one language besides English."""
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    settings.LANGUAGES = [("en", "English"), ("zh-hans", "Chinese")]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.html").write_text('{% load i18n %}{% translate "Vote" %}')
    return tmp_path


def test_a_language_without_a_catalogue_is_a_fault(small: Path) -> None:
    with pytest.raises(CommandError, match=r"1 faults in the translations:\nzh_Hans: no catalogue"):
        call_command("check_translations")


def test_a_language_of_one_country_has_the_catalogue_that_gettext_names(
    small: Path, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("pt-br", "Português")]
    with pytest.raises(CommandError, match="pt_BR: no catalogue"):
        call_command("check_translations")


def test_a_language_that_is_read_but_not_spoken_is_a_fault(small: Path, settings: Any) -> None:
    _catalogue(small / "locale", 'msgid "Vote"\nmsgstr "投票"\n', "zh_Hans")
    settings.LANGUAGES_READ = {"zh-hans": "a student, May 2027", "de": "nobody"}
    with pytest.raises(CommandError, match="de: LANGUAGES_READ names it, LANGUAGES does not"):
        call_command("check_translations")


def test_the_sources_are_compared_where_xgettext_is_installed(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _catalogue(small / "locale", 'msgid "Vote"\nmsgstr "投票"\n', "zh_Hans")
    call_command("check_translations")
    assert "Translations: zh_Hans complete." in capsys.readouterr().out
    _catalogue(small / "locale", 'msgid "Boat"\nmsgstr "船"\n', "zh_Hans")
    if shutil.which("xgettext"):
        with pytest.raises(CommandError, match="'Boat': no longer used"):
            call_command("check_translations")


def test_without_xgettext_that_is_said(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(small))
    assert translations.in_sources(small, ()) is None
    _catalogue(small / "locale", 'msgid "Boat"\nmsgstr "船"\n', "zh_Hans")
    call_command("check_translations")
    assert "xgettext is not installed" in capsys.readouterr().out
