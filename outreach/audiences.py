"""Who this app's messages go to."""

from outreach import audiences_actions, audiences_defence, audiences_places

__all__ = ["audiences_actions", "audiences_defence", "audiences_places"]
