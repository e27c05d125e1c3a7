from datetime import date

import pytest

from metrics.discounting import schedule
from metrics.outsider_profile import differences
from metrics.outsider_society import NoTaxFinancingShare, society_result
from metrics.outsiders import accounts_of
from metrics.potential_effect import Perspective, PerspectivesNeverAdd, PotentialEffect
from tests.metrics.profiles import plain, profile
from tests.metrics.test_outsiders import scenario

DAY = date(2026, 9, 30)
NORWAY = schedule("no", DAY)
PLAIN = profile(plain)


def test_transfers_are_left_out_and_raising_taxes_costs_something() -> None:
    # ten people of 58, one year: services 10 x 30, transfers 10 x 50 (left out), taxes 10 x 20; the measure costs 400
    result = society_result(PLAIN, scenario(start_age=58, cost_minor=(400,), schedule=NORWAY))
    assert (result.services_minor, result.production_minor, result.cost_minor) == (300, 200, 400)
    # 20 øre a krone of the whole net effect on public budgets: 0.2 x (300 + 500 + 200 - 400)
    assert result.tax_financing_minor == 120
    assert result.total == PotentialEffect(300 + 200 + 120 - 400, Perspective.SOCIO_ECONOMIC)


def test_years_are_discounted_from_the_start_age() -> None:
    result = society_result(PLAIN, scenario(start_age=57, schedule=NORWAY))
    assert result.services_minor == 588  # 300 + 300 / 1.04 = 588.46


def test_it_is_never_added_to_the_effect_on_public_budgets() -> None:
    one = scenario(schedule=NORWAY)
    with pytest.raises(PerspectivesNeverAdd):
        society_result(PLAIN, one).total + accounts_of(differences(PLAIN), one).total


@pytest.mark.parametrize("rates", [None, schedule("dk", DAY)])
def test_without_a_share_for_tax_financing_there_is_no_result(rates: object) -> None:
    with pytest.raises(NoTaxFinancingShare):
        society_result(PLAIN, scenario(schedule=rates))
