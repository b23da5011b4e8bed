"""How long the rows of this app are kept."""

from outreach import retention_actions, retention_defence

__all__ = ["retention_actions", "retention_defence"]
