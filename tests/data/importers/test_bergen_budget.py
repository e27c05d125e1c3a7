"""Bergen's budgets of 2012 and 2013 against sums that a plain reading of the files gives."""

import csv
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import select

from data.access import LOCAL_PRINCIPAL, reading
from data.benefit_vocabulary import BenefitType, Flow, ProjectionKind
from data.importers.context import Context
from data.importers.problems import RefusedFile
from data.importers.profiles import profiles
from data.importers.reading import read
from data.importers.undo import undo
from data.queries.batches import batches
from data.schema.realisation import Projection, ProjectionLine
from data.verification import differences
from tests.data.importers.bringing import bring

pytestmark = pytest.mark.real
TOWN = "bergen"
YEARS = {2012: (2012, 2013, 2014, 2015), 2013: (2013, 2014, 2015, 2016)}
ROWS = {2012: 1944, 2013: 1761}
EXPENDITURE = {
    2012: (16_700_463_020, 17_023_230_151, 17_098_517_105, 17_387_881_094),
    2013: (17_897_939_314, 17_876_700_582, 18_220_489_388, 18_523_259_508),
}
N11_2013 = (-14_399_508, -13_182_908, -13_457_708, -13_457_708)
GROUPS = ("N11", "N10", "N07B", "N15")
OVERLAP = (2013, 2014, 2015)


def content(folder, year):
    return (folder / "bergen" / f"bergen_budsjett-{year}_driftsbudsjett__dataset.csv").read_bytes()


def plain_rows(folder, year):
    """Return the rows of a file with whole kroner by year, read by the csv module alone."""
    rows = csv.DictReader(content(folder, year).decode("utf-8-sig").splitlines(), delimiter=";")
    return [{**row, "kroner": [kroner(row[str(one)]) for one in YEARS[year]]} for row in rows]


def kroner(cell):
    plain = cell.replace(" ", "").replace("\u00a0", "")
    return 0 if plain == "-" else int(plain)


def by_year(rows):
    return tuple(sum(row["kroner"][at] for row in rows) for at in range(4))


def parsed_alone(folder, year):
    return read(profiles()["bergen-budget"], content(folder, year), Context(TOWN, year=year))


@pytest.mark.parametrize("year", YEARS)
def test_a_budget_has_the_published_totals(real_folder, year):
    parsed = parsed_alone(real_folder, year)
    assert parsed.problems == []
    assert parsed.rows_read == ROWS[year]
    totals = parsed.control_totals
    assert tuple(totals[f"expenditure_{one}"] for one in YEARS[year]) == tuple(100 * kr for kr in EXPENDITURE[year])
    rows = plain_rows(real_folder, year)
    for side, name in (("Utgift", "expenditure"), ("Inntekt", "income")):
        expected = by_year([row for row in rows if row["inntekt-utgift"] == side])
        assert tuple(totals[f"{name}_{one}"] for one in YEARS[year]) == tuple(100 * kr for kr in expected)


def test_the_nine_lines_of_efficiency_of_2013(real_folder):
    rows = [row for row in plain_rows(real_folder, 2013) if row["endrgr"] == "N11"]
    assert (len(rows), by_year(rows)) == (9, N11_2013)
    (plan,) = [one for one in parsed_alone(real_folder, 2013).benefits.projections if one.initiative_id == "N11"]
    gains = Counter()
    for line in plan.lines:
        gains[line.fiscal_year] += line.amount_minor
    assert tuple(gains[year] for year in YEARS[2013]) == tuple(-100 * kr for kr in N11_2013)
    assert len({line.benefit_id for line in plan.lines}) == 9 - 1  # expenditure and income of the audit are one benefit


def test_the_agreement_of_64_lines_sums_to_zero_and_flows_to_the_department_that_carries(real_folder):
    rows = [row for row in plain_rows(real_folder, 2013) if "data og telefoni" in row["tekst"]]
    assert (len(rows), len({row["avdeling"] for row in rows}), by_year(rows)) == (64, 8, (0, 0, 0, 0))
    delivered = Counter()
    for row in rows:
        if row["avdeling"] != "2":
            delivered[row["avdeling"]] -= 100 * row["kroner"][0]
    parsed = parsed_alone(real_folder, 2013)
    (plan,) = [one for one in parsed.benefits.projections if one.initiative_id == "N03-DATA-TELEFONI"]
    assert {(line.flow, line.beneficiary_id) for line in plan.lines} == {(Flow.TRANSFER, "2")}
    for year in YEARS[2013]:
        found = {line.bearer_id: line.amount_minor for line in plan.lines if line.fiscal_year == year}
        assert found == delivered
    net = Counter()
    for line in plan.lines:
        net[line.bearer_id] -= line.amount_minor
        net[line.beneficiary_id] += line.amount_minor
    assert (sum(net.values()), net["2"]) == (0, 4 * (2_440_000 - 239_500) * 100)  # what it carried less its own part


def test_the_requirement_of_2011_that_was_given_back(real_folder):
    rows = [row for row in plain_rows(real_folder, 2012) if "Reversert" in row["tekst"]]
    parsed = parsed_alone(real_folder, 2012)
    given_back = [row for row in parsed.benefits.benefits if row.initiative_id == "N06-REVERSERT-2011"]
    assert len(given_back) == len(rows) == 48
    assert {row.benefit_type for row in given_back} == {BenefitType.DISBENEFIT}
    (plan,) = [one for one in parsed.benefits.projections if one.initiative_id == "N06-REVERSERT-2011"]
    lost = sum(line.amount_minor for line in plan.lines if line.fiscal_year == 2012)
    assert lost == -100 * by_year(rows)[0] < 0


def stored_lines(kind):
    """Return what is stored of a kind of projection, in minor units, by initiative and year."""
    same = (
        (ProjectionLine.municipality_id == Projection.municipality_id)
        & (ProjectionLine.initiative_id == Projection.initiative_id)
        & (ProjectionLine.projection_number == Projection.projection_number)
    )
    found = Counter()
    with reading(LOCAL_PRINCIPAL) as session:
        for line in session.scalars(select(ProjectionLine).join(Projection, same).where(Projection.kind == kind)):
            found[line.initiative_id, line.fiscal_year] += line.amount_minor
    return found


def net_by_group(folder, year):
    """Return the net kroner of each change group, by group and year of the file."""
    found = Counter()
    for row in plain_rows(folder, year):
        for one, amount in zip(YEARS[year], row["kroner"], strict=True):
            found[row["endrgr"], one] += amount
    return found


@pytest.mark.usefixtures("database")
def test_the_budget_of_2013_is_the_re_forecast_of_2012(real_folder):
    assert bring("bergen-budget", content(real_folder, 2012), TOWN, 2012).rows_read == 1944
    assert bring("bergen-budget", content(real_folder, 2013), TOWN, 2013).rows_read == 1761
    first, second = net_by_group(real_folder, 2012), net_by_group(real_folder, 2013)
    plan, forecast = stored_lines(ProjectionKind.PLAN), stored_lines(ProjectionKind.FORECAST)
    sign = {"N07B": 100}  # a cost is a cost; less spending is a gain
    for group in GROUPS:
        for year in OVERLAP:
            planned = first[group, year] * sign.get(group, -100)
            expected = (first[group, 2012] + second[group, year]) * sign.get(group, -100)
            assert (plan[group, year], forecast[group, year]) == (planned, expected), (group, year)
        assert forecast[group, 2012] == plan[group, 2012]
    changes = {year: forecast["N11", year] - plan["N11", year] for year in OVERLAP}
    # 45.40 m adopted for 2012, and 14.40 m more in 2013, against 49.16 m planned for 2013
    assert changes[2013] == (45_403_700 + 14_399_508 - 49_157_600) * 100
    assert differences(LOCAL_PRINCIPAL) == []
    with reading(LOCAL_PRINCIPAL) as session:
        days = set(session.scalars(select(Projection.as_of).where(Projection.kind == ProjectionKind.FORECAST)))
    assert days == {date(2013, 1, 1)}


@pytest.mark.usefixtures("database")
def test_the_order_of_import_changes_no_figure(real_folder):
    for year in YEARS:
        bring("bergen-budget", content(real_folder, year), TOWN, year)
    in_order = stored_counting()
    assert in_order
    for batch in batches(LOCAL_PRINCIPAL, TOWN)["batch_id"]:
        undo(LOCAL_PRINCIPAL, batch)
    assert stored_counting() == Counter()
    later = bring("bergen-budget", content(real_folder, 2013), TOWN, 2013)
    with pytest.raises(RefusedFile) as refused:
        bring("bergen-budget", content(real_folder, 2012), TOWN, 2012)
    assert [problem.code for problem in refused.value.problems] == ["later_budget_loaded"]
    undo(LOCAL_PRINCIPAL, later.batch_id)
    for year in YEARS:
        bring("bergen-budget", content(real_folder, year), TOWN, year)
    assert stored_counting() == in_order
    assert differences(LOCAL_PRINCIPAL) == []


def stored_counting():
    """Return the minor units that count, by kind, initiative, benefit or payer, and year."""
    undone = [row.batch_id for row in batches(LOCAL_PRINCIPAL, TOWN).itertuples() if row.state == "undone"]
    found = Counter()
    with reading(LOCAL_PRINCIPAL) as session:
        for one in session.scalars(select(Projection).where(Projection.batch_id.not_in(undone))):
            key = (ProjectionLine.initiative_id == one.initiative_id) & (
                ProjectionLine.projection_number == one.projection_number
            )
            for line in session.scalars(select(ProjectionLine).where(key)):
                of = line.benefit_id or f"{line.bearer_id} {line.beneficiary_id}"
                found[one.kind, one.initiative_id, of, line.fiscal_year] += line.amount_minor
    return found


def test_what_a_department_was_called_is_said_where_it_changed(real_folder):
    names = {year: {row["avdeling"]: row["avdeling-tekst"] for row in plain_rows(real_folder, year)} for year in YEARS}
    changed = {unit for unit in names[2012] if names[2012][unit] != names[2013][unit]}
    assert changed == {"2", "3", "6", "7"}
    for before, after in pairwise(YEARS):
        assert names[before].keys() == names[after].keys()
