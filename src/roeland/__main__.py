"""`python -m roeland`: the same as the command `roeland`."""

from roeland.cli.main import main

if __name__ == "__main__":
    main()
