"""Every change of a contest and of its box."""
