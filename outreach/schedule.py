"""What the clock calls in this app."""

from outreach import schedule_actions, schedule_defence, schedule_places

__all__ = ["schedule_actions", "schedule_defence", "schedule_places"]
