"""The units of one machine start what the containers start, with as few rights."""

import configparser
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "deploy" / "systemd"
PARTS = ("migrate", "web", "live", "worker", "beat")
# What differs: here the address to listen on and the file of the clock stand in the command.
OWN = {
    "web": ["--bind", "127.0.0.1:8000"],
    "live": ["--host", "127.0.0.1", "--port", "8001"],
    "beat": ["--schedule", "/var/lib/rank-and-file/beat"],
}


class Unit(configparser.RawConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(part: str) -> Unit:
    parser = Unit(strict=False)
    parser.read(UNITS / f"rank-and-file-{part}.service")
    return parser


@pytest.mark.parametrize("part", PARTS)
def test_each_starts_the_command_of_its_container(part: str) -> None:
    compose: Any = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    command = shlex.split(unit(part)["Service"]["ExecStart"])
    program, rest = command[0].removeprefix("/srv/rank-and-file/.venv/bin/"), command[1:]
    assert [program, *rest] == compose["services"][part]["command"] + OWN.get(part, [])


@pytest.mark.parametrize("part", PARTS)
def test_each_runs_without_rights_and_writes_no_memory_to_a_disk(part: str) -> None:
    service = unit(part)["Service"]
    assert service["User"] == "rank-and-file"
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "RestrictSUIDSGID"):
        assert service[name] == "true"
    assert service["ProtectSystem"] == "strict"
    assert (service["LimitCORE"], service["MemorySwapMax"]) == ("0", "0")


def test_the_target_wants_every_part_that_stays_up() -> None:
    words = (UNITS / "rank-and-file.target").read_text()
    for part in PARTS[1:]:
        assert f"rank-and-file-{part}.service" in words


def test_the_proxy_leads_to_where_they_listen_and_keeps_no_log() -> None:
    lines = (UNITS / "Caddyfile").read_text()
    assert "reverse_proxy 127.0.0.1:8001" in lines
    assert "reverse_proxy 127.0.0.1:8000" in lines
    assert "\tlog" not in lines
