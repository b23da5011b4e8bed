"""The demonstration: a world made by the operations themselves, and a clock that can be moved."""
