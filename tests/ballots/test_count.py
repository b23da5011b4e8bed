"""`manage.py count`, in the process and as a command of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]
GOOD = '3 1\n5 1 0\n5 2 0\n2 3 1 0\n2 0\n0\n"Ana"\n"李"\n"Re-open nominations"\n"T"\n'


@pytest.fixture
def blt(tmp_path):
    path = tmp_path / "contest.blt"
    path.write_text(GOOD, "utf-8")
    return path


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", "count", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_json_is_the_default_rules_count(blt, capsys):
    call_command("count", str(blt), format="json")
    result = json.loads(capsys.readouterr().out)
    assert list(result)[:1] == ["rule"]
    assert (result["quota"], result["valid"], result["invalid"]) == (7, 12, 2)
    assert result["elected"] == ["Ana"]
    assert result["stages"][1]["votes"]["Ana"] == "7.00000"


def test_text_csv_and_picture(blt, capsys):
    call_command("count", str(blt))
    assert "Elected: Ana." in capsys.readouterr().out
    call_command("count", str(blt), "--format", "csv")
    assert capsys.readouterr().out.startswith("stage,number,candidate")
    call_command("count", str(blt), "--format", "svg")
    assert ET.fromstring(capsys.readouterr().out).get("role") == "img"  # noqa: S314 - we drew it


def test_with_ron_the_last_candidate_is_ron(blt, capsys):
    call_command("count", str(blt), "--rule", "scottish-stv-ron")
    out = capsys.readouterr().out
    assert "Rule: scottish-stv-ron." in out


def test_a_lot_without_a_seed_is_said(blt, capsys):
    blt.write_text('2 1\n1 1 0\n1 2 0\n0\n"A"\n"B"\n')
    call_command("count", str(blt))
    assert "no --seed was given: 32 zero bytes were used" in capsys.readouterr().err
    call_command("count", str(blt), "--seed", "00" * 32)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (("2 3 1 0", "2 3 9 0"), {}, "line 4: there is no candidate 9"),
        (("", ""), {"seed": "xyz"}, "seed is not hexadecimal"),
        (("", ""), {"rule": "yes-no"}, "exactly two answers"),
    ],
)
def test_a_fault_is_one_sentence_and_exit_2(blt, change, options, message):
    blt.write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(CommandError, match=message) as caught:
        call_command("count", str(blt), **options)
    assert caught.value.returncode == 2


@pytest.mark.parametrize("file", [".", "missing.blt", "nul\0byte"])
def test_a_file_that_cannot_be_read_is_one_sentence(file):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("count", file)


def test_the_command_needs_neither_database_nor_redis_nor_a_utf8_terminal(blt):
    nowhere = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "PYTHONIOENCODING": "ascii",
        "LC_ALL": "C",
    }
    done = run(blt, "--format", "json", **nowhere)
    assert done.returncode == 0, done.stderr
    assert "李" in json.loads(done.stdout)["stages"][0]["votes"]


def test_a_malformed_file_ends_the_process_with_2_and_one_line(tmp_path):
    path = tmp_path / "bad.blt"
    path.write_text("3 1\n1 2\n0\n")
    done = run(path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().count("\n") == 1
    assert "line 2: the paper does not end with 0." in done.stderr.decode()
