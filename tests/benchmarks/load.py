"""A load of POSTs on connections that are kept: `python -m tests.benchmarks.load URL FILE LENGTH CLIENTS`.

FILE holds the bodies, LENGTH bytes each; with `--whole` whole requests. Prints JSON: answers a
second, and milliseconds at the median and at p99. Anything but 200 is a fault, and ends it.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit


async def main(url: str, file: Path, length: int, clients: int, *, is_whole: bool) -> None:
    parts = urlsplit(url)
    content = file.read_bytes()
    bodies = (content[at : at + length] for at in range(0, len(content), length))
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n"
    ).encode()
    if is_whole:
        head = b""
    took: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(_client(parts, head, bodies, took) for _one in range(clients)))
    seconds = time.perf_counter() - began
    took.sort()
    told = {
        "a_second": len(took) / seconds,
        "median": 1000 * took[len(took) // 2],
        "p99": 1000 * took[int(len(took) * 0.99)],
        "number": len(took),
    }
    print(json.dumps(told))


async def _client(parts: object, head: bytes, bodies: Iterator[bytes], took: list[float]) -> None:
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    for body in bodies:
        began = time.perf_counter()
        writer.write(head + body)
        await _answered(reader)
        took.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()


async def _answered(reader: asyncio.StreamReader) -> None:
    headers = await reader.readuntil(b"\r\n\r\n")
    assert headers.startswith(b"HTTP/1.1 200"), headers
    lines = dict(line.split(b": ", 1) for line in headers.lower().split(b"\r\n")[1:] if line)
    if b"content-length" in lines:
        await reader.readexactly(int(lines[b"content-length"]))
        return
    while size := int(await reader.readline(), 16):  # chunked
        await reader.readexactly(size + 2)
    await reader.readline()


if __name__ == "__main__":
    url, file, length, clients, *rest = sys.argv[1:]
    asyncio.run(main(url, Path(file), int(length), int(clients), is_whole=rest == ["--whole"]))
