from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("outreach.urls_actions")),
    path("", include("outreach.urls_places")),
]
