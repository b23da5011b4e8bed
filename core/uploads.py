"""Files that people send stay in memory: what is sealed later must not lie on a disk before."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class FilesTooLarge(RequestDataTooBig):
    """It is the files that are too large, not what was written."""


class InMemory(MemoryFileUploadHandler):
    """Keeps every file in memory, and refuses the request once its files are too large for that."""

    def handle_raw_input(self, *args: Any, **options: Any) -> None:
        """Django's own would leave a large request to the next handler, which writes to a disk."""
        self.activated = True
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise FilesTooLarge("The files of a request are too large.")
        super().receive_data_chunk(raw_data, start)
