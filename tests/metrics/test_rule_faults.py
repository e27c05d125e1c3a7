import pytest

from metrics.rule_faults import Fault, FaultKind, faults
from tests.metrics.savings import rule

WHOLE = (500_000, 300_000, 100_000, 100_000)


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, ()),
        ({"taper": (1_000_000, 500_000, 0)}, ()),
        (
            {"shares": (500_000, 300_000, 100_000, 0)},
            (Fault(FaultKind.SHARES_SHORT, "", {"total_millionths": 900_000, "apart_millionths": 100_000}),),
        ),
        (
            {"shares": (500_001, 300_000, 100_000, 100_000)},
            (Fault(FaultKind.SHARES_OVER, "", {"total_millionths": 1_000_001, "apart_millionths": 1}),),
        ),
        ({"shares": (1_100_000, -100_000, 0, 0)}, (Fault(FaultKind.BELOW_ZERO, "initiator_millionths"),)),
        ({"threshold_minor": -1}, (Fault(FaultKind.BELOW_ZERO, "threshold_minor"),)),
        ({"cap_minor": -1}, (Fault(FaultKind.BELOW_ZERO, "cap_minor"),)),
        ({"cap_minor": 0}, ()),
        ({"years": 31}, (Fault(FaultKind.YEARS_MANY, "years", {"most": 30}),)),
        ({"taper": (1, 1, 1, 1)}, (Fault(FaultKind.TAPER_LONGER, "taper", {"found": 4, "years": 3}),)),
        ({"taper": (1, 1)}, (Fault(FaultKind.TAPER_SHORTER, "taper", {"found": 2, "years": 3}),)),
        ({"taper": (1_000_001, 1, 1)}, (Fault(FaultKind.TAPER_SHARE, "taper"),)),
    ],
)
def test_each_contradiction_is_found_where_it_stands(changed, wanted):
    assert faults(**{"shares": WHOLE, "threshold_minor": 0, "cap_minor": None, "years": 3, "taper": (), **changed}) == (
        wanted
    )


def test_everything_is_told_at_once():
    found = faults((1, 0, 0, 0), -1, -1, 0, (1,))
    assert [one.kind for one in found] == ["shares_short", "below_zero", "below_zero", "taper_longer"]


def test_what_has_no_fault_is_a_version():
    assert faults(WHOLE, 0, 5, 2, (1, 0)) == ()
    rule(cap_minor=5, years=2, taper=(1, 0))
