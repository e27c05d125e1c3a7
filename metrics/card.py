"""What a metric is: a plain function, and the card that says how to read and trust its figure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from data.vocabulary import Dimension, Grain


class Unit(StrEnum):
    """What a figure is counted in; `MEASURE` is an indicator's own unit of measure."""

    SHARE = "share"
    MINOR = "minor"
    INDEX = "index"
    SCORE = "score"
    COUNT = "count"
    MEASURE = "measure"


class Better(StrEnum):
    """Which way is good when no target says so."""

    HIGHER = "higher"
    LOWER = "lower"
    NEAR_ZERO = "near_zero"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Reference:
    """A published value to compare with; never a target."""

    value: float
    year: int
    population: str
    source: str


@dataclass(frozen=True)
class Metric:
    """The card of a metric. Labels, questions and the formula in words stand in `dashboard/words`, by `key`.

    `compute` returns a table indexed by unit_id with numerator, denominator and value. `needs` names the tables it
    reads (see `metrics.tables`). `since` is the date from which this definition holds; a changed definition is a new
    dated function.
    """

    key: str
    dimension: Dimension
    unit: Unit
    better: Better
    grain: Grain
    needs: tuple[str, ...]
    compute: Callable[..., Any]
    source: str
    owner: str
    reviewed: date
    since: date
    parameters: tuple[str, ...] = ()
    reference: Reference | None = None


@dataclass(frozen=True)
class Parameter:
    """A number that no formula may hide: its value from a date, where it comes from and how sure that is.

    `mark` is `S` stated in a source, `V` read on the named page, `M` general knowledge not confirmed, `D` a design
    decision; what is `M` or `D` is shown as such and a municipality can set its own.
    """

    key: str
    valid_from: date
    value: float
    unit: Unit
    mark: str
    source: str
    bounds: tuple[float, float] = field(default=(float("-inf"), float("inf")))
