"""Every change of an election, one file a stretch of its way."""
