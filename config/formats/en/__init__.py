"""English: the day before the month, as the moments on every page have it."""
