"""What the web server loads."""

import gc

from marketplace import create_app

app = create_app()
gc.collect()
gc.freeze()  # what the house is built of stays: looking through it for garbage costs each request
gc.set_threshold(5_000, 20, 20)
