"""On the phone: the manifest, the service worker, the offline page, and the page that explains them."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import page
from core.middleware import public
from home import shell


def _language(request: HttpRequest) -> str:
    """The language in the address: none of these answers is asked for with cookies."""
    code = request.GET.get("lang", settings.LANGUAGE_CODE)
    if code not in dict(settings.LANGUAGES):
        raise Http404
    return code


def _face(key: str) -> shell.Face:
    if key not in shell.FACES:
        raise Http404
    return shell.FACES[key]


def _offline_page(language: str) -> str:
    context = {"language": language, "is_rtl": translation.get_language_info(language)["bidi"]}
    with translation.override(language):
        return render_to_string("home/offline.html", context)


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest in the language and under the name that its address says."""
    language, face = _language(request), _face(request.GET.get("app", "named"))
    with translation.override(language):
        found = shell.manifest(face, language, rtl=translation.get_language_bidi())
    return HttpResponse(json.dumps(found), content_type="application/manifest+json")


@public
@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """From the root, so that it is in charge of every page; read anew each time."""
    language = _language(request)
    address = f"{reverse('offline')}?{urlencode({'lang': language})}"
    script = shell.service_worker(address, _offline_page(language).encode())
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page where there is no network; the same for everybody."""
    return HttpResponse(_offline_page(_language(request)))


@public
@require_safe
def on_the_phone(request: HttpRequest) -> HttpResponse:
    """How to put it on the home screen, and under which name."""
    default = "quiet" if request.user.is_authenticated else "named"
    face = _face(request.GET.get("app", default))
    context = {"app": face.key, "faces": list(shell.FACES.values())}
    return page(request, "home/on_the_phone.html", context)
