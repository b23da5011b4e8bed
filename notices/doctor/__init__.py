"""What a mail engineer would look at before the first mail goes out; `manage.py doctor` prints it."""
