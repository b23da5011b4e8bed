from django.urls import path

from home.views import welcome

urlpatterns = [
    path("", welcome.welcome, name="welcome"),
    path("home/", welcome.dashboard, name="dashboard"),
]
