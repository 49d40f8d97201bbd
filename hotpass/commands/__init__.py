"""The commands, one file each: a command imports what it needs when it is called, so that `--help` is quick."""
