"""Drift: statements that hold the tables of two published runs against each other."""
