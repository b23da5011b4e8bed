import io, json
from pathlib import Path
import pytest
from archives.zipping import write_zip
from archives.opening import read_archive
from archives import signing
from archives.operations.moving import import_committee
from committees.models import Committee
from tests.world import World, standing
from tests.factories import NOW
pytestmark = pytest.mark.django_db

def test_it(tmp_path):
    with standing(tmp_path):
        world = World()
        out = io.BytesIO()
        write_zip(world.committee, "a"*12, out, at=NOW)
        Path("/tmp/archive.zip").write_bytes(out.getvalue())
        opened = read_archive(out, trusted=signing.public_keys()[0])
        print({k: len(v) for k, v in opened.rows.items()})
        done = import_committee(opened, at=NOW)
        print(done.counts, done.waiting)
        again = io.BytesIO()
        write_zip(done.committee, "b"*12, again, at=NOW)
        second = read_archive(again, trusted=signing.public_keys()[0])
        for k in opened.rows:
            if opened.rows[k] != second.rows[k]:
                print(k, len(opened.rows[k]), len(second.rows[k]))
                for a, b in zip(opened.rows[k], second.rows[k]):
                    print({n: (a[n], b[n]) for n in a if a[n] != b[n]})
