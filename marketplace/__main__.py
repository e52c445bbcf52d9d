"""`python -m marketplace <command>`."""

import sys

from sqlalchemy.exc import OperationalError

from marketplace.cli import main
from marketplace.settings import UnsafeSettings

if __name__ == "__main__":
    try:
        main()
    except UnsafeSettings as unsafe:
        sys.exit(f"Not started, because of the settings:\n{unsafe}")
    except OperationalError as away:
        sys.exit(f"The database does not answer:\n{away.orig}")
