"""What motions do in this app."""

from elections import strike_effects

__all__ = ["strike_effects"]
