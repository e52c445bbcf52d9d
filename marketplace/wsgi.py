"""What the web server loads."""

from marketplace import create_app, standing

app = create_app()
standing.settle()
