"""Static files where nothing is collected: named by their content, and compressed, as in production.

A changed file has another name at once, so that browsers may keep what they have for ever.
"""

import hashlib
import tempfile
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.compress import Compressor


class FreshStorage(StaticFilesStorage):
    """Addresses with the hash of the content; its copy lies in `STATIC_ROOT` once it was asked for.

    Unlike the storage of production it leaves the addresses inside style sheets as they are, and so
    the names of the fonts that stand in them.
    """

    def url(self, name: str | None) -> str:
        """The address of this file as it is now; of one that does not exist, its plain address."""
        found = finders.find(name) if name else None
        is_named_by_css = bool(name) and str(name).endswith(".woff2")
        if not name or not found or is_named_by_css or not Path(found).is_file():
            return super().url(name)
        state = Path(found).stat()
        return super().url(_kept(name, found, state.st_mtime_ns, state.st_size, str(self.location)))


@lru_cache(maxsize=512)
def _kept(name: str, source: str, _changed: int, _size: int, root: str) -> str:
    """Copy and compress `source` beside its plain name in `root`; the name of the copy."""
    content = Path(source).read_bytes()
    plain = PurePosixPath(name)
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()[:12]
    named = str(plain.with_name(f"{plain.stem}.{digest}{plain.suffix}"))
    target = Path(root, named)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Aside first: another thread may be asked for it before it is whole.
        with tempfile.TemporaryDirectory(dir=root) as folder:
            aside = Path(folder, target.name)
            aside.write_bytes(content)
            compressor = Compressor(quiet=True)
            if compressor.should_compress(target.name):
                for one in compressor.compress(str(aside)):
                    Path(one).replace(target.with_name(Path(one).name))
            aside.replace(target)
    return named
