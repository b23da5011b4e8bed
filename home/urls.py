from django.urls import path

from home.views import (
    clock,
    committee,
    design,
    feed,
    health,
    held,
    powers,
    privacy,
    search,
    shell,
    standing_orders,
    welcome,
)

urlpatterns = [
    path("committees/<slug:public_id>/", committee.committee, name="committee"),
    path(
        "committees/<slug:public_id>/standing-orders/",
        standing_orders.standing_orders,
        name="standing-orders",
    ),
    path("committees/<slug:public_id>/powers/", powers.powers, name="powers"),
    path("account/held/", held.held, name="held"),
    path("account/held/export/", held.export_held, name="export-held"),
    path("calendar/<slug:token>.ics", feed.calendar_feed, name="calendar-feed"),
    path("privacy/", privacy.privacy, name="privacy"),
    path(".well-known/security.txt", privacy.security_txt, name="security-txt"),
    path("healthz", health.healthz, name="healthz"),
    path("operator/", health.operator, name="operator"),
    path("operator/deletion/", health.deletion, name="deletion"),
    path("demo/clock/", clock.deadlines_ahead, name="clock"),
    path("demo/clock/move/", clock.move_clock, name="move-clock"),
    path("design/", design.design, name="design"),
    path("", welcome.welcome, name="welcome"),
    path("home/", welcome.dashboard, name="dashboard"),
    path("search/", search.search, name="search"),
    path("phone/", shell.on_the_phone, name="on-the-phone"),
    path("app.webmanifest", shell.manifest, name="manifest"),
    path("sw.js", shell.service_worker, name="service-worker"),
    path("offline/", shell.offline, name="offline"),
]
