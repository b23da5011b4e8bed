"""Celery: the worker, and the one tick that beat sends."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("rankandfile")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
