"""The rules of the house that a program can hold."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from core import diagrams, retention
from core.states import Stateful
from tests.architecture.urls import OURS, ours

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "core",
    "accounts",
    "notices",
    "ballots",
    "committees",
    "meetings",
    "elections",
    "councils",
    "outreach",
    "announcements",
    "archives",
    "home",
)
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
# Writes that are no operations: the log itself, sessions and codes (allauth's flow), demonstration,
# the scene of a simulation.
WRITERS = ("operations", "models", "retention", "management", "migrations", "demo", "simulation")


def _python(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def _functions(path: Path) -> list[str]:
    return [
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def _public_functions(app: str, room: str) -> set[str]:
    folder, file = ROOT / app / room, ROOT / app / f"{room}.py"
    paths = [*folder.rglob("*.py")] if folder.is_dir() else [file] if file.is_file() else []
    return {name for path in paths for name in _functions(path)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_is_under_a_retention_rule(model: type[models.Model]) -> None:
    assert model in retention.rules(), f"{model._meta.label} has no rule in retention.py"


@pytest.mark.parametrize(
    "model", [model for model in MODELS if issubclass(model, Stateful)], ids=lambda m: m.__name__
)
def test_every_status_stands_in_the_table_of_transitions(model: type[Stateful]) -> None:
    choices = {value for value, _words in model._meta.get_field("status").flatchoices}
    assert set(model.TRANSITIONS) == choices
    reachable = {after for step in model.TRANSITIONS.values() for after in step}
    assert reachable <= choices


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_model_is_ordered_by_itself_or_points_anywhere_generically(
    model: type[models.Model],
) -> None:
    assert not model._meta.ordering
    assert not [field for field in model._meta.get_fields() if "Generic" in type(field).__name__]


@pytest.mark.parametrize("app", OURS)
def test_a_page_that_changes_something_is_named_like_its_operation(app: str) -> None:
    operations = _public_functions(app, "operations")
    for address in ours():
        if address.app != app:
            continue
        verb = inspect.unwrap(address.view).__name__
        if verb in operations:
            assert address.name == verb.replace("_", "-"), f"{address.pattern} is {address.name}"


@pytest.mark.parametrize("app", OURS)
def test_every_permission_has_its_operation_and_every_page_operation_its_test(app: str) -> None:
    operations = _public_functions(app, "operations")
    permissions = _public_functions(app, "permissions")
    pages = {inspect.unwrap(one.view).__name__ for one in ours() if one.app == app}
    assert permissions <= operations | pages, sorted(permissions - operations - pages)
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / app).rglob("test_*.py")}
    missing = {verb for verb in operations & pages if verb not in tests}
    assert not missing, f"no tests/{app}/test_<verb>.py for {sorted(missing)}"


@pytest.mark.parametrize("app", APPS)
def test_rows_are_written_in_models_and_operations_only(app: str) -> None:
    writing = re.compile(
        r"\.(?:save|bulk_create|bulk_update|get_or_create|update_or_create)\(|objects\.create\("
    )
    for path in _python(app):
        rooms = {*path.relative_to(ROOT / app).parts, path.stem}
        if app in ("core", "home") or rooms & set(WRITERS):
            continue
        if app == "accounts":
            continue  # allauth's flows write through its own models, in the adapter and sessions
        found = [line for line in path.read_text().splitlines() if writing.search(line)]
        assert not found, f"{path.relative_to(ROOT)}: {found}"


def test_every_setting_that_is_read_stands_in_the_example_environment() -> None:
    source = (ROOT / "config/settings.py").read_text() + (
        ROOT / "config/environment.py"
    ).read_text()
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    names |= set(re.findall(r'environ\.get\(\s*"([A-Z_]+)"', source))
    example = (ROOT / ".env.example").read_text()
    missing = {name for name in names if not re.search(rf"^#?\s*{name}=", example, re.M)}
    assert not missing


def test_the_table_of_settings_is_that_of_the_example_environment() -> None:
    text = (ROOT / "docs/operations.md").read_text()
    table = text.split("\n## Settings\n", 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"^\| `([A-Z_]+)` \|", table, re.M)
    example = (ROOT / ".env.example").read_text()
    assert sorted(named) == sorted(re.findall(r"^#?([A-Z_]+)=", example, re.M))


def test_no_page_asks_a_third_party_and_none_carries_inline_script_or_style() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        # Mails, and the one page that is saved as a file and works alone.
        if "email" in path.parts or path.name == "teller_offline.html":
            continue
        text = path.read_text()
        assert not re.search(
            r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//", text
        ), path
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


def test_the_style_sheet_knows_no_left_and_no_right() -> None:
    for path in (ROOT / "static/css").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        found = re.findall(r"(?:^|[\s;{-])(left|right)\s*:|-(left|right)\b", rules)
        assert not found, path


def test_the_state_diagrams_in_the_documentation_are_fresh() -> None:
    text = (ROOT / "docs/domain.md").read_text()
    assert diagrams.renewed(text) == text, "run: manage.py draw_states"
