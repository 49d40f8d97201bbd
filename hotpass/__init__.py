"""Hotpass: messy spreadsheets in, one trusted record per real thing out."""
