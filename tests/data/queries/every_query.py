"""Every public query there is, found by introspection."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import data.queries


def public_queries() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every public function that a module of data.queries defines."""
    for found in pkgutil.iter_modules(data.queries.__path__, "data.queries."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{found.name}.{name}", function


QUERIES = dict(public_queries())
