"""How long the rows of this app are kept."""

from outreach import retention_actions, retention_defence, retention_places

__all__ = ["retention_actions", "retention_defence", "retention_places"]
