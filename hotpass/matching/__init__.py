"""Splink, and all that is derived for it: which fields decide, how values are compared, which records meet."""
