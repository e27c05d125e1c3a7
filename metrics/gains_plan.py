"""The binding plan for realising gains: gross, operating cost and net by entity and year, and the cut it requires.

The model of the co-funding scheme. A plan's gains are planned, never realised. Amounts are whole minor units.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import BUDGET_EFFECTS, MILLION, PartyKind
from data.money_vocabulary import ThresholdBasis
from metrics.gains_columns import CELL
from metrics.gains_rules import CutRule, asks_for_confirmation
from metrics.ratios import complete_sums, first_missing, ratio
from metrics.results import Missing
from metrics.rounding import whole_quotient


class CutReason(StrEnum):
    """Why a cut of this size, or none, is required of an entity."""

    SHARE_OF_APPLICANT = "share_of_applicant"
    ABOVE_THRESHOLD = "above_threshold"
    NOT_ABOVE_THRESHOLD = "not_above_threshold"
    NO_NET_GAIN = "no_net_gain"
    NOT_KNOWN = "not_known"
    MUNICIPALITY_OR_COUNTY = "municipality_or_county"
    HEALTH_TRUST = "health_trust"
    NOT_PUBLIC = "not_public"
    MUNICIPAL_PLAN = "municipal_plan"


_EXEMPT = {
    PartyKind.UNIT: CutReason.MUNICIPALITY_OR_COUNTY,
    PartyKind.MUNICIPALITY: CutReason.MUNICIPALITY_OR_COUNTY,
    PartyKind.COUNTY: CutReason.MUNICIPALITY_OR_COUNTY,
    PartyKind.HOSPITAL_TRUST: CutReason.HEALTH_TRUST,
    PartyKind.EMPLOYEES: CutReason.NOT_PUBLIC,
    PartyKind.CITIZENS: CutReason.NOT_PUBLIC,
    PartyKind.BUSINESS: CutReason.NOT_PUBLIC,
}
_MUNICIPAL = frozenset({PartyKind.UNIT, PartyKind.MUNICIPALITY, PartyKind.COUNTY})


def net_gains(gains: pd.DataFrame, operating_costs: pd.DataFrame) -> pd.DataFrame:
    """Return each entity's planned gain by year: gross, operating cost of the new solution and net; + is a gain.

    net = gross - fixed operating cost. What the project itself costs is not taken away here. Gains that are no budget
    effect stand apart and enter nothing.

    Args:
        gains: entity_id, fiscal_year, benefit_type, amount_minor (Int64).
        operating_costs: entity_id, fiscal_year, amount_minor (Int64, positive). Where there is none, 0 is said.

    Returns:
        Indexed by entity_id, fiscal_year: gross_minor, operating_cost_minor, net_minor, other_gain_minor (Int64).
        <NA> where a part is missing: a gain without an amount, or no operating cost said.

    Source:
        Meld. St. 30 (2019–2020), box 13.3.
    """
    counts = gains["benefit_type"].isin(list(BUDGET_EFFECTS))
    amounts = gains["amount_minor"].astype("Int64")
    split = gains[CELL].assign(gross_minor=amounts.where(counts, 0), other_gain_minor=amounts.where(~counts, 0))
    gross = complete_sums(split, CELL, ["gross_minor", "other_gain_minor"])
    costs = complete_sums(operating_costs.astype({"amount_minor": "Int64"}), CELL, ["amount_minor"])
    table = gross.join(costs["amount_minor"].rename("operating_cost_minor"), how="outer").astype("Int64")
    table["net_minor"] = table["gross_minor"] - table["operating_cost_minor"]
    return table[["gross_minor", "operating_cost_minor", "net_minor", "other_gain_minor"]]


@dataclass(frozen=True)
class RequiredCuts:
    """The cut that a plan requires of each entity and year, and what must be printed beside it.

    `rows` is indexed by entity_id, fiscal_year: net_minor, required_cut_minor (Int64, 0 or above), reason. Where
    `municipal`, a municipality or a county applies and the scheme requires nothing; where `hypothetical`, the cut only
    shows what it would have been.
    """

    rows: pd.DataFrame
    rule: CutRule
    threshold_basis: ThresholdBasis
    municipal: bool
    hypothetical: bool
    confirm_rule: bool


def required_cuts(
    net: pd.DataFrame,
    entities: pd.DataFrame,
    rule: CutRule,
    today: date,
    *,
    threshold_basis: ThresholdBasis | None = None,
    hypothetically: bool = False,
) -> RequiredCuts:
    """Return the budget cut that the scheme requires of each entity and year.

    The applicant: share x max(0, net). Another central-government agency: share x the whole net gain, where that is
    more than the threshold. Others: shown, with no cut. A municipality's or county's own plan requires nothing.

    Args:
        net: As `net_gains` returns it.
        entities: entity_id, kind (PartyKind), is_applicant (true for one). Every entity of `net` must be there.
        rule: The rule set in force.
        today: The day on which the plan is made or read.
        threshold_basis: What the threshold is compared with; None takes the rule set's reading.
        hypothetically: Compute for a municipality's plan what the rule would have required.

    Returns:
        Whole minor units, halves up; <NA> where the net gain is missing.

    Raises:
        ValueError: There is not one applicant, or an entity of `net` is not among the entities.

    Source:
        Meld. St. 30 (2019–2020), box 13.3.
    """
    kinds, applicant = _who(net, entities)
    municipal = kinds[applicant] in _MUNICIPAL
    basis = threshold_basis or rule.threshold_basis
    amounts, reasons = _binding(net["net_minor"], kinds, applicant, rule, basis)
    if municipal and not hypothetically:
        amounts, reasons = pd.Series(0, index=net.index, dtype="Int64"), [CutReason.MUNICIPAL_PLAN] * len(net)
    said = pd.Series(reasons, index=net.index, dtype=object)
    rows = net[["net_minor"]].assign(required_cut_minor=amounts, reason=said)
    hypothetical = municipal and hypothetically
    return RequiredCuts(rows, rule, basis, municipal, hypothetical, asks_for_confirmation(rule, today))


def _who(net: pd.DataFrame, entities: pd.DataFrame) -> tuple[dict[str, PartyKind], str]:
    kinds = {entity: PartyKind(kind) for entity, kind in zip(entities["entity_id"], entities["kind"], strict=True)}
    applicants = entities.loc[entities["is_applicant"].astype(bool), "entity_id"].tolist()
    unknown = set(net.index.get_level_values("entity_id")) - kinds.keys()
    if len(applicants) != 1 or unknown:
        raise ValueError(f"wanted one applicant, found {len(applicants)}; unknown entities: {sorted(unknown)}")
    return kinds, applicants[0]


def _binding(
    net: pd.Series, kinds: dict[str, PartyKind], applicant: str, rule: CutRule, basis: ThresholdBasis
) -> tuple[pd.Series, list[CutReason]]:
    compared = net if basis == ThresholdBasis.EACH_YEAR else _whole_plan(net)
    reasons = [
        _reason(kinds[entity], entity == applicant, gain, whole, rule)
        for (entity, _), gain, whole in zip(net.index, net, compared, strict=True)
    ]
    shares = {
        CutReason.SHARE_OF_APPLICANT: rule.applicant_millionths,
        CutReason.ABOVE_THRESHOLD: rule.other_millionths,
    }
    cuts = [
        None if reason == CutReason.NOT_KNOWN else _cut(gain, shares.get(reason, 0))
        for gain, reason in zip(net, reasons, strict=True)
    ]
    return pd.Series(cuts, index=net.index, dtype="Int64"), reasons


def _cut(gain: int, share: int) -> int:
    return whole_quotient(int(gain) * share, MILLION) if share else 0


def _whole_plan(net: pd.Series) -> pd.Series:
    """Each row beside its entity's net gain of all years; a missing year makes it missing."""
    groups = net.groupby(level="entity_id")
    return groups.transform("sum").where(groups.transform("count") == groups.transform("size"))


def exemption(kind: PartyKind, *, is_applicant: bool) -> CutReason | None:
    """Return why an entity's gain is shown with no cut, whatever its size; None where the rule may require one."""
    return None if is_applicant else _EXEMPT.get(kind)


def _reason(kind: PartyKind, applies: bool, gain: int, compared: int, rule: CutRule) -> CutReason:
    exempt = exemption(kind, is_applicant=applies)
    if exempt is not None:
        return exempt
    if pd.isna(gain) or (not applies and pd.isna(compared)):
        return CutReason.NOT_KNOWN
    if gain <= 0:
        return CutReason.NO_NET_GAIN
    if applies:
        return CutReason.SHARE_OF_APPLICANT
    return CutReason.ABOVE_THRESHOLD if compared > rule.other_above_minor else CutReason.NOT_ABOVE_THRESHOLD


def plan_against_realised(net: pd.DataFrame, realised: pd.DataFrame) -> pd.DataFrame:
    """Return what each entity has realised of its planned net gain by year, as a share; 1 is as planned.

    Args:
        net: As `net_gains` returns it.
        realised: Indexed by entity_id, fiscal_year: realised_net_minor (Int64), verified figures alone.

    Returns:
        Indexed as both together: numerator (realised), denominator (planned), value, why and gap_minor (realised -
        planned; + is more than planned). A year that is not planned or not realised yet is missing, not 0.
    """
    both = net[["net_minor"]].join(realised[["realised_net_minor"]], how="outer").astype("Int64")
    why = first_missing(both, {"net_minor": Missing.INCOMPLETE_YEARS, "realised_net_minor": Missing.NOT_MEASURED})
    table = ratio(both["realised_net_minor"], both["net_minor"], why=why)
    return table.assign(gap_minor=both["realised_net_minor"] - both["net_minor"])
