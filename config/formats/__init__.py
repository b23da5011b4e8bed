"""How a language writes a day, where the product's own way differs from Django's."""
