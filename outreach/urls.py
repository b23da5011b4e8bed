from django.urls import URLPattern

from outreach import urls_places

urlpatterns: list[URLPattern] = [
    *urls_places.urlpatterns,
]
