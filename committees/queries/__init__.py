"""What pages that show several apps need, as frozen values."""
