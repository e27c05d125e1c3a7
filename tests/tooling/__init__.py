"""Tests of the project's own tools: the services under the tests, the lock files, the floors, the commands."""
