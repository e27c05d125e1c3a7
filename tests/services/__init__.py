"""What the tests stand on: a browser, a PostgreSQL server, databases, the app in a process of its own."""
