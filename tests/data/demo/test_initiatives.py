"""The register's rows: how many, that they hang together, and that every rule of the register is kept."""

from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from data import benefit_rules, realisation_rules
from data.benefit_rules import COMPARED
from data.benefit_sums import circle
from data.benefit_vocabulary import BenefitType, PartyKind, Phase, ProjectionKind
from data.demo import organisation
from data.demo.initiatives import VENTURES, demo_register
from data.demo.measures import MEASURES
from data.importers.benefit_rows import BenefitRow
from data.realisation_rules import BenefitFacts
from data.vocabulary import Grain, Kind

ROWS = demo_register()
BENEFITS = {row.benefit_id: row for row in ROWS.benefits}
INITIATIVES = {row.initiative_id: row for row in ROWS.initiatives}


def facts(row: BenefitRow) -> BenefitFacts:
    """Return what the rules ask of a benefit; each unit of the demo stands right below its sector."""
    sector = row.unit_id[0] + "00"
    below = {unit for unit in organisation.UNITS if unit[0] + "00" == row.unit_id}
    return BenefitFacts(
        row.benefit_type,
        row.grain,
        INITIATIVES[row.initiative_id].price_year,
        row.unit_of_measure,
        row.unexpected,
        row.staffing_floor,
        row.unit_id,
        row.owner_role,
        frozenset({row.unit_id, sector, organisation.MUNICIPALITY_ID}),
        frozenset({row.unit_id, *below}),
        compared=row.counterfactual in COMPARED,
    )


def test_about_forty_initiatives_and_a_hundred_and_twenty_benefits():
    assert 38 <= len(ROWS.initiatives) <= 42
    assert 115 <= len(ROWS.benefits) <= 132
    assert {row.unit_id[0] for row in ROWS.initiatives} == set("12345")
    assert {row.phase for row in ROWS.initiatives} == set(Phase)
    assert {row.benefit_type for row in ROWS.benefits} == set(BenefitType)
    assert {row.grain for row in ROWS.benefits} == set(Grain)
    assert {row.price_year for row in ROWS.initiatives} == {2024, 2025, 2026}
    assert {row.kind for row in ROWS.parties} == set(PartyKind)
    assert min(len(told) for told in (ROWS.claims, ROWS.unpriced, ROWS.scenarios)) >= 10
    assert len(ROWS.adoptions) >= 3


def test_every_key_is_told_once():
    for keys in ([row.initiative_id for row in ROWS.initiatives], [row.benefit_id for row in ROWS.benefits]):
        assert [key for key, count in Counter(keys).items() if count > 1] == []
    names = [row.name for row in ROWS.initiatives]
    assert len(set(names)) == len(names)
    cells = [(row.benefit_id, row.fiscal_year, row.period, row.beneficiary_id) for row in ROWS.measurements]
    assert len(set(cells)) == len(cells)


def test_the_rules_of_initiatives_and_benefits_are_kept():
    found = [problem for row in ROWS.parties for problem in benefit_rules.party_problems(row)]
    found += [problem for row in ROWS.initiatives for problem in benefit_rules.initiative_problems(row, "NOK")]
    found += [problem for row in ROWS.benefits for problem in benefit_rules.benefit_problems(row)]
    found += [problem for row in ROWS.unpriced for problem in benefit_rules.unpriced_problems(row)]
    found += [problem for row in ROWS.adoptions for problem in benefit_rules.adoption_problems(row)]
    for key, row in INITIATIVES.items():
        levels = [benefit.level for benefit in ROWS.benefits if benefit.initiative_id == key]
        found += benefit_rules.level_problems(row.phase, levels)
        found += benefit_rules.scenario_problems([told for told in ROWS.scenarios if told.initiative_id == key])
    assert found == []
    assert circle([(row.benefit_id, other) for row in ROWS.benefits for other in row.leads_to]) == ()


def test_the_rules_of_plans_measurements_and_claims_are_kept():
    known = {key: facts(row) for key, row in BENEFITS.items()}
    found = []
    for projection in ROWS.projections:
        own = {key: told for key, told in known.items() if BENEFITS[key].initiative_id == projection.initiative_id}
        found += realisation_rules.projection_problems(projection, own, 0)
        assert projection.kind is ProjectionKind.FORECAST or projection.decision_reference
    for row in ROWS.measurements:
        found += realisation_rules.measurement_problems(row, known[row.benefit_id])
        if row.verification:
            found += realisation_rules.verification_problems(row.verification, row, known[row.benefit_id])
            assert (row.verification.verifier_role, row.verification.verifier_unit_id) == ("Økonomirådgiver", "120")
    found += [problem for row in ROWS.claims for problem in realisation_rules.claim_problems(row)]
    assert found == []


def test_the_rules_would_notice():
    """The same checks find a problem in rows that are spoilt."""
    spoilt = replace(BENEFITS["VT-01-a"], baseline_on=BENEFITS["VT-01-a"].first_effect_on)
    assert [problem.code for problem in benefit_rules.benefit_problems(spoilt)] == ["baseline_after_effect"]
    row = next(row for row in ROWS.measurements if row.benefit_id == "FA-01-c")
    told = next(row.verification for row in ROWS.measurements if row.verification)
    own = replace(told, verified_minor=row.amount_minor)
    problems = realisation_rules.verification_problems(own, row, facts(BENEFITS["FA-01-c"]))
    assert [problem.code for problem in problems] == ["verifier_in_line"]


def test_everything_named_exists():
    parties, units = {row.party_id: row for row in ROWS.parties}, {*organisation.UNITS, *organisation.SECTORS}
    named = {party for row in ROWS.projections for line in row.lines for party in (line.bearer_id, line.beneficiary_id)}
    named |= {row.beneficiary_id for row in ROWS.measurements} | {row.party_id for row in ROWS.unpriced}
    named |= {party for row in ROWS.initiatives for party in row.partners}
    assert named - {None} <= set(parties)
    assert {row.unit_id for row in [*ROWS.initiatives, *ROWS.benefits, *ROWS.claims]} <= units
    assert {row.indicator_id for row in ROWS.benefits} - {None} <= {measure.key for measure in MEASURES}
    assert all(row.unit_id == key for key, row in parties.items() if row.kind is PartyKind.UNIT)
    assert {row.kind for row in parties.values() if row.unit_id is None} == set(PartyKind) - {PartyKind.UNIT}


def test_roles_and_never_people():
    roles = [row.owner_role for row in ROWS.benefits] + [row.decider_role for row in ROWS.initiatives]
    roles += [row.responsible_role for row in ROWS.claims] + [row.entered_role for row in ROWS.measurements]
    for role in filter(None, roles):
        words = role.replace(",", "").split()
        assert not [word for word in words[1:] if word[0].isupper() and word not in ("NAV", "Fjellvik")]


def test_every_kind_of_party_is_touched_or_explained():
    """An early idea may leave it open; nobody both gains and is said to be untouched."""
    kinds = {row.party_id: row.kind for row in ROWS.parties}
    for venture in VENTURES:
        key, row = venture.key, INITIATIVES[venture.key]
        lines = [line for told in ROWS.projections if told.initiative_id == key for line in told.lines]
        own = {kinds[party] for line in lines for party in (line.bearer_id, line.beneficiary_id) if party}
        own |= {kinds[effect.gains] for effect in venture.effects}  # some are not planned in figures yet
        explained = {kind for kind, _ in row.absent}
        assert not own & explained
        if row.phase not in (Phase.IDEA, Phase.CONCEPT):
            assert own | explained == set(PartyKind)


def test_amounts_are_those_of_a_small_municipality():
    """A benefit is worth at most 3 million kroner a year, and none is a rounding."""
    for projection in ROWS.projections:
        by_year: Counter[tuple[str, int]] = Counter()
        for line in projection.lines:
            if line.benefit_id and line.amount_minor:
                by_year[line.benefit_id, line.fiscal_year] += line.amount_minor
        assert all(1_000_000 <= abs(amount) <= 300_000_000 for amount in by_year.values())


def test_a_year_is_the_sum_of_its_parts():
    plan = next(row for row in ROWS.projections if row.initiative_id == "RH-01")
    months = [line for line in plan.lines if (line.benefit_id, line.fiscal_year) == ("RH-01-b", 2026)]
    assert [line.period for line in months] == list(range(1, 13))
    assert sum(line.amount_minor for line in months) == 320 * 100_000  # 26.67 a month, no øre lost
    late = [line for line in plan.lines if line.benefit_id == "RH-01-c"]
    assert [line.period for line in late] == [12]


@pytest.fixture(scope="module")
def booked(lines: pd.DataFrame) -> pd.Series:
    actual = lines[lines["kind"] == Kind.ACTUAL.value]
    return actual.groupby(["fiscal_year", "unit_id", "function_code", "account_code"])["amount_minor"].sum()


def test_the_accounts_hold_what_they_are_said_to_show(booked):
    """All that is shown by a place of the accounts together is no more than what stands there."""
    shown: Counter[tuple[object, ...]] = Counter()
    for one in (one for row in ROWS.measurements for one in row.evidence if one.ledger_kind):
        place = (one.ledger_year, one.ledger_unit_id, one.ledger_function_code, one.ledger_account_code)
        shown[place] += one.supports_minor or 0
    assert len(shown) > 20
    for place, supported in shown.items():
        assert supported <= abs(booked[place]), place
