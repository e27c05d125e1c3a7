"""Random registers for the properties of the valued cube and the flow."""

from typing import Any

from hypothesis import strategies as st

from tests.metrics.slow_value_oracle import SlowBenefit, SlowLine, SlowTown
from tests.metrics.value_town import KINDS

TYPES = ("cash", "reallocation", "other_public", "society", "quality", "disbenefit")
PARTIES = st.sampled_from(sorted(KINDS))
YEARS = st.integers(2023, 2068)
SHARES = st.sampled_from([0, 125_000, 400_000, 1_000_000])


@st.composite
def slow_towns(draw: st.DrawFn, smallest: int = 0) -> SlowTown:
    """Return a town with up to two initiatives, four benefits and twelve lines."""
    benefits = {f"b{number}": draw(_benefits()) for number in range(draw(st.integers(1, 4)))}
    lines = draw(st.lists(_lines(benefits), min_size=smallest, max_size=12))
    return SlowTown(KINDS, benefits, lines)


def _benefits() -> st.SearchStrategy[SlowBenefit]:
    return st.builds(
        SlowBenefit,
        kind=st.sampled_from(TYPES),
        initiative=st.sampled_from(["A", "B"]),
        first_effect=st.none() | st.integers(2024, 2030),
        deadweight=SHARES,
        displacement=SHARES,
        attribution=SHARES,
        drop_off=SHARES,
        leads_on=st.sampled_from([False, False, False, True]),
    )


@st.composite
def _lines(draw: st.DrawFn, benefits: dict[str, SlowBenefit]) -> SlowLine:
    flow = draw(st.sampled_from(["benefit", "benefit", "benefit", "cost", "operating_cost", "transfer"]))
    bearer, year, amount = draw(PARTIES), draw(YEARS), draw(st.integers(0, 10**9))
    if flow == "benefit":
        name: Any = draw(st.sampled_from(sorted(benefits)))
        sign = -1 if benefits[name].kind == "disbenefit" else 1
        return SlowLine(benefits[name].initiative, name, flow, bearer, draw(PARTIES), year, sign * amount)
    beneficiary = draw(PARTIES) if flow == "transfer" else None
    return SlowLine(draw(st.sampled_from(["A", "B"])), None, flow, bearer, beneficiary, year, amount)
