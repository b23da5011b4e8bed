"""Lighthouse on the ten main pages; not a test, as it installs a program: `make lighthouse`."""
