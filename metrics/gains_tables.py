"""What the gains plan's formulas read, made from the benefits register: entities, gains, operating costs and words.

The entity that the scheme's rules are about is a legal one: the municipality's own units are one, the applicant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.benefit_vocabulary import BUDGET_EFFECTS, BenefitType, Flow, PartyKind, Verdict
from metrics.benefit_lines import Standing, end_benefits, lines_of, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.gains_checks import PlanText
from metrics.gains_columns import CELL
from metrics.gains_stored import StoredGains
from metrics.gains_text import Sought, plan_text, sought
from metrics.price_level import in_prices_of
from metrics.ratios import complete_sums
from metrics.told_parties import told_as

_GAIN_COLUMNS = [*CELL, "benefit_type", "amount_minor"]
_COST_COLUMNS = [*CELL, "amount_minor"]


class NoGainsPlan(LookupError):
    """There is nothing to make a plan from; the argument says why: `unknown_initiative` or `no_plan`."""


@dataclass(frozen=True)
class PlanTables:
    """The tables of one initiative's current plan, in kroner of its price year (whole minor units).

    Attributes:
        initiative_id: Which initiative.
        name: Its name.
        price_year: The year whose prices the amounts are in.
        projection_number: Which plan of the benefits register it is made from.
        sought: Who applies and for how much; None where nobody has begun on the gains plan.
        entities: entity_id, kind, is_applicant (the municipality's own units together).
        gains: entity_id, fiscal_year, benefit_type, amount_minor of end benefits; 0 is said for an entity and year that
            the plan gives no gain.
        operating_costs: entity_id, fiscal_year, amount_minor. An entity whose operating cost the plan's lines tell has
            0 in the years without; of another it is what is said in the gains plan, the same each year; one whose cost
            is never told has no row, which is missing.
        own_units: As `gains`, of the municipality's own units one by one, as they may be told; entity_id is the unit.
        verified: entity_id, fiscal_year, verified_minor of budget effects: what a verifier confirmed, in the price
            year's kroner; <NA> where a year's price growth is unknown.
        not_in_kroner: End benefits of the plan that no amount is told of, such as hours; they enter nothing.
        text: What is said of measures, owner, adopters and cost.
    """

    initiative_id: str
    name: str
    price_year: int
    projection_number: int
    sought: Sought | None
    entities: pd.DataFrame
    gains: pd.DataFrame
    operating_costs: pd.DataFrame
    own_units: pd.DataFrame
    verified: pd.DataFrame
    not_in_kroner: tuple[str, ...]
    text: PlanText

    @property
    def applicant_id(self) -> str:
        """The entity that applies."""
        return str(self.entities.loc[self.entities["is_applicant"].to_numpy(dtype=bool), "entity_id"].iloc[0])


def plan_tables(tables: BenefitTables, stored: StoredGains, initiative_id: str, on: date) -> PlanTables:
    """Return the tables of the plan of an initiative that stood on a day.

    Args:
        tables: The register.
        stored: The gains plans.
        initiative_id: Which initiative.
        on: The day; a plan adopted later is not known yet.

    Raises:
        NoGainsPlan: The initiative is not in the register, or no plan of it was adopted by the day.
    """
    rows = tables.initiatives[_is(tables.initiatives, initiative_id)]
    if rows.empty:
        raise NoGainsPlan("unknown_initiative")
    number, lines = _current_lines(tables, initiative_id, on)
    gains, unpriced = _gain_lines(tables, initiative_id, lines)
    costs = lines[(lines["flow"] == Flow.OPERATING_COST).to_numpy(dtype=bool)]
    wanted = sought(stored, initiative_id)
    said = stored.operating_costs[_is(stored.operating_costs, initiative_id)]
    named = [*gains["beneficiary_id"], *costs["bearer_id"], *said["entity_id"]]
    entities = _entities(tables, initiative_id, named, wanted.applicant_id if wanted else None)
    years = sorted({*gains["fiscal_year"], *costs["fiscal_year"]})
    return PlanTables(
        initiative_id=initiative_id,
        name=str(rows["name"].iloc[0]),
        price_year=int(rows["price_year"].iloc[0]),
        projection_number=number,
        sought=wanted,
        entities=entities,
        gains=_gains(tables, gains, entities, years),
        operating_costs=_operating_costs(tables, costs, said, years),
        own_units=_own_units(tables, gains),
        verified=_verified(tables, initiative_id, int(rows["price_year"].iloc[0])),
        not_in_kroner=unpriced,
        text=plan_text(tables, stored, initiative_id),
    )


def _is(table: pd.DataFrame, initiative_id: str) -> "pd.Series[bool]":
    return (table["initiative_id"] == initiative_id).astype(bool)


def _current_lines(tables: BenefitTables, initiative_id: str, on: date) -> tuple[int, pd.DataFrame]:
    """Return the number of the plan that stood on a day, and its lines."""
    standing = standing_projections(tables.projections[_is(tables.projections, initiative_id)], on)
    if standing.empty or standing[Standing.CURRENT].isna().all():
        raise NoGainsPlan("no_plan")
    number = int(standing[Standing.CURRENT].iloc[0])
    return number, lines_of(tables.projection_lines, standing, Standing.CURRENT)


def _legal(tables: BenefitTables, parties: Iterable[object]) -> list[str]:
    """Return the legal entity of each party: the municipality for its own units, else the party itself."""
    own = set(tables.parties.loc[(tables.parties["kind"] == PartyKind.UNIT).to_numpy(dtype=bool), "party_id"])
    return [tables.municipality.municipality_id if party in own else str(party) for party in parties]


def _entities(tables: BenefitTables, initiative_id: str, parties: list[str], applicant: str | None) -> pd.DataFrame:
    """Return the applicant, the municipality, then everybody that the plan's amounts or the list of partners name."""
    own = tables.municipality.municipality_id
    applies = applicant or own
    partners = tables.partners.loc[_is(tables.partners, initiative_id), "party_id"]
    told = dict.fromkeys([applies, own, *_legal(tables, [*parties, *partners])])
    kinds = dict(zip(tables.parties["party_id"], tables.parties["kind"], strict=True))
    rows = [(one, PartyKind.UNIT if one == own else PartyKind(kinds[one]), one == applies) for one in told]
    return pd.DataFrame(rows, columns=["entity_id", "kind", "is_applicant"])


def _gain_lines(tables: BenefitTables, initiative_id: str, lines: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the lines of end benefits in kroner, and the end benefits that have no kroner at all."""
    of_initiative = tables.benefits[_is(tables.benefits, initiative_id)]
    types = dict(zip(of_initiative["benefit_id"], of_initiative["benefit_type"], strict=True))
    ends = end_benefits(tables.benefits, tables.dependencies) & types.keys()
    rows = lines[((lines["flow"] == Flow.BENEFIT) & lines["benefit_id"].isin(list(ends))).to_numpy(dtype=bool)]
    kinds = pd.Series([types[one] for one in rows["benefit_id"]], index=rows.index, dtype=object)
    money = rows[(kinds != BenefitType.QUALITY).to_numpy(dtype=bool)].assign(benefit_type=kinds)
    priced = set(money.loc[money["amount_minor"].notna().to_numpy(dtype=bool), "benefit_id"])
    kept = money[money["benefit_id"].isin(list(priced)).to_numpy(dtype=bool)]
    return kept, tuple(sorted({str(one) for one in rows["benefit_id"]} - priced))


def _gains(tables: BenefitTables, lines: pd.DataFrame, entities: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    told = lines.assign(entity_id=_legal(tables, lines["beneficiary_id"]))[_GAIN_COLUMNS]
    named = {*told["entity_id"], tables.municipality.municipality_id}
    nothing = [(one, year, BenefitType.CASH, 0) for one in entities["entity_id"] if one in named for year in years]
    return _joined(told, nothing, _GAIN_COLUMNS)


def _operating_costs(tables: BenefitTables, lines: pd.DataFrame, said: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    told = lines.assign(entity_id=_legal(tables, lines["bearer_id"]))[_COST_COLUMNS]
    each_year = dict.fromkeys(told["entity_id"], 0)
    stated = {str(one): int(amount) for one, amount in zip(said["entity_id"], said["amount_minor"], strict=True)}
    nothing = [(one, year, amount) for one, amount in {**stated, **each_year}.items() for year in years]
    return _joined(told, nothing, _COST_COLUMNS)


def _joined(told: pd.DataFrame, nothing: Sequence[tuple[object, ...]], names: list[str]) -> pd.DataFrame:
    added = pd.DataFrame(nothing, columns=names)
    parts = [part.astype({"amount_minor": "Int64"}) for part in (told, added) if not part.empty]
    return pd.concat(parts, ignore_index=True) if parts else added.astype({"amount_minor": "Int64"})


def _own_units(tables: BenefitTables, lines: pd.DataFrame) -> pd.DataFrame:
    legal = pd.Series(_legal(tables, lines["beneficiary_id"]), index=lines.index, dtype=object)
    own = lines[(legal == tables.municipality.municipality_id).to_numpy(dtype=bool)]
    told = told_as(tables)
    placed = own.assign(entity_id=[told[str(one)] for one in own["beneficiary_id"]])
    return placed[_GAIN_COLUMNS].reset_index(drop=True)


def _verified(tables: BenefitTables, initiative_id: str, price_year: int) -> pd.DataFrame:
    of_initiative = tables.benefits[_is(tables.benefits, initiative_id)]
    effects = of_initiative[of_initiative["benefit_type"].isin(list(BUDGET_EFFECTS)).to_numpy(dtype=bool)]
    ends = end_benefits(tables.benefits, tables.dependencies) & set(effects["benefit_id"])
    rows = tables.measurements
    counts = (rows["verdict"] == Verdict.CONFIRMED) & rows["benefit_id"].isin(list(ends)) & rows["amount_minor"].notna()
    rows = rows[counts.to_numpy(dtype=bool)]
    carried = in_prices_of(price_year, rows["verified_minor"], rows["price_year"], tables.parameters)["amount_minor"]
    placed = rows.assign(entity_id=_legal(tables, rows["beneficiary_id"]), verified_minor=carried)
    return complete_sums(placed, CELL, ["verified_minor"]).astype("Int64")
