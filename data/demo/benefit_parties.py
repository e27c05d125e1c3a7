"""Who may pay or gain in Fjellvik: its own units, and made-up parties around it."""

from data.benefit_vocabulary import PartyKind
from data.demo import organisation
from data.demo.services import LAST_YEAR
from data.importers.benefit_rows import PartyRow

HOSPITAL, COUNTY, NAV, GRANTS, SICK_PAY = "nordfjella-hf", "fjordfylket", "nav-stat", "stat-tilskudd", "folketrygden"
NEIGHBOUR, EMPLOYEES, CITIZENS, BUSINESS = "tindelv", "ansatte", "innbyggere", "naeringsliv"

OUTSIDE: tuple[PartyRow, ...] = (
    PartyRow(HOSPITAL, PartyKind.HOSPITAL_TRUST, "Nordfjella helseforetak (oppdiktet)"),
    PartyRow(COUNTY, PartyKind.COUNTY, "Fjordfylket fylkeskommune (oppdiktet)"),
    PartyRow(NAV, PartyKind.STATE_AGENCY, "NAV, statlig del"),
    PartyRow(GRANTS, PartyKind.STATE_AGENCY, "Statlig tilskuddsordning"),
    PartyRow(SICK_PAY, PartyKind.STATE_AGENCY, "Folketrygden"),
    PartyRow(NEIGHBOUR, PartyKind.MUNICIPALITY, "Tindelv kommune (oppdiktet)"),
    PartyRow(EMPLOYEES, PartyKind.EMPLOYEES, "Ansatte i Fjellvik"),
    PartyRow(CITIZENS, PartyKind.CITIZENS, "Innbyggere i Fjellvik"),
    PartyRow(BUSINESS, PartyKind.BUSINESS, "Næringslivet i Fjellvik"),
)

UNTOUCHED: dict[PartyKind, str] = {
    PartyKind.UNIT: "Ingen av kommunens egne enheter får endret budsjett eller arbeid.",
    PartyKind.EMPLOYEES: "Arbeidsdagen til de ansatte endres ikke merkbart.",
    PartyKind.MUNICIPALITY: "Nabokommunene er ikke med og berøres ikke.",
    PartyKind.COUNTY: "Fylkeskommunen har ingen oppgaver som berøres.",
    PartyKind.HOSPITAL_TRUST: "Tiltaket endrer ikke bruken av sykehus.",
    PartyKind.STATE_AGENCY: "Ingen statlig etat får endrede utgifter.",
    PartyKind.CITIZENS: "Innbyggerne får samme tjeneste som før.",
    PartyKind.BUSINESS: "Næringslivet berøres ikke.",
}
"""Why a kind of party is touched by no benefit, where the initiative says nothing of its own."""


def parties() -> list[PartyRow]:
    """Return every party: the sectors and the units of today under their own ids, then those outside."""
    sectors = {key: name for key, (name, _) in organisation.SECTORS.items()}
    units = {key: organisation.UNITS[key][0] for key in organisation.existing(LAST_YEAR)}
    own = [PartyRow(key, PartyKind.UNIT, name, key) for key, name in (sectors | units).items()]
    return [*own, *OUTSIDE]


def role_at(unit_id: str) -> str:
    """Return the role that answers for a sector or a unit."""
    return (organisation.SECTORS | organisation.UNITS)[unit_id][1]
