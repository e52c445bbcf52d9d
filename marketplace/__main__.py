"""`python -m marketplace <command>`."""

from marketplace import standing
from marketplace.cli import main
from marketplace.refusals import in_sentences

if __name__ == "__main__":
    standing.begin()
    with in_sentences():
        main()
