"""The ballot protocol of docs/ballot-protocol.md, both sides of it, with nothing of Django."""
