from django.urls import URLPattern

from councils import urls_delegates

urlpatterns: list[URLPattern] = [*urls_delegates.urlpatterns]
