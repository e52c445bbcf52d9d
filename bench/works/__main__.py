"""One piece of work, in the shop that the environment names: `python -m bench.works NAME`."""

import json
import sys
from importlib import import_module

for found in import_module(f"bench.works.{sys.argv[1]}").measure():
    print(json.dumps(found), flush=True)
