"""What people send to an election; one file a room."""
