"""Inspection: what the cells of a bare sheet show to be wrong, by statements over its distinct values."""
