"""Build frozen dataclasses from the tables of a TOML file, and refuse whatever does not fit, by name and place."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

Shape = TypeVar("Shape")


class ProfileError(Exception):
    """A profile file is wrong: an error of whoever wrote the profile, found when it is loaded."""


def built(shape: type[Shape], table: Any, place: str) -> Shape:
    """Return the dataclass that a TOML table describes.

    Args:
        shape: a dataclass of texts, numbers, truths, enums, tuples, mappings and further dataclasses.
        table: what the TOML file holds there.
        place: where that is, for the message (`kostra-0a.toml, rules`).

    Raises:
        ProfileError: naming each key that is unknown or absent, or the first value of the wrong kind.
    """
    if not isinstance(table, Mapping):
        raise ProfileError(f"{place}: found {table!r}, wanted a table")
    fields = {field.name: field for field in dataclasses.fields(shape)}  # type: ignore[arg-type] # always a dataclass
    unknown = sorted(set(table) - set(fields))
    if unknown:
        raise ProfileError(f"{place}: unknown {', '.join(unknown)}; known are {', '.join(sorted(fields))}")
    absent = [name for name, field in fields.items() if name not in table and _has_no_default(field)]
    if absent:
        raise ProfileError(f"{place}: {', '.join(absent)} must be given")
    hints = typing.get_type_hints(shape)
    return shape(**{name: _value(hints[name], value, f"{place}, {name}") for name, value in table.items()})


def _has_no_default(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _value(kind: Any, value: Any, place: str) -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _value(next(part for part in inside if part is not type(None)), value, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise ProfileError(f"{place}: found {value!r}, wanted a list")
        return tuple(_value(inside[0], item, f"{place}[{at}]") for at, item in enumerate(value))
    if origin is Mapping:
        if not isinstance(value, Mapping):
            raise ProfileError(f"{place}: found {value!r}, wanted a table")
        return {_value(inside[0], key, place): _value(inside[1], item, f"{place}.{key}") for key, item in value.items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return built(kind, value, place)
    return _single(kind, value, place)


def _single(kind: Any, value: Any, place: str) -> Any:
    # A bool is an int to Python, so kinds are compared exactly.
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(str(member.value) for member in kind)
            raise ProfileError(f"{place}: found {value!r}, wanted one of {words}") from None
    if type(value) is not kind:
        raise ProfileError(f"{place}: found {value!r}, wanted {kind.__name__}")
    return value
