"""Who is who in Fjellvik: sectors, units, and how the organisation changed.

Fjellvik is made up, and so are its units. Roles answer for units; no person is named anywhere in the demo.
"""

from dataclasses import dataclass
from datetime import date

from data.importers.parsed import UnitRow
from data.vocabulary import UnitLevel

MUNICIPALITY_ID = "fjellvik"
CENTRAL = "900"
MERGED_ON = date(2025, 1, 1)
RENAMED_ON = date(2025, 5, 1)

SECTORS = {
    "100": ("Administrasjon og fellestjenester", "Kommunedirektør"),
    "200": ("Oppvekst og utdanning", "Kommunalsjef oppvekst og utdanning"),
    "300": ("Helse og omsorg", "Kommunalsjef helse og omsorg"),
    "400": ("Kultur, idrett og næring", "Kommunalsjef kultur, idrett og næring"),
    "500": ("Teknisk og samfunn", "Kommunalsjef teknisk og samfunn"),
}
"""Sector id: name, responsible role."""

UNITS = {
    "110": ("Politisk styring og kontroll", "Leder politisk sekretariat"),
    "120": ("Økonomi og innkjøp", "Økonomisjef"),
    "130": ("Personal og digitalisering", "Personal- og digitaliseringssjef"),
    "210": ("Kløverenga barnehage", "Styrer"),
    "220": ("Nordsida barnehage", "Styrer"),
    "230": ("Elvebakken skole", "Rektor"),
    "231": ("Nordbygda skole", "Rektor"),
    "232": ("Åsen skole", "Rektor"),
    "240": ("Lia skole", "Rektor"),
    "250": ("Fjellvik ungdomsskole", "Rektor"),
    "260": ("Barnevern og familiehjelp", "Barnevernleder"),
    "270": ("Voksenopplæring og integrering", "Rektor"),
    "280": ("Oppvekst fellestjenester", "Leder oppvekst fellestjenester"),
    "310": ("Solbakken sykehjem", "Enhetsleder sykehjem"),
    "320": ("Furutoppen bo- og aktivitetssenter", "Enhetsleder bo- og aktivitetssenter"),
    "330": ("Hjemmetjenesten", "Enhetsleder hjemmetjenesten"),
    "340": ("Bofellesskap og avlastning", "Enhetsleder bofellesskap"),
    "350": ("Fjellvik helsehus", "Enhetsleder helsehus"),
    "360": ("Psykisk helse og rus", "Enhetsleder psykisk helse og rus"),
    "370": ("NAV Fjellvik", "Leder NAV Fjellvik"),
    "410": ("Bibliotek og kulturhus", "Biblioteksjef"),
    "420": ("Kulturskolen", "Rektor kulturskolen"),
    "430": ("Idrett, frivillighet og ungdom", "Leder idrett og ungdom"),
    "440": ("Næring og innovasjon", "Nærings- og innovasjonssjef"),
    "510": ("Vei, vann og avløp", "Virksomhetsleder vei, vann og avløp"),
    "520": ("Eiendom og vedlikehold", "Eiendomssjef"),
    "530": ("Brann og redning", "Brannsjef"),
    "540": ("Plan, byggesak og landbruk", "Plansjef"),
}
"""Unit id: name today, responsible role. The first figure of an id is its sector's, but for 440 before 2025."""

ENDED = ("231", "232")
MOVED_UNIT = "440"
RENAMED_UNIT = "510"
OLD_NAME = "Kommunalteknikk"


@dataclass(frozen=True)
class DemoSuccession:
    """The share of a unit that its successor took over: a row of `unit_succession`."""

    unit_id: str
    successor_id: str
    valid_from: date
    share_numerator: int
    share_denominator: int


def unit_rows() -> list[UnitRow]:
    """Return every version of every unit below the root, parents before children, in order of date."""
    rows = [
        UnitRow(key, name, None, UnitLevel.SECTOR, sector=name, responsible_role=role)
        for key, (name, role) in SECTORS.items()
    ]
    rows.append(UnitRow(CENTRAL, "Sentrale poster", None, UnitLevel.UNIT, None, "Økonomisjef"))
    for key in UNITS:
        rows.extend(_versions(key))
    return rows


def _versions(key: str) -> list[UnitRow]:
    """Return the versions of one unit: most have one, those of the reorganisation two."""
    today = _row(key, key[0] + "00")
    if key == "230":
        return [_row(key, "200", MERGED_ON)]
    if key in ENDED:
        return [today, UnitRow(key, today.name, valid_from=MERGED_ON, ends=True)]
    if key == MOVED_UNIT:
        return [_row(key, "100"), _row(key, "400", MERGED_ON)]
    if key == RENAMED_UNIT:
        return [_row(key, "500", name=OLD_NAME), _row(key, "500", RENAMED_ON)]
    return [today]


def _row(key: str, sector: str, valid_from: date = date(1900, 1, 1), name: str | None = None) -> UnitRow:
    own, role = UNITS[key]
    return UnitRow(key, name or own, sector, UnitLevel.UNIT, SECTORS[sector][0], role, valid_from)


def successions() -> list[DemoSuccession]:
    """Return the merger of 1 January 2025: both schools went whole into Elvebakken skole."""
    return [DemoSuccession(key, "230", MERGED_ON, 1, 1) for key in ENDED]


def sector_of(unit_id: str, year: int) -> str | None:
    """Return the sector a unit belonged to in a year; None for the central items."""
    if unit_id == CENTRAL:
        return None
    if unit_id == MOVED_UNIT and year < MERGED_ON.year:
        return "100"
    return unit_id[0] + "00"


def existing(year: int) -> list[str]:
    """Return the units below the sectors that existed in a year (mergers happen on 1 January)."""
    gone = {"230"} if year < MERGED_ON.year else set(ENDED)
    return [key for key in UNITS if key not in gone]
