"""The harness: see tests/support for each fixture's own file."""

pytest_plugins = [
    "tests.support.session",
    "tests.support.reports",
    "tests.support.quiet",
    "tests.support.speed",
    "tests.support.outside",
    "tests.support.zarinpal",
    "tests.support.stripe_account",
    "tests.support.buckets",
    "tests.support.redis_servers",
    "tests.support.apps",
    "tests.support.agreeing",
    "tests.support.stripe_shop",
    "tests.support.clocks",
    "tests.support.queries",
    "tests.support.live",
    "tests.support.demo",
    "tests.support.browser",
    "tests.support.catalogue",
]
