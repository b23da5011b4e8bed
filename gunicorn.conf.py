"""What gunicorn reads by itself: its own lines are written like all others, before Django starts."""

from config import environment
from core.logs import TEXT, configured

logconfig_dict = configured(environment.read().str("LOG_FORMAT", TEXT))
