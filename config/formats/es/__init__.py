"""Simplified Chinese: months without a leading nought."""
