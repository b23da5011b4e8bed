"""`manage.py up` as a person runs it: in odd places, twice at once, killed, interrupted."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import child, places, ports, processes
from tests.stack.product import Product, answer

pytestmark = pytest.mark.stack

ENDS_WITHIN = 6  # seconds; three on a machine that runs nothing else

LONG = "Comité de estudiantes — 学生委员会 " * 4


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A folder that root's database user can reach; pytest closes its own to all others."""
    with tempfile.TemporaryDirectory(prefix="rank-and-file-stack-") as folder:
        path = Path(folder)
        path.chmod(0o711)
        yield path


@pytest.fixture
def product(open_path: Path) -> Iterator[Product]:
    """A checkout under a path that is long, with spaces and letters outside ASCII."""
    checkout = Product(open_path / LONG.strip())
    yield checkout
    checkout.remove()


@pytest.fixture(scope="module")
def checkout() -> Iterator[Product]:
    """Made and filled once for the tests that begin with whatever an earlier start left."""
    with tempfile.TemporaryDirectory(prefix="rank-and-file-stack-") as folder:
        path = Path(folder)
        path.chmod(0o711)
        checkout = Product(path / LONG.strip())
        yield checkout
        checkout.remove()


@pytest.fixture
def used(checkout: Product) -> Iterator[Product]:
    """A checkout in which the product may have run before, and does not run now."""
    yield checkout
    checkout.end()


def test_it_comes_up_with_closed_streams_and_without_a_home_and_ctrl_c_leaves_no_process(
    product: Product,
) -> None:
    product.start(redirection="<&-")
    address = product.wait_until_ready()
    assert len(str(product.folder)) > 107
    assert answer(f"{address}/live/healthz") == (200, '{"live": "ok"}')
    status, page = answer(f"{address}/")
    assert status == 200
    assert "<html" in page
    assert (product.folder / "var" / "run.env").stat().st_mode & 0o077 == 0
    assert (product.folder / "var" / "secrets.env").stat().st_mode & 0o077 == 0
    assert product.interrupt() < ENDS_WITHIN
    assert product.started[-1].returncode == 0
    assert product.processes() == []
    assert not (product.folder / "var" / "run.env").exists()


def test_commands_run_by_hand_find_the_running_database(used: Product) -> None:
    used.start()
    used.wait_until_ready()
    asked = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=used.folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr


def test_after_kill_9_of_the_whole_tree_it_starts_again_with_its_data(used: Product) -> None:
    used.start()
    used.wait_until_ready()
    keys = (used.folder / "var" / "secrets.env").read_text()
    with psycopg.connect(used.setting("DATABASE_URL")) as connection:
        connection.execute("create table kept as select generate_series(1, 1000) as n")
    assert len(used.processes()) > 5
    used.kill_tree()
    used.start()
    used.wait_until_ready()
    with psycopg.connect(used.setting("DATABASE_URL")) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (1000,)
    assert (used.folder / "var" / "secrets.env").read_text() == keys


def test_children_end_when_only_the_supervisor_is_killed(used: Product) -> None:
    used.start()
    used.wait_until_ready()
    children = [pid for pid in used.processes() if pid != used.started[-1].pid]
    used.started[-1].kill()
    used.started[-1].wait()
    assert processes.wait_until_gone(children, seconds=8) == []


def test_a_second_instance_is_refused_and_a_web_that_dies_comes_back(used: Product) -> None:
    used.start()
    address = used.wait_until_ready()
    second = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=used.folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert second.stdout == (
        f"Rank & File already runs in this folder at {address}. End it there first.\n"
    )
    (web,) = [
        pid
        for pid in used.processes()
        if b"config.embedded.serve" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    os.kill(web, 9)
    for _attempt in range(100):
        if "The web ended (by signal SIGKILL); it is started again." in used.said():
            break
        time.sleep(0.1)
    else:
        pytest.fail(used.said())
    assert answer(f"{address}/live/healthz")[0] == 200


def test_a_port_that_is_taken_gives_way_unless_it_was_asked_for(used: Product) -> None:
    deadline = time.monotonic() + 60
    while (stranger := ports.listen(8000)) is None and time.monotonic() < deadline:
        time.sleep(0.1)  # another test's product holds it for a moment
    with stranger or contextlib.nullcontext():
        used.start(env={"PORT": "8000"})
        assert used.started[-1].wait(30) == 1
        assert "Port 8000 is taken or not allowed." in used.said()
        used.start(env={"PORT": "eight"})
        assert used.started[-1].wait(30) == 1
        assert "PORT is “eight”, which is not a port number." in used.said()
        used.start()
        address = used.wait_until_ready()
        assert address != "http://127.0.0.1:8000"
        assert "Port 8000 is taken; this is port" in used.said()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as somebody else")
def test_root_in_a_checkout_that_only_root_may_enter_is_told_where_the_data_lie(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o700)
    product = Product(tmp_path / "checkout")
    try:
        product.start()
        product.wait_until_ready()
        assert product.home.parent in places.ELSEWHERE
        assert f"The data lie in {product.home}" in product.said()
        assert product.interrupt() < ENDS_WITHIN
        assert product.processes() == []
    finally:
        product.remove()


@pytest.mark.skipif(
    os.geteuid() != 0 or not child.may_run([Path(sys.executable)], user="nobody"),
    reason="only root can act as an ordinary user, who must be able to run this Python",
)
def test_an_ordinary_user_needs_nothing_outside_the_checkout(product: Product) -> None:
    for path in (product.folder, *product.folder.rglob("*")):
        shutil.chown(path, "nobody")
    product.start(user="nobody")
    address = product.wait_until_ready()
    assert answer(f"{address}/live/healthz")[0] == 200
    assert "The data lie in" not in product.said()
    assert product.interrupt() < ENDS_WITHIN
    assert product.processes() == []
