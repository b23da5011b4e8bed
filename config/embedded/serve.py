"""The web process of `manage.py up`: one uvicorn on a socket that the supervisor holds.

The supervisor listens before anything else starts, so that nobody takes the port meanwhile and a
browser waits rather than being refused while this process is started again.
"""

import socket
import sys

import uvicorn


def main(descriptor: int) -> None:
    """Serve on the inherited `descriptor` until SIGTERM."""
    config = uvicorn.Config(
        "config.asgi_dev:application",
        access_log=False,
        lifespan="off",
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    main(int(sys.argv[1]))
