"""Timing: medians of repeated calls, and the rows that are printed."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import click


@dataclass(frozen=True)
class Side:
    """One side of a ratio: what was measured, and the figure with its unit."""

    label: str
    value: float
    unit: str

    def __str__(self) -> str:
        """Return the side as it is printed."""
        return f"{self.label} {self.value:,.2f} {self.unit}"


@dataclass(frozen=True)
class Row:
    """A line of the report. `limit` bounds the ratio left/right; `at_least` turns the bound round."""

    name: str
    engine: str
    lines: int
    left: Side
    right: Side
    limit: float
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Left over right."""
        return self.left.value / self.right.value

    @property
    def held(self) -> bool:
        """Whether the ratio is within its bound."""
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    def __str__(self) -> str:
        """Return the line of the report."""
        bound = f"{'>=' if self.at_least else '<='} {self.limit:g}"
        mark = "held" if self.held else "NOT HELD"
        return (
            f"{self.name:<46} {self.engine:<10} {self.lines:>12,}  {self.left} | {self.right}  "
            f"ratio {self.ratio:.2f} ({bound}) {mark}"
        )


def median_ms(call: Callable[[], object], repeats: int = 25, warm: int = 3) -> float:
    """Return the median wall-clock milliseconds of a call, after a few that do not count."""
    for _ in range(warm):
        call()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def median_cpu_ms(call: Callable[[], object], repeats: int = 15, warm: int = 3) -> float:
    """Return the median CPU milliseconds of this process during a call."""
    for _ in range(warm):
        call()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def seconds(call: Callable[[], object]) -> float:
    """Return the wall-clock seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def say(text: str) -> None:
    """Tell on standard error what is being done."""
    click.echo(text, err=True)
