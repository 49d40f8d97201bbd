"""Stewardship: what a person asks or does, with no screen in it."""
