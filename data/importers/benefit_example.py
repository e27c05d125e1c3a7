"""The example rows of the benefits template: one small initiative, told with every kind of row."""

from collections.abc import Iterator, Mapping

_INITIATIVE = "EXAMPLE-1"
_CASH, _QUALITY, _HOURS = "EXAMPLE-1-a", "EXAMPLE-1-b", "EXAMPLE-1-c"
_CITIZENS = "EXAMPLE-citizens"
_DECIDED = {"date": "2025-01-01", "reference": "EXAMPLE 24/118", "authority": "council"}


def _rows() -> Iterator[Mapping[str, str]]:
    yield {"row": "party", "party": _CITIZENS, "party_kind": "citizens", "name": "EXAMPLE, delete these rows"}
    yield {
        "row": "initiative",
        "initiative": _INITIATIVE,
        "name": "EXAMPLE initiative",
        "unit": "EXAMPLE",
        "phase": "execution",
        "price_year": "2025",
        "role": "EXAMPLE director",
        "date": "2025-01-15",
        "partners": _CITIZENS,
        "amount": "50 000",
        "cost_low": "90",
        "cost_high": "130",
    }
    yield {
        "row": "absent",
        "initiative": _INITIATIVE,
        "party_kind": "hospital_trust",
        "text": "EXAMPLE: nobody is referred",
    }
    yield from _benefits()
    yield from _lines("plan", "10 000", "40 000")
    yield from _lines("forecast", "12 000", "35 000")
    yield from _realised()
    yield from _beside()


def _benefits() -> Iterator[Mapping[str, str]]:
    benefit = {"row": "benefit", "initiative": _INITIATIVE, "unit": "EXAMPLE", "role": "EXAMPLE leader"}
    measured = {"first_effect_on": "2025-07-01", "baseline": "12", "baseline_on": "2025-03-01"}
    measured |= {"volume_before": "100", "unit_cost_before": "300", "fixed_cost_before": "5 000"}
    yield {**benefit, **measured, "benefit": _CASH, "name": "EXAMPLE lower spending", "type": "cash", "confidence": "c"}
    yield {**benefit, "benefit": _QUALITY, "name": "EXAMPLE better answers", "type": "quality"}
    yield {
        **benefit,
        "benefit": _HOURS,
        "name": "EXAMPLE freed hours",
        "type": "reallocation",
        "unit_of_measure": "hours",
        "attribution": "80",
    }
    yield {"row": "leads_to", "benefit": _HOURS, "leads_to": _CASH}
    yield {
        "row": "prerequisite",
        "benefit": _CASH,
        "name": "EXAMPLE: training is held",
        "role": "EXAMPLE leader",
        "date": "2025-02-01",
    }


def _lines(kind: str, cost: str, gain: str) -> Iterator[Mapping[str, str]]:
    of_plan = {"row": kind, "initiative": _INITIATIVE, **_DECIDED}
    if kind == "forecast":
        of_plan = {"row": kind, "initiative": _INITIATIVE, "date": "2025-06-30", "text": "EXAMPLE reason"}
    yield {**of_plan, "flow": "cost", "bearer": "EXAMPLE", "year": "2025", "period": "12", "amount": cost}
    for year in ("2025", "2026"):
        line = {**of_plan, "flow": "benefit", "bearer": "EXAMPLE", "beneficiary": "EXAMPLE", "year": year}
        yield {**line, "benefit": _CASH, "amount": gain}
        yield {**line, "benefit": _HOURS, "quantity": "300"}


def _realised() -> Iterator[Mapping[str, str]]:
    measured = {"row": "realised", "year": "2025", "beneficiary": "EXAMPLE", "role": "EXAMPLE leader"}
    shown = {"evidence": "ledger:actual/2025/EXAMPLE/202/*"}
    cost = {"amount": "2 000", "supports": "2 000", "method": "EXAMPLE method"}
    yield {**measured, **shown, "benefit": _CASH, **cost, "volume_after": "90", "cost_after": "30 000"}
    hours = {**measured, "benefit": _HOURS}
    yield {**hours, **shown, "quantity": "200", "route": "quality", "hours": "150"}
    yield {**hours, "route": "reallocated", "hours": "50"}
    yield {
        "row": "claim",
        "benefit": _CASH,
        "year": "2026",
        "period": "1",
        "unit": "EXAMPLE",
        "function": "202",
        "account": "010",
        "amount": "30 000",
        "role": "EXAMPLE leader",
    }


def _beside() -> Iterator[Mapping[str, str]]:
    of_initiative = {"initiative": _INITIATIVE}
    yield {
        **of_initiative,
        "row": "unpriced",
        "party": _CITIZENS,
        "name": "EXAMPLE shorter wait",
        "importance": "medium",
        "magnitude": "2",
    }
    scenario = {**of_initiative, "row": "scenario"}
    yield {**scenario, "name": "EXAMPLE as planned", "probability": "70"}
    yield {
        **scenario,
        "name": "EXAMPLE half used",
        "probability": "30",
        "benefit_factor": "50",
        "cost_factor": "100",
        "year": "2026",
        "amount": "5 000",
    }
    yield {
        **of_initiative,
        "row": "adoption",
        "name": "EXAMPLE schools",
        "adopters_planned": "10",
        "adopters_now": "2",
        "amount": "4 000",
        "fixed_cost": "20 000",
        "year": "2025",
        "last_year": "2030",
    }


BENEFIT_EXAMPLES = tuple(_rows())
