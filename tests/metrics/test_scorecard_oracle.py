from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics import tables as t
from metrics.results import Kpi
from metrics.scorecard import scorecard
from tests.metrics import slow_oracle as slow
from tests.metrics.small_town import TOWN, UNITS

PARENTS = {"fjell": None, "helse": "fjell", "hjem": "helse", "lege": "helse", "skole": "fjell"}
AMOUNT = st.one_of(st.none(), st.integers(-300, 3000))
AMOUNTS = st.tuples(*([AMOUNT] * 5), st.integers(0, 4000))
QUARTERS = [(year, number) for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)]


@st.composite
def position_rows(draw: st.DrawFn) -> list[tuple[object, ...]]:
    rows = []
    for unit in ("helse", "hjem", "lege", "skole"):
        for year, number in QUARTERS:
            if draw(st.integers(0, 9)):
                *net, gross = draw(AMOUNTS)
                rows.append((unit, year, 3 * number, *net, *(None if each is None else gross for each in net)))
    return rows


CHANGE = st.tuples(
    st.sampled_from(["helse", "hjem"]),
    st.sampled_from([2025, 2026]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.just("council"),
    st.just("sak"),
    st.integers(-500, 500),
)
ADJUSTED = st.tuples(
    st.sampled_from(["helse", "lege", "skole"]),
    st.sampled_from([2025, 2026]),
    st.integers(1, 12),
    st.integers(-300, 300),
    st.just("årsak"),
    st.sampled_from([None, "nytte"]),
    st.just("council"),
    st.just("sak"),
    st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31))),
)
KEYS = ["A", "B", "C", "D"]
VALUE = st.tuples(
    st.sampled_from(KEYS),
    st.sampled_from(["helse", "hjem", "lege"]),
    st.sampled_from([2025, 2026]),
    st.sampled_from([3, 6, 9, 12]),
    st.one_of(st.none(), st.integers(0, 5)),
    st.one_of(st.none(), st.integers(0, 3)),
    st.one_of(st.none(), st.integers(0, 5)),
    st.just(False),  # withheld
)
BOUND = st.one_of(st.none(), st.integers(0, 5).map(float))
TARGET = st.tuples(
    st.sampled_from([*KEYS, "budget_deviation_year_to_date"]),
    st.sampled_from(list(PARENTS)),
    st.sampled_from([date(2024, 1, 1), date(2026, 5, 1)]),
    st.sampled_from([None, "minimum", "maximum", "range"]),
    BOUND,
    BOUND,
    BOUND,
    BOUND,
    st.none(),
)
INDICATORS = [
    (key, key, ["innovation", "implementation"][place % 2], "antall", "quarter", False, None)
    for place, key in enumerate(KEYS)
]


def as_dicts(name: str, rows: list[tuple[object, ...]]) -> list[slow.Row]:
    return [dict(zip(t.COLUMNS[name], row, strict=True)) for row in rows]


def unique(rows: list[tuple[object, ...]], keys: int) -> list[tuple[object, ...]]:
    return list({row[:keys]: row for row in rows}.values())


@given(
    position_rows(),
    st.lists(CHANGE, max_size=4),
    st.lists(ADJUSTED, max_size=4),
    st.lists(VALUE, max_size=15),
    st.lists(TARGET, max_size=8),
    st.sampled_from(["2026Q2", "2026Q4", "2025Q3"]),
)
@settings(
    deadline=None, derandomize=True, max_examples=30, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
def test_the_scorecard_says_what_plain_loops_say(
    rows: list[tuple[object, ...]],
    changes: list[tuple[object, ...]],
    adjusted: list[tuple[object, ...]],
    measured: list[tuple[object, ...]],
    adopted: list[tuple[object, ...]],
    written: str,
) -> None:
    quarter = Quarter.parse(written)
    end = (quarter.year, quarter.last_period)
    rows = [row for row in rows if row[1:3] <= end]
    measured = [row for row in unique(measured, 4) if row[2:4] <= end]
    adopted = unique(adopted, 3)
    card = scorecard(
        t.ScorecardTables(
            TOWN,
            "helse",
            quarter,
            quarter.shifted(-4),
            UNITS,
            budget_positions=t.table(t.BUDGET_POSITIONS, rows),
            budget_changes=t.table(t.BUDGET_CHANGES, changes),
            adjustments=t.table(t.ADJUSTMENTS, adjusted),
            indicators=t.table(t.INDICATORS, INDICATORS),
            indicator_values=t.table(t.INDICATOR_VALUES, measured),
            targets=t.table(t.TARGETS, adopted),
            parameters=t.table(t.PARAMETERS, [("small_unit_budget", date(2020, 1, 1), 0.0)]),
        )
    )
    budget = card.dimensions[0]
    if budget.kpis:
        figures = {kpi.key: kpi for kpi in (*budget.kpis, *budget.more)}
        check_budget(figures, as_dicts(t.BUDGET_POSITIONS, rows), changes, adjusted, adopted, quarter)
    for dimension, keys in ((card.dimensions[1], "AC"), (card.dimensions[2], "BD")):
        check_count(dimension, keys, as_dicts(t.INDICATOR_VALUES, measured), as_dicts(t.TARGETS, adopted), quarter)


def check_budget(
    figures: dict[str, Kpi],
    rows: list[slow.Row],
    changes: list[tuple[object, ...]],
    adjusted: list[tuple[object, ...]],
    adopted: list[tuple[object, ...]],
    quarter: Quarter,
) -> None:
    year, number = quarter.year, quarter.number
    row = slow.position_of(rows, "helse", year, number)
    approved = sum(
        each[3]
        for each in adjusted
        if each[0] != "skole" and each[1] == year and each[8] is not None and each[8] <= quarter.last_day
    )
    expected = {
        "budget_deviation_year_to_date": slow.deviation(row, "periodised", "actual"),
        "year_deviation": slow.deviation(row, "revised", "actual") if number == 4 else None,
        "forecast_deviation": slow.deviation(row, "revised", "forecast"),
        "share_of_budget_spent": slow.share_spent(row),
        "revision_ratio": slow.revision(row, as_dicts(t.BUDGET_CHANGES, changes), year, number),
        "forecast_bias": None if row is None else slow.bias(rows, "helse", year, number),
        "adherence_score": slow.score(row, number, approved, "revised"),
        "adherence_to_original": slow.score(row, number, approved, "original"),
    }
    for key, value in expected.items():
        assert slow.same(figures[key].value, value), key
        assert (figures[key].why_missing is None) == (figures[key].value is not None), key
    deviation = figures["budget_deviation_year_to_date"]
    band = slow.target_of(deviation.key, "helse", quarter.last_day, as_dicts(t.TARGETS, adopted), PARENTS)
    assert deviation.status == slow.status_of(deviation.value, band)
    for point in deviation.series:
        then = slow.position_of(rows, "helse", point.quarter.year, point.quarter.number)
        assert slow.same(point.value, slow.deviation(then, "periodised", "actual"))


def check_count(
    dimension: object, keys: str, measured: list[slow.Row], adopted: list[slow.Row], quarter: Quarter
) -> None:
    since = (quarter.year - 1, quarter.last_period)
    pairs = {
        (row["indicator_id"], row["unit_id"]): None
        for row in measured
        if row["indicator_id"] in keys and (row["fiscal_year"], row["period"]) >= since
    }
    ever = {row["indicator_id"] for row in measured}
    pairs |= {(key, "helse"): None for key in keys if key not in ever}
    for row in measured:
        if (row["fiscal_year"], row["period"]) == (quarter.year, quarter.last_period) and row["indicator_id"] in keys:
            parts = row["numerator"], row["denominator"]
            value = row["value"] if None in parts else slow.quotient(*parts)
            pairs[row["indicator_id"], row["unit_id"]] = value
    targets = {pair: slow.target_of(*pair, quarter.last_day, adopted, PARENTS) for pair in pairs}
    said = [slow.status_of(value, targets[pair]) for pair, value in pairs.items()]
    count = dimension.count
    if not pairs:
        assert count is None
        return
    assert count.met == said.count("desired")
    assert count.accepted == said.count("accepted")
    assert count.registered == len(pairs)
    assert count.measured == sum(value is not None for value in pairs.values())
    assert count.with_target == sum(target is not None for target in targets.values())
    if dimension.kpis[0].value is not None:
        assert dimension.kpis[0].numerator == count.met
        assert dimension.kpis[0].denominator == count.judged


def test_the_oracle_itself_can_fail() -> None:
    assert not slow.same(1.0, 1.0001)
    assert not slow.same(None, 0.0)
