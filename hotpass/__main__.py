"""`python -m hotpass` is the `hotpass` command."""

from hotpass.cli import main

if __name__ == "__main__":
    main()
