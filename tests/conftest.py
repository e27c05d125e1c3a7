"""The fixtures every test may use; each plugin tells its own."""

pytest_plugins = [
    "tests.services.databases",
    "tests.services.demo",
    "tests.services.madrid",
    "tests.services.openid",
    "tests.services.real_files",
    "tests.services.screen",
    "tests.services.tally",
]
