"""Things on paper: fonts for every script, sizes of paper, and typst, which sets them."""
