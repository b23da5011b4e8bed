"""An empty Django view on the server that the product uses: `python -m tests.benchmarks.empty DESCRIPTOR`."""

import socket
import sys

import uvicorn
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def view(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse(b"ok")


urlpatterns = [path("", view)]

if __name__ == "__main__":
    settings.configure(
        ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", MIDDLEWARE=[], SECRET_KEY="none", DEBUG=False
    )
    config = uvicorn.Config(
        get_asgi_application(), access_log=False, lifespan="off", log_level="warning"
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])
