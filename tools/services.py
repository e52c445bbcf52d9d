"""Make sure that what the suite needs outside Python is here: PostgreSQL, Redis and Chromium."""

import os
import shutil
import sys

from tools import chromium, postgres, redis_server


def main() -> int:
    """0 when all can be used; else says what to do and returns 1."""
    try:
        if not os.environ.get("TEST_DATABASE_URL"):
            folder = postgres.scratch_folder("caravanserai-check-")
            try:
                postgres.Postgres(folder)
            finally:
                shutil.rmtree(folder)
        redis_server.ensure()
        chromium.ensure()
    except (postgres.NoPostgres, redis_server.NoRedis, chromium.NoChromium) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
