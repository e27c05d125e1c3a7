"""The command line of Brobygger."""

from dashboard.commands import main

if __name__ == "__main__":
    main(prog_name="python -m dashboard")
