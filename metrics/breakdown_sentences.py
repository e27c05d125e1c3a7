"""The sentences of a breakdown: in which part most of the deviation sits."""

from metrics.breakdown import Breakdown, Part
from metrics.results import Fact, Finding


def where_findings(breakdown: Breakdown | None, names: dict[str, str]) -> tuple[Finding, ...]:
    """Return in which part most of the deviation sits, and in which part it goes the other way."""
    if breakdown is None or breakdown.whole.deviation_minor is None or len(breakdown.parts) < 2:
        return ()
    known = [part for part in breakdown.parts if part.deviation_minor is not None]
    over = [part for part in known if (part.deviation_minor or 0) < 0]
    under = [part for part in known if (part.deviation_minor or 0) > 0]
    found = []
    if over:
        found.append(_largest(f"{breakdown.by}_over", over, names))
    if under:
        found.append(_largest(f"{breakdown.by}_under", under, names))
    return tuple(found)


def _largest(way: str, parts: list[Part], names: dict[str, str]) -> Finding:
    first = parts[0]
    facts = {
        "part": Fact("text", names.get(first.key, first.key)),
        "amount": Fact("money", abs(first.deviation_minor or 0)),
        "count": Fact("count", len(parts)),
    }
    return Finding(f"budget_page.{way}_{'one' if len(parts) == 1 else 'many'}", facts)
