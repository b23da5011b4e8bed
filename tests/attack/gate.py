"""The way from the scanner to the product: it counts, and leads nowhere else."""

import http.client
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

_HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "upgrade"}


class Gate:
    """A proxy on 127.0.0.1 that forwards to one product, and refuses every other address."""

    def __init__(self, port: int) -> None:
        self.port, self.lock = port, Lock()
        self.statuses: Counter[int] = Counter()
        self.broken: list[str] = []
        self.outside: Counter[str] = Counter()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def requests(self) -> int:
        """How many were forwarded so far."""
        return sum(self.statuses.values())

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def forward(self, asked: BaseHTTPRequestHandler) -> None:
        """Ask the product, and hand its answer back."""
        target = urlsplit(asked.path)
        if target.netloc not in ("", f"127.0.0.1:{self.port}"):
            with self.lock:
                self.outside[target.netloc] += 1
            asked.send_error(403)
            return
        path = target.path + (f"?{target.query}" if target.query else "")
        length = int(asked.headers.get("Content-Length") or 0)
        body = asked.rfile.read(length) if length else None
        headers = {k: v for k, v in asked.headers.items() if k.lower() not in _HOP}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(asked.command, path or "/", body, headers)
            answer = line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException, ValueError) as fault:
            self._count(0, f"{asked.command} {path}: {fault!r}")
            asked.send_error(502)
            return
        finally:
            line.close()
        self._count(answer.status, f"{asked.command} {path}: {answer.status}")
        with suppress(OSError):  # the scanner's time is up, and it hears no more
            self._hand_back(asked, answer, content)

    def _hand_back(
        self, asked: BaseHTTPRequestHandler, answer: http.client.HTTPResponse, content: bytes
    ) -> None:
        asked.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP | {"content-length"}:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(content)))
        asked.send_header("Connection", "close")
        asked.end_headers()
        if asked.command != "HEAD":
            asked.wfile.write(content)

    def _count(self, status: int, words: str) -> None:
        with self.lock:
            self.statuses[status] += 1
            if status >= 500 or not status:  # none: no answer came
                self.broken.append(words)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gate = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def __getattr__(self, name: str) -> object:
                if name.startswith("do_"):
                    return lambda: gate.forward(self)
                raise AttributeError(name)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: the table tells."""

        return Handler
