"""A mail server that keeps nothing but numbers: `python -m tests.benchmarks.sink`.

Its first line is its port. To each line on standard input it answers with JSON: how many mails came
since the last, the moments (`time.monotonic`) of the first and the last, and the bytes of one of them.
"""

import base64
import json
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port


class Sink:
    def __init__(self) -> None:
        self.number, self.first, self.last, self.mail = 0, 0.0, 0.0, b""

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.number += 1
        self.mail = envelope.original_content or b""
        return "250 OK"

    def told(self) -> str:
        """What came, and forget it."""
        mail = base64.b64encode(self.mail).decode()
        told = {"number": self.number, "first": self.first, "last": self.last, "mail": mail}
        self.__init__()  # type: ignore[misc]
        return json.dumps(told)


def main() -> None:
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    print(controller.port, flush=True)
    for line in sys.stdin:
        print(sink.number if line.strip() == "number" else sink.told(), flush=True)
    controller.stop()


if __name__ == "__main__":
    main()
