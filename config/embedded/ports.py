"""Free ports on this machine, for servers of our own."""

import secrets
import socket
from contextlib import closing

# Below the range from which systems take the ports of outgoing connections (Linux from 32768,
# macOS from 49152), so that a server which is restarted finds its port still free.
PRIVATE_PORTS = range(20_000, 32_000)


def is_free(port: int, *, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on `port` now."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def private_port() -> int:
    """A free port nobody needs to know, for a server on 127.0.0.1."""
    for _attempt in range(200):
        port = secrets.choice(PRIVATE_PORTS)
        if is_free(port):
            return port
    message = "No free port was found on 127.0.0.1 between 20000 and 32000."
    raise OSError(message)


def listen(port: int) -> socket.socket | None:
    """A socket that listens on `port` of 127.0.0.1, which a child may inherit; None if taken."""
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind(("127.0.0.1", port))
        server.listen(512)
    except OSError:
        server.close()
        return None
    return server


def listen_from(port: int, *, tries: int = 50) -> socket.socket | None:
    """A socket on the first free port from `port` upwards, or None."""
    sockets = (listen(candidate) for candidate in range(port, min(port + tries, 65_536)))
    return next((server for server in sockets if server), None)
