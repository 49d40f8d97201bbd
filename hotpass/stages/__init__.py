"""The stages of a run, one file each, none knowing another."""
