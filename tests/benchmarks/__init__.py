"""What the product does in a second, each figure beside its reference in the same run: `make bench`."""
