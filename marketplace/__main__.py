"""`python -m marketplace <command>`."""

from marketplace.cli import main
from marketplace.refusals import in_sentences

if __name__ == "__main__":
    with in_sentences():
        main()
