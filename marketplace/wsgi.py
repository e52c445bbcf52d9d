"""What the web server loads."""

from marketplace import create_app, standing
from marketplace.web.templating import compile_ahead

app = create_app()
compile_ahead(app)
standing.settle()
