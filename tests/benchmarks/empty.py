"""An empty Django view, for the server that the product uses: `gunicorn tests.benchmarks.empty:application`."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def view(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse(b"ok")


urlpatterns = [path("", view)]
settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="none", DEBUG=False
)
application = get_wsgi_application()
