"""The tables of allauth as this product keeps them: its address column is sealed."""
