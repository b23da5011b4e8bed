"""The embedded servers start, survive, and end with whoever started them."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.embedded import locks, places, ports, postgres, processes, throwaway, valkey

pytestmark = pytest.mark.stack

HOLD = """
import sys, time
from pathlib import Path
from config.embedded import postgres
with postgres.running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A path that is long, has spaces and letters outside ASCII, and that root's user enters."""
    with tempfile.TemporaryDirectory(prefix="rank-and-file-stack-") as above:
        Path(above).chmod(0o711)
        path = Path(above) / ("Asamblea de la Universidad Autónoma — 民主 " * 3).strip()
        path.mkdir(mode=0o711)
        yield path


def test_a_cluster_keeps_its_rows_from_one_start_to_the_next(folder: Path) -> None:
    with postgres.running(folder / "pg", durable=False) as url, psycopg.connect(url) as connection:
        connection.execute("create table kept as select 'señal' as word")
    with postgres.running(folder / "pg", durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("select word from kept").fetchone() == ("señal",)
        major = connection.execute("select current_setting('server_version_num')").fetchone()
        assert major is not None
        assert major[0].startswith(postgres.MAJOR)


def test_the_database_is_closed_to_whoever_lacks_the_password(folder: Path) -> None:
    with postgres.running(folder / "pg", durable=False) as url:
        password = url.split(":")[2].split("@")[0]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(url.replace(password, "guess"))


def test_a_failing_statement_leaves_no_address_in_the_log(folder: Path) -> None:
    with postgres.running(folder / "pg", durable=False) as url, psycopg.connect(url) as connection:
        connection.execute("create table person (address text unique)")
        connection.execute("insert into person values ('ana@campus.example')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into person values ('ana@campus.example')")
    log = (folder / "pg" / "server.log").read_text()
    assert "duplicate key" in log
    assert "ana@campus.example" not in log


def test_a_server_ends_when_its_starter_is_killed_and_starts_again_with_its_rows(
    folder: Path,
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / "pg")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert holder.stdout is not None
    url = holder.stdout.readline().strip()
    with psycopg.connect(url) as connection:
        connection.execute("create table kept as select 1 as n")
    servers = processes.working_in(folder / "pg" / "data")
    assert servers
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert processes.wait_until_gone(servers, seconds=5) == []
    with postgres.running(folder / "pg") as url, psycopg.connect(url) as connection:
        assert connection.execute("select n from kept").fetchone() == (1,)


@pytest.mark.parametrize("kind", ["dead", "zombie", "foreign", "garbled"])
def test_a_pid_file_that_names_no_server_does_not_stop_the_start(folder: Path, kind: str) -> None:
    with postgres.running(folder / "pg", durable=False):
        pass
    # The foreign process is one of the database user's own, which that user could signal.
    user = places.database_user(folder / "pg" / "data")
    sleeper = subprocess.Popen(["/bin/sleep", "60"], user=user)
    if kind in {"dead", "zombie"}:
        sleeper.send_signal(signal.SIGKILL)
    if kind == "dead":
        sleeper.wait()
    data = folder / "pg" / "data"
    pid = "not a number" if kind == "garbled" else str(sleeper.pid)
    (data / "postmaster.pid").write_text(f"{pid}\n{data}\n{int(time.time())}\n5432\n\n\n")
    if user:
        os.chown(data / "postmaster.pid", pwd.getpwnam(user).pw_uid, -1)
    try:
        with postgres.running(folder / "pg", durable=False) as url:
            assert postgres.is_ready(url)
    finally:
        sleeper.kill()
        sleeper.wait()


def test_a_first_start_that_was_cut_off_is_begun_anew(folder: Path) -> None:
    half = folder / "pg" / "making-cut-off" / "data"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    (folder / "pg" / "making-cut-off.password").write_text("x")
    with postgres.running(folder / "pg", durable=False) as url:
        assert postgres.is_ready(url)
    assert not list((folder / "pg").glob("making-*"))


def test_data_of_another_version_are_refused_with_a_sentence(folder: Path) -> None:
    with postgres.running(folder / "pg", durable=False):
        pass
    (folder / "pg" / "data" / "PG_VERSION").write_text("16\n")
    with (
        pytest.raises(postgres.PostgresError, match="are of PostgreSQL 16, not 18"),
        postgres.running(folder / "pg", durable=False),
    ):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a database user besides itself")
def test_roots_cluster_in_a_closed_folder_lies_elsewhere_and_is_found_again(folder: Path) -> None:
    folder.chmod(0o700)
    closed = folder / "checkout" / "var" / "postgres"
    home = places.enterable_home(closed)
    try:
        assert home != closed
        assert home.parent in places.ELSEWHERE
        assert places.enterable_home(closed) == home
        with postgres.running(closed, durable=False) as url:
            assert postgres.is_ready(url)
            assert (home / "data").stat().st_uid != 0
    finally:
        shutil.rmtree(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a database user besides itself")
def test_data_are_never_begun_anew_because_their_folder_was_closed_or_opened(folder: Path) -> None:
    wanted = folder / "checkout" / "var" / "postgres"
    with postgres.running(wanted, durable=False):
        pass
    folder.chmod(0o700)
    with pytest.raises(places.PlaceError, match="could once enter"):
        places.enterable_home(wanted)
    shutil.rmtree(wanted)
    elsewhere = places.enterable_home(wanted)
    try:
        (elsewhere / "data").mkdir()
        folder.chmod(0o711)
        assert places.enterable_home(wanted) == elsewhere
        shutil.rmtree(wanted)
        assert places.enterable_home(wanted) == wanted
        assert elsewhere.with_name(f"{elsewhere.name}-old").exists()
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)
        shutil.rmtree(elsewhere.with_name(f"{elsewhere.name}-old"), ignore_errors=True)


def test_a_folder_that_others_can_write_is_refused(folder: Path) -> None:
    folder.chmod(0o777)
    with pytest.raises(places.PlaceError, match="could be written by others"):
        places.checked(folder)
    link = folder.parent / "link"
    link.symlink_to(folder)
    with pytest.raises(places.PlaceError, match="not a folder"):
        places.checked(link)


def test_valkey_wants_its_password_and_writes_nothing(folder: Path) -> None:
    with valkey.running(folder / "vk") as url:
        client = redis.Redis.from_url(url)
        client.set("seen", "1")
        assert client.get("seen") == b"1"
        client.close()
        port = int(url.rsplit(":", 1)[1].split("/")[0])
        stranger = redis.Redis(port=port, retry=Retry(NoBackoff(), 0))
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
        stranger.close()
    assert {path.name for path in (folder / "vk").iterdir()} == {"valkey.conf", "server.log"}


def test_throwaway_servers_leave_no_folder() -> None:
    before = set(Path("/tmp").glob(f"{throwaway.PREFIX}*"))
    with throwaway.servers() as (database_url, redis_url):
        assert postgres.is_ready(database_url)
        assert valkey.is_ready(redis_url)
    assert set(Path("/tmp").glob(f"{throwaway.PREFIX}*")) <= before


def test_a_lock_is_refused_to_a_second_holder_and_names_the_first(folder: Path) -> None:
    path = folder / "lock"
    assert not locks.is_held(path)
    with locks.held(path) as lock:
        lock.write("http://127.0.0.1:8000")
        assert locks.is_held(path)
        with pytest.raises(locks.LockedError) as refused, locks.held(path):
            pass
        assert refused.value.holder == "http://127.0.0.1:8000"
    assert not locks.is_held(path)


def test_the_next_free_port_passes_over_one_that_is_taken() -> None:
    taken = ports.private_port()
    first, second = ports.listen(taken), ports.listen_from(taken)
    assert first is not None
    assert second is not None
    with first, second:
        assert not ports.is_free(taken)
        assert ports.listen(taken) is None
        assert second.getsockname()[1] > taken
