"""`make prove-safety`: each protection is taken out of a copy of the tree, and its test must fail."""
