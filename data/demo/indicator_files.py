"""The values of Fjellvik's indicators, quarter by quarter from 2023Q1 to 2026Q3, as files would have brought them.

Counts are kept where they are counted (a unit, or a sector for what is counted by sector), as numerator and
denominator, so that every total above can be rebuilt from its parts.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.demo import organisation
from data.demo.measures import MEASURES, Measure
from data.demo.services import SEED
from data.importers.parsed import INDICATOR_VALUE_COLUMNS, Parsed, TargetRow
from data.periods import Quarter
from data.vocabulary import Grain

FIRST, LAST = Quarter(2023, 1), Quarter(2026, 3)
TARGETS_FROM = date(2023, 1, 1)
TARGETS_REFERENCE = "Økonomiplan 2023-2026 (oppdiktet)"
ROOT = organisation.MUNICIPALITY_ID

TREND_START = Quarter(2025, 4)
"""From here welfare technology spreads: more than noise."""

WORKING_DAYS = 62.0
"""Of an employee in a quarter."""

EMPLOYEES = {"110": 3, "440": 4}
"""The small units: too few for their sick leave to be shown to others than HR."""

ROLLED_UP = ("sykefravar",)
"""Indicators that are also told for each sector and the municipality, as the sums of the units'."""

NOT_MEASURED = (("evaluert", "300"), ("venteliste_kulturskole", "420"))
"""Indicators that nobody measured in the last quarter."""


@dataclass(frozen=True)
class Path:
    """How an indicator of a unit went: from a level to a level, with noise; of a whole, or a value of its own (None).

    Levels and noise are shares of `whole`, or in the indicator's own unit where there is none. `people` is how many
    persons it is about.
    """

    key: str
    unit_id: str
    whole: float | None
    start: float
    end: float
    noise: float = 0.0
    people: int | None = None


def _by_sector(key: str, wholes: tuple[float, ...], start: float, ends: tuple[float, ...]) -> tuple[Path, ...]:
    """Return paths of counts by sector, in the order of the sectors' ids."""
    return tuple(
        Path(key, sector, whole, start, end / whole)
        for sector, whole, end in zip(organisation.SECTORS, wholes, ends, strict=True)
    )


def _sick_leave(unit_id: str) -> Path:
    troubled, noise = {"310": (0.085, 0.128), "360": (0.07, 0.092)}, 0.006
    employees = EMPLOYEES.get(unit_id) or (26 if unit_id[0] in "23" else 8)
    usual = 0.05 + 0.01 * (int(unit_id) // 100 in (2, 3)) + 0.0002 * (int(unit_id) % 100)
    start, end = troubled.get(unit_id, (usual, usual))
    return Path("sykefravar", unit_id, employees * WORKING_DAYS, start, end, noise, employees)


PATHS: tuple[Path, ...] = (
    *_by_sector("innovasjonsrate", (3, 8, 7, 4, 4), 0.5, (3, 6, 6, 3, 2)),
    *_by_sector("gjenbruk", (4, 9, 7, 5, 4), 0.45, (3, 6, 4, 3, 2)),
    *_by_sector("stoppet_med_laering", (2, 3, 4, 2, 2), 0.4, (2, 2, 3, 1, 1)),
    *_by_sector("evaluert", (4, 9, 7, 5, 4), 0.3, (2, 4, 4, 2, 1)),
    *_by_sector("delt", (4, 9, 7, 5, 4), 0.3, (2, 5, 3, 4, 1)),
    *_by_sector("sokt_for_start", (5, 6, 8, 4, 5), 0.5, (5, 4, 7, 3, 2)),
    *_by_sector("medvirkning", (5, 6, 8, 4, 5), 0.3, (1, 3, 4, 3, 1)),
    *_by_sector("piloter_over_fristen", (2, 3, 6, 2, 3), 0.1, (0, 0, 2, 0, 1)),
    *_by_sector("piloter_til_drift", (4, 6, 10, 3, 5), 0.4, (3, 4, 6, 2, 2)),
    Path("forslag_fra_ansatte", ROOT, None, 17, 17, 4.0),
    Path("maneder_til_drift", "300", None, 11, 14, 0.4),
    Path("maneder_til_drift", ROOT, None, 12, 12, 0.5),
    Path("velferdsteknologi_brukere", "330", 400, 0.28, 0.46, 0.004, 400),
    Path("digital_hjemmeoppfolging", "350", 90, 0.2, 0.48, 0.01, 90),
    Path("digitale_soknader", "540", 120, 0.82, 0.93, 0.015),
    Path("digitale_soknader", "370", 260, 0.7, 0.84, 0.02),
    Path("medisinavvik", "310", 5.6, 2.6, 5.4, 0.3),
    Path("medisinavvik", "320", 3.4, 2.9, 2.3, 0.3),
    Path("alarm_innen_15_minutter", "330", 700, 0.86, 0.93, 0.012),
    *(_sick_leave(unit) for unit in organisation.UNITS),
    *(Path("heltid", unit, 90, 0.5, end, 0.01, 90) for unit, end in (("310", 0.55), ("320", 0.66), ("330", 0.72))),
    *(
        Path("fagutdanning", unit, 80, 0.74, end, 0.01, 90)
        for unit, end in (("310", 0.7), ("320", 0.81), ("330", 0.83))
    ),
    Path("brukertilfredshet", "310", None, 5.0, 4.4, 0.1, 41),
    Path("brukertilfredshet", "320", None, 4.9, 5.2, 0.1, 26),
    Path("byggesak_dager", "540", 45, 38, 19, 2.0),
    Path("vannlekkasje", "510", 260_000, 0.3, 0.3, 0.03),
    Path("grunnskolepoeng", "250", None, 40.8, 41.6, 0.3, 92),
    Path("barnehagelarere", "210", 22, 0.36, 0.41, 0.01, 24),
    Path("barnehagelarere", "220", 25, 0.39, 0.45, 0.01, 27),
    Path("belegg", "310", 5_600, 0.98, 1.01, 0.008),
    Path("belegg", "320", 3_400, 0.96, 0.97, 0.008),
    Path("venteliste_kulturskole", "420", None, 48, 30, 3.0),
    Path("hjemmetimer", "330", 21_000, 1.0, 1.035, 0.008),
    Path("liggedogn", "310", 5_500, 0.99, 1.02, 0.008),
    Path("liggedogn", "320", 3_400, 0.97, 0.98, 0.008),
    Path("barnehageplasser", "210", 96, 0.97, 0.95, 0.01),
    Path("barnehageplasser", "220", 108, 0.98, 0.99, 0.01),
    *(Path("elever", unit, pupils, 1.0, 0.99, 0.005) for unit, pupils in (("240", 190.0), ("250", 280.0))),
)


def indicator_file(year: int) -> Parsed:
    """Return a year's values; the first year also brings the targets, and every year the indicators themselves."""
    rows = [row for path in PATHS for row in _values(path, year)]
    own = pd.DataFrame(rows, columns=[*INDICATOR_VALUE_COLUMNS[1:]]).astype({"people": "Int64"})
    values = pd.concat([own, _rolled_up(own, year)], ignore_index=True)
    values.insert(0, "line_number", range(1, len(values) + 1))
    last = LAST if year == LAST.year else Quarter(year, 4)
    return Parsed(
        rows_read=len(values),
        fiscal_year=year,
        period=last.last_period,
        grain=Grain.QUARTER,
        as_of=last.last_day,
        indicators=[measure.row for measure in MEASURES],
        indicator_values=values,
        targets=_targets() if year == FIRST.year else [],
    )


def _targets() -> list[TargetRow]:
    return [_target(measure) for measure in MEASURES if measure.goal is not None]


def _target(measure: Measure) -> TargetRow:
    goal = measure.goal
    if goal is None:
        raise ValueError(f"{measure.key} has no target")
    bounds = (*goal.desired, *goal.accepted)
    return TargetRow(measure.key, ROOT, TARGETS_FROM, goal.target_type, *bounds, TARGETS_REFERENCE)


def _values(path: Path, year: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one path and year; a yearly indicator is measured in the fourth quarter alone."""
    grain = next(measure.grain for measure in MEASURES if measure.key == path.key)
    levels = _levels(path)
    for step, quarter in enumerate(FIRST.until(LAST)):
        if quarter.year != year or not _measured(path, quarter, grain):
            continue
        key = (path.key, path.unit_id, year, quarter.last_period)
        if path.whole is None:
            yield (*key, np.nan, np.nan, round(float(levels[step]), 1), path.people)
        else:
            whole = _whole(path, quarter)
            yield (*key, float(round(levels[step] * whole)), float(whole), np.nan, path.people)


def _rolled_up(own: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the sums of the units' rows for each sector as it was that year, and for the municipality."""
    units = own[own["indicator_id"].isin(ROLLED_UP).to_numpy()]
    sector_of = {unit: organisation.sector_of(unit, year) for unit in set(units["unit_id"])}
    sectors = units.assign(unit_id=units["unit_id"].map(sector_of))
    both = pd.concat([sectors, units.assign(unit_id=ROOT)], ignore_index=True)
    sums = both.groupby(["indicator_id", "unit_id", "fiscal_year", "period"], as_index=False).sum(min_count=1)
    return sums[list(own.columns)]


def _measured(path: Path, quarter: Quarter, grain: Grain) -> bool:
    if grain is Grain.YEAR and quarter.number != 4:
        return False
    if quarter == LAST and (path.key, path.unit_id) in NOT_MEASURED:
        return False
    return path.unit_id not in organisation.UNITS or path.unit_id in organisation.existing(quarter.year)


def _whole(path: Path, quarter: Quarter) -> float:
    """Return the denominator: for the innovation rate the units that the sector had that year."""
    if path.key != "innovasjonsrate":
        return path.whole or 0.0
    units = organisation.existing(quarter.year)
    return float(sum(organisation.sector_of(unit, quarter.year) == path.unit_id for unit in units))


def _levels(path: Path) -> npt.NDArray[np.float64]:
    """Return the level of each quarter, first to last; where there is no noise the last is the path's end."""
    quarters = FIRST.until(LAST)
    way = np.linspace(0.0, 1.0, len(quarters))
    if path.key == "velferdsteknologi_brukere":
        way = np.array([max(0.0, (step - quarters.index(TREND_START) + 1) / 4) for step in range(len(quarters))])
    chance = np.random.default_rng([SEED, zlib.crc32(f"{path.key} {path.unit_id}".encode())])
    noise = path.noise * chance.standard_normal(len(quarters)).clip(-1.8, 1.8)
    levels = path.start + (path.end - path.start) * way + noise
    return np.maximum(levels, 0.0)
