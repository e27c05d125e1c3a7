"""The benefits template: what each kind of row becomes, and every problem that a row can have."""

import hashlib
from datetime import date

import pytest

from data.benefit_vocabulary import (
    BenefitType,
    CutBasis,
    DfoType,
    Flow,
    KsType,
    PartyKind,
    Phase,
    ProjectionKind,
    Route,
    WizardType,
)
from data.importers.benefit_fields import ALLOWED, BENEFIT_FIELDS, REQUIRED, RowKind
from data.importers.benefit_types import dfo_type_of, ks_type_of, wizard_type_of
from data.importers.context import Context, KnownBenefit, KnownRegister
from data.importers.profiles import profiles
from data.importers.reading import read
from data.vocabulary import AuthorityKind, Grain, Kind

TOLD = Context("fjord", units=frozenset({"u1", "u2"}))
HEADERS = tuple(profiles()["benefits-csv"].columns)


def row(**cells):
    """Return a line of the file; `kind` is the first column."""
    told = {("row" if name == "kind" else name): value for name, value in cells.items()}
    assert set(told) <= set(HEADERS)
    return ";".join(told.get(header, "") for header in HEADERS)


INITIATIVE = row(kind="initiative", initiative="I", name="Ett", unit="u1", phase="planning", price_year="2025")
CASH = row(kind="benefit", initiative="I", benefit="A", name="Mindre", type="cash", unit="u1", role="leder")
HOURS = row(
    kind="benefit", initiative="I", benefit="H", name="Timer", type="reallocation", unit="u1", unit_of_measure="hours"
)
BASE = (INITIATIVE, CASH, HOURS)


def parsed_of(*rows, context=TOLD):
    return read(profiles()["benefits-csv"], "\n".join((";".join(HEADERS), *rows)).encode(), context)


def places(parsed):
    return sorted((problem.code, problem.row, problem.column) for problem in parsed.errors)


def only(*rows, context=TOLD):
    """Return the problems of rows that follow a sound initiative with two benefits (rows 2-4)."""
    return places(parsed_of(*BASE, *rows, context=context))


def test_every_column_belongs_to_a_kind_of_row_and_every_kind_is_told():
    assert set(HEADERS) == BENEFIT_FIELDS
    assert set(REQUIRED) == set(ALLOWED) == set(RowKind)
    assert not any(set(REQUIRED[kind]) & set(ALLOWED[kind]) for kind in RowKind)


def test_an_initiative_with_its_partners_and_those_it_does_not_touch():
    parsed = parsed_of(
        row(kind="part", party="fylket", party_kind="fylkeskommune", name="Fylket"),
        row(
            kind="tiltak",
            initiative="I",
            name="Ett",
            unit="u1",
            phase="gjennomføring",
            price_year="2025",
            partners="fylket, u2",
            amount="1 000,50",
            cost_low="90",
            cost_high="130 %",
            date="15.01.2025",
        ),
        row(kind="ikke berørt", initiative="I", party_kind="innbyggere", text="Ingen merker det"),
        CASH,
    )
    assert parsed.problems == []
    (party,), (initiative,) = parsed.benefits.parties, parsed.benefits.initiatives
    assert (party.party_id, party.kind, party.unit_id) == ("fylket", PartyKind.COUNTY, None)
    assert (initiative.phase, initiative.price_year, initiative.currency) == (Phase.EXECUTION, 2025, "NOK")
    assert initiative.partners == ("fylket", "u2")
    assert initiative.absent == ((PartyKind.CITIZENS, "Ingen merker det"),)
    assert initiative.realisation_budget_minor == 1000_50
    assert (initiative.cost_low_millionths, initiative.cost_high_millionths) == (900_000, 1_300_000)
    assert initiative.started_on == date(2025, 1, 15)


@pytest.mark.parametrize(
    ("kind", "wizard", "dfo", "ks"),
    [
        (BenefitType.CASH, WizardType.OWN_BUDGET, DfoType.EFFICIENCY, KsType.AVOIDED_COST),
        (BenefitType.REALLOCATION, WizardType.ALTERNATIVE_USE, DfoType.EFFICIENCY, KsType.TIME_SAVED),
        (BenefitType.OTHER_PUBLIC, WizardType.OTHER_PUBLIC_PRICED, DfoType.OTHER_ACTORS, None),
        (BenefitType.SOCIETY, WizardType.UNPRICED, DfoType.OTHER_ACTORS, None),
        (BenefitType.QUALITY, WizardType.UNPRICED, DfoType.QUALITY, KsType.BETTER_QUALITY),
        (BenefitType.DISBENEFIT, WizardType.OWN_BUDGET, DfoType.EFFICIENCY, None),
    ],
)
def test_the_three_code_systems_follow_from_the_type(kind, wizard, dfo, ks):
    assert (wizard_type_of(kind), dfo_type_of(kind), ks_type_of(kind)) == (wizard, dfo, ks)


def test_a_benefit_with_told_codes_prerequisites_and_arrows():
    told = row(
        kind="gevinst",
        initiative="I",
        benefit="B",
        name="Ro",
        type="kvalitet",
        unit="u1",
        wizard_type="other_public_priced",
        dfo_type="other_actors",
        ks_type="time_saved",
        attribution="12,5",
        deadweight="20",
        staffing_floor="ja",
        working="12 besøk × 300 kroner",
        grain="kvartal",
        baseline="1 234,5",
        baseline_on="2025-01-31",
        first_effect_on="2025-02-01",
        better="lavere",
    )
    parsed = parsed_of(
        *BASE,
        told,
        row(kind="fører til", benefit="B", leads_to="A"),
        row(kind="forutsetning", benefit="B", name="Opplæring", date="2025-01-01", role="leder"),
    )
    assert parsed.problems == []
    benefit = parsed.benefits.benefits[2]
    assert (benefit.wizard_type, benefit.dfo_type, benefit.ks_type) == (
        WizardType.OTHER_PUBLIC_PRICED,
        DfoType.OTHER_ACTORS,
        KsType.TIME_SAVED,
    )
    assert (benefit.attribution_millionths, benefit.deadweight_millionths) == (125_000, 200_000)
    assert (benefit.staffing_floor, benefit.grain, benefit.baseline_value) == (True, Grain.QUARTER, 1234.5)
    assert (benefit.better, benefit.leads_to, benefit.working) == ("lower", ("A",), "12 besøk × 300 kroner")
    (needed,) = benefit.prerequisites
    assert (needed.description, needed.responsible_role, needed.noted_on) == ("Opplæring", "leder", date(2025, 1, 1))


def test_lines_of_one_day_are_one_plan_and_the_forecast_is_another():
    plan = {
        "kind": "plan",
        "initiative": "I",
        "date": "2025-01-01",
        "reference": "24/118",
        "authority": "kommunestyret",
    }
    gain = {"flow": "gevinst", "benefit": "A", "bearer": "u1", "beneficiary": "u2"}
    parsed = parsed_of(
        *BASE,
        row(**plan, flow="kostnad", bearer="u1", year="2025", period="3", amount="100"),
        row(**plan, **gain, year="2025", amount="40"),
        row(kind="prognose", initiative="I", date="2025-06-30", **gain, year="2025", amount="30", text="senere"),
        row(
            kind="prognose", initiative="I", date="2025-06-30", benefit="H", beneficiary="u1", year="2025", quantity="7"
        ),
    )
    assert parsed.problems == []
    plan_row, forecast = parsed.benefits.projections
    assert (plan_row.kind, plan_row.as_of, plan_row.decision_reference) == (
        ProjectionKind.PLAN,
        date(2025, 1, 1),
        "24/118",
    )
    assert plan_row.authority_kind is AuthorityKind.COUNCIL
    assert [(line.flow, line.period, line.amount_minor) for line in plan_row.lines] == [
        (Flow.COST, 3, 100_00),
        (Flow.BENEFIT, 12, 40_00),
    ]
    assert (forecast.kind, forecast.reason) == (ProjectionKind.FORECAST, "senere")
    assert [(line.flow, line.amount_minor, line.quantity) for line in forecast.lines] == [
        (Flow.BENEFIT, 30_00, None),
        (Flow.BENEFIT, None, 7.0),
    ]
    assert parsed.control_totals == {"benefits_forecast": 30_00, "benefits_plan": 40_00, "costs_plan": 100_00}
    assert parsed.fiscal_year == 2025


def test_rows_of_one_measurement_add_evidence_and_routes():
    stored = "ab" * 32
    context = Context("fjord", units=TOLD.units, register=KnownRegister(files=frozenset({stored})))
    cell = {"kind": "realisert", "benefit": "H", "year": "2025", "beneficiary": "u1", "role": "leder"}
    parsed = parsed_of(
        *BASE,
        row(**cell, quantity="10", evidence="ledger:actual/2025/u1/202/*", route="kvalitet", hours="6"),
        row(**cell, evidence=f"sha256:{stored}", supports="5", route="kutt", hours="4", cut_basis="vikarer"),
        context=context,
    )
    assert parsed.problems == []
    (measured,) = parsed.benefits.measurements
    assert (measured.quantity, measured.amount_minor, measured.period) == (10.0, None, 12)
    assert measured.routes == ((Route.QUALITY, 6.0, None), (Route.CUT, 4.0, CutBasis.SUBSTITUTES))
    ledger, of_file = measured.evidence
    assert (ledger.ledger_kind, ledger.ledger_year, ledger.ledger_unit_id) == (Kind.ACTUAL, 2025, "u1")
    assert (ledger.ledger_function_code, ledger.ledger_account_code) == ("202", None)
    assert (of_file.content_hash, of_file.supports_minor) == (stored, 5_00)


def test_a_comparison_group_and_what_how_much_cost_before_and_after():
    trial = row(
        kind="benefit",
        initiative="I",
        benefit="T",
        name="Døgn",
        type="quality",
        unit="u1",
        counterfactual="randomised",
        baseline="4,1",
        baseline_on="2024-12-31",
        compared_with="De andre",
        compared_before="4,2",
        volume_before="120",
        unit_cost_before="300,50",
        fixed_cost_before="1 000",
    )
    cell = {"kind": "realised", "benefit": "T", "year": "2025", "beneficiary": "u1", "role": "leder", "quantity": "0"}
    after = {"value_after": "3,6", "compared_after": "3,7", "volume_after": "90,5", "cost_after": "25 000"}
    shown = {"evidence": "ledger:actual/2025/u1/*/*"}
    parsed = parsed_of(*BASE, trial, row(**cell, **after, **shown))
    assert parsed.problems == []
    told, (measured,) = parsed.benefits.benefits[-1], parsed.benefits.measurements
    assert (told.compared_with, told.compared_before, told.volume_before) == ("De andre", 4.2, 120)
    assert (told.unit_cost_before_minor, told.fixed_cost_before_minor) == (300_50, 1000_00)
    assert (measured.value_after, measured.compared_after) == (3.6, 3.7)
    assert (measured.volume_after, measured.cost_after_minor) == (90.5, 25_000_00)
    refused = {**cell, "benefit": "A", "amount": "1", "supports": "1", **shown}
    assert only(row(**refused, compared_after="3,7")) == [("comparison_without_group", 5, "compared_after")]


def test_what_the_ledger_supports_is_left_to_the_ledger_where_the_file_does_not_say():
    cell = {"kind": "realised", "benefit": "A", "year": "2025", "beneficiary": "u1", "role": "leder", "amount": "10"}
    evidence = "ledger:actual/2025/u1/*/*"
    assert only(row(**cell, evidence=evidence)) == []
    assert only(row(**cell, evidence=evidence, supports="9")) == [("realised_above_evidence", 5, "amount")]


def test_cells_that_cannot_be_read():
    bad = row(
        kind="benefit",
        initiative="I",
        benefit="b" * 41,
        name="x",
        type="gratis",
        unit="u1",
        baseline="1.234",
        baseline_on="31.02.2025",
        baseline_count="mange",
        attribution="halv",
        staffing_floor="kanskje",
    )
    assert only(
        row(kind="rad"),
        bad,
        row(kind="plan", initiative="I", date="2025-01-01", year="25", period="13", amount="ti"),
        row(kind="unpriced", initiative="I", party="u1", name="x", importance="stor", magnitude="1,5"),
    ) == [
        ("ambiguous_number", 6, "baseline"),
        ("bad_count", 6, "baseline_count"),
        ("bad_date", 6, "baseline_on"),
        ("bad_magnitude", 8, "magnitude"),
        ("bad_month", 7, "period"),
        ("bad_share", 6, "attribution"),
        ("bad_truth", 6, "staffing_floor"),
        ("bad_year", 7, "year"),
        ("long_code", 6, "benefit"),
        ("not_an_amount", 7, "amount"),
        ("unknown_word", 5, "row"),
        ("unknown_word", 6, "type"),
    ]


@pytest.mark.parametrize("kind", RowKind)
def test_a_row_has_what_its_kind_needs_and_nothing_else(kind):
    parsed = parsed_of(";".join([kind.value, *("x" * (header not in {"row"}) for header in HEADERS[1:])]))
    stray = {problem.column for problem in parsed.errors if problem.code == "cell_not_of_row"}
    assert stray == BENEFIT_FIELDS - {"row", *REQUIRED[kind], *ALLOWED[kind]}
    blank = parsed_of(row(kind=kind.value, **({"text": "x"} if kind is RowKind.PLAN else {})))
    needed = {problem.column for problem in blank.errors if problem.code == "cell_needed"}
    assert needed == set(REQUIRED[kind])


def test_codes_that_are_nowhere_or_told_twice():
    assert only(
        row(kind="plan", initiative="Z", date="2025-01-01", year="2025", benefit="Y", bearer="x", beneficiary="w"),
        row(kind="leads_to", benefit="A", leads_to="Y"),
        row(kind="benefit", initiative="I", benefit="C", name="c", type="cash", unit="u9", indicator="i9"),
        row(kind="benefit", initiative="I", benefit="C", name="c", type="cash", unit="u1"),
        row(kind="initiative", initiative="J", name="j", unit="u1", phase="idea", price_year="2025", partners="u1, q"),
        row(kind="plan", initiative="J", date="2025-01-01", year="2025", benefit="A", beneficiary="u1", amount="1"),
    ) == [
        ("code_repeated", 8, "benefit"),
        ("other_initiative", 10, "benefit"),
        ("unknown_benefit", 5, "benefit"),
        ("unknown_benefit", 6, "leads_to"),
        ("unknown_indicator", 7, "indicator"),
        ("unknown_initiative", 5, "initiative"),
        ("unknown_party", 5, "bearer"),
        ("unknown_party", 5, "beneficiary"),
        ("unknown_party", 9, "partners"),
        ("unknown_unit", 7, "unit"),
    ]


KEPT = KnownRegister(
    price_years={"I": 2024}, benefits={"A": KnownBenefit("I", BenefitType.CASH)}, plans={"I": 1}, parties={"p": "P"}
)


def test_what_the_register_holds_is_added_to_and_not_told_again():
    context = Context("fjord", units=TOLD.units, register=KEPT)
    line = {"initiative": "I", "date": "2025-03-01", "year": "2025", "benefit": "A", "beneficiary": "u1", "amount": "1"}
    assert places(parsed_of(row(kind="forecast", **line), context=context)) == []
    assert places(
        parsed_of(
            INITIATIVE,
            row(kind="prerequisite", benefit="A", name="x", date="2025-01-01"),
            row(kind="plan", **line),
            row(kind="forecast", **line, price_year="2025"),
            context=context,
        )
    ) == [
        ("plan_without_decision", 4, "reference"),
        ("registered_already", 2, "initiative"),
        ("told_apart", 3, "benefit"),
    ]
    assert places(parsed_of(row(kind="forecast", **line, price_year="2025"), context=context)) == [
        ("other_price_year", 2, "price_year")
    ]


def test_a_file_that_is_stored_already_is_no_problem():
    content = "\n".join((";".join(HEADERS), *BASE)).encode()
    register = KnownRegister(price_years={"I": 2025}, benefits={"A": KnownBenefit("I", BenefitType.CASH)})
    stored = {hashlib.sha256(content).hexdigest(): 2025}
    again = Context("fjord", units=TOLD.units, register=register, stored=stored)
    assert read(profiles()["benefits-csv"], content, again).problems == []
    other = Context("fjord", units=TOLD.units, register=register)
    assert "registered_already" in {code for code, _, _ in places(read(profiles()["benefits-csv"], content, other))}


def test_the_rules_of_initiatives_and_benefits_are_told_at_their_cells():
    bad = {"kind": "benefit", "initiative": "I", "type": "cash", "unit": "u1"}
    assert only(
        row(**bad, benefit="B", name="b" * 201, attribution="101", low="120", high="90"),
        row(**bad, benefit="C", name="c", baseline="1", baseline_on="2025-05-01", first_effect_on="2025-05-01"),
        row(**bad, benefit="D", name="d", baseline="1", counterfactual="randomised", deadweight="5"),
        row(kind="benefit", initiative="I", benefit="E", name="e", type="disbenefit", unit="u1"),
        row(kind="prerequisite", benefit="A", name="p" * 301, date="2025-01-01"),
        row(kind="unpriced", initiative="I", party="u1", name="x", importance="small", magnitude="4"),
        row(kind="scenario", initiative="I", name="s", probability="90", benefit_factor="-1"),
        row(
            kind="adoption",
            initiative="I",
            name="skoler",
            adopters_planned="3",
            amount="1",
            fixed_cost="-1",
            year="2026",
            last_year="2025",
        ),
        row(
            kind="initiative",
            initiative="J",
            name="j",
            unit="u1",
            phase="realisation",
            price_year="2025",
            currency="EUR",
            cost_high="50",
        ),
        row(kind="benefit", initiative="J", benefit="J1", name="j", type="cash", unit="u1", level="problem"),
    ) == [
        ("baseline_after_effect", 6, "baseline_on"),
        ("baseline_without_day", 7, "baseline_on"),
        ("below_zero", 11, "benefit_factor"),
        ("below_zero", 12, "fixed_cost"),
        ("bound_outside", 5, "high"),
        ("bound_outside", 5, "low"),
        ("bound_outside", 13, "cost_high"),
        ("deadweight_twice", 7, "deadweight"),
        ("disbenefit_without_owner", 8, "role"),
        ("initiative_currency", 13, "currency"),
        ("magnitude_outside", 10, "magnitude"),
        ("no_solution_benefit", 13, "level"),
        ("probabilities_do_not_add_up", 11, "probability"),
        ("share_outside", 5, "attribution"),
        ("text_too_long", 5, "name"),
        ("text_too_long", 9, "name"),
        ("years_backwards", 12, "last_year"),
    ]


def test_the_rules_of_lines_measurements_and_claims_are_told_at_their_cells():
    plan = {"kind": "plan", "initiative": "I", "date": "2025-01-01", "year": "2025"}
    cell = {"kind": "realised", "year": "2025", "beneficiary": "u1", "role": "leder"}
    assert only(
        row(**plan, benefit="A", beneficiary="u1", period="3", amount="1", reference="24/1"),
        row(**plan, flow="cost", bearer="u1", beneficiary="u2", amount="1", reference="24/2"),
        row(**plan, flow="transfer", beneficiary="u2", currency="EUR"),
        row(**plan, amount="1", beneficiary="u1"),
        row(**plan, benefit="A", amount="1", route="cut", price_year="2020"),
        row(**cell, benefit="A", amount="5"),
        row(**cell, benefit="A", amount="6"),
        row(**cell, benefit="H", quantity="1", evidence="papir"),
        row(**{**cell, "year": "2026"}, benefit="H", quantity="1", evidence=f"sha256:{'0' * 64}", supports="1"),
        row(**{**cell, "year": "2027"}, benefit="H", evidence="ledger:actual/2025/u9/*/*", route="cut", hours="2"),
        row(kind="claim", benefit="A", year="2026", unit="u1", amount="-5", role="leder"),
        row(kind="leads_to", benefit="A", leads_to="H"),
        row(kind="leads_to", benefit="H", leads_to="A"),
    ) == [
        ("bad_evidence", 12, "evidence"),
        ("circle", 16, "leads_to"),
        ("claim_not_above_zero", 15, "amount"),
        ("contradicting_lines", 6, "reference"),
        ("cost_with_beneficiary", 6, "beneficiary"),
        ("cut_without_basis", 14, "cut_basis"),
        ("line_without_bearer", 7, "bearer"),
        ("line_without_beneficiary", 9, "beneficiary"),
        ("line_without_benefit", 8, "benefit"),
        ("line_without_value", 7, "amount"),
        ("measured_twice", 11, "amount"),
        ("off_grain", 5, "period"),
        ("other_currency_told", 7, "currency"),
        ("other_price_year", 9, "price_year"),
        ("realised_without_evidence", 10, "evidence"),
        ("realised_without_evidence", 12, "evidence"),
        ("route_without_hours", 9, "route"),
        ("routes_above_hours", 14, "route"),
        ("unknown_file", 13, "evidence"),
        ("unknown_unit", 14, "evidence"),
    ]
