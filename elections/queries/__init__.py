"""What the pages about elections need, as frozen values; one file a room."""
