"""`python -m marketplace <command>`."""

from marketplace.cli import main

if __name__ == "__main__":
    main()
