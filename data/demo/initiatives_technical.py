"""Property, roads, water, planning and fire: gains that show in the accounts, and one that was given back."""

from datetime import date

from data.benefit_vocabulary import Confidence, CutBasis, Importance, Phase, Route
from data.demo.benefit_parties import BUSINESS, CITIZENS, EMPLOYEES, GRANTS, NEIGHBOUR
from data.demo.effects import (
    CASH,
    FREED,
    HOURS,
    OTHERS,
    QUALITY,
    SOCIETY,
    WORSE,
    Baseline,
    Done,
    Effect,
    Place,
    Track,
    level,
    rising,
)
from data.demo.ventures import (
    Claim,
    Outlook,
    Unpriced,
    Venture,
    forecast,
    once,
    plan,
    running,
    transfer,
)
from data.vocabulary import AuthorityKind, Grain

COUNCIL, COMMITTEE = AuthorityKind.COUNCIL, AuthorityKind.EXECUTIVE_COMMITTEE

ENERGY = Venture(
    "EN-01", "Energisparing i skoler og omsorgsbygg", "520", Phase.REALISATION, 2025,
    "Varmepumper og styring av ventilasjon. Gevinsten i 2025 er målt, verifisert og tatt ut av strømbudsjettet.",
    (
        Effect("a", "Lavere strømutgift", CASH, "520", "520", rising(2025, 600, 1100, 1300, until=2044),
               rising(2025, 500, 900, 1050, until=2044), "MWh", date(2025, 1, 1),
               Baseline(3485, date(2024, 12, 31), "Regnskap 2024 korrigert for temperatur, tusen kroner"),
               Track({2025: 100, 2026: 90}, Place("520", "222", "180"), (2025, 12)), grain=Grain.QUARTER,
               confidence=Confidence.B, low=70, high=120),
        Effect("b", "Mer vedlikehold av styring", WORSE, "520", "520", level(2025, 2044, -70), since=date(2025, 1, 1),
               followed=Track({2025: 90}, Place("520", "222", "240"), (2025, 12))),
        Effect("c", "Jevnere temperatur i klasserom", QUALITY, "520", CITIZENS, {}, {2025: 80, 2026: 90},
               "prosent av målinger innen kravet", date(2025, 1, 1), Baseline(64, date(2024, 11, 30), "Romfølere", 210),
               done=(Done(2025, 12, "Romfølere 2025", quantity=83),)),
    ),
    (
        plan(date(2024, 6, 13), "sak 46/24", COUNCIL),
        forecast("Kaldere vinter enn forutsatt.", {"a": 95}),
    ),
    (once("520", {2024: 2400, 2025: 3100}, 12), transfer(GRANTS, "520", {2025: 900})),
    decider="Kommunestyret", started=date(2023, 9, 4), decision=date(2026, 12, 17), realising=110,
    claims=(
        Claim("a", 2025, 4, Place("520", "222", "180"), 600, "sak 36/25"),
        Claim("a", 2027, 1, Place("520", "222", "180"), 500),
    ),
    unpriced=(Unpriced(CITIZENS, "Lavere utslipp", Importance.LARGE, 2),),
    outlooks=(Outlook("Strømpris som i dag", 60), Outlook("Lav strømpris", 40, 60, 100)),
)  # fmt: skip

CLEANING = Venture(
    "RH-01", "Behovsstyrt renhold med sensorer", "520", Phase.REALISATION, 2026,
    "Rommene rengjøres når de er brukt. En vakant stilling er tatt bort i sak 63/26.",
    (
        Effect("a", "Frigjorte timer i renhold", FREED, "520", "520", {}, rising(2026, 1400, 1800, until=2031), HOURS,
               date(2026, 1, 1), Baseline(9800, date(2025, 10, 31), "Renholdsplan"),
               Track({2026: 95}, "Renholdslogg", shares=((Route.CUT, 60, CutBasis.POSTS), (Route.QUALITY, 25, None))),
               grain=Grain.QUARTER, route=Route.CUT, leads_to=("b",)),
        Effect("b", "Én stilling mindre", CASH, "520", "520", rising(2026, 320, 560, until=2031), since=date(2026, 1,
               1),
               baseline=Baseline(3297, date(2025, 12, 31), "Regnskap 2025, fast lønn, tusen kroner"),
               followed=Track({2026: 98}, Place("520", "130", "010"), (2026, 9)), grain=Grain.MONTH,
               confidence=Confidence.A),
        Effect("c", "Renholdere med jevnere arbeidsdag", QUALITY, "520", EMPLOYEES, {}, {2026: 70}, "prosent",
               date(2026, 1, 1), Baseline(58, date(2025, 11, 15), "Medarbeiderundersøkelse", 24, 26)),
    ),
    (plan(date(2025, 11, 6), "sak 102/25"), forecast("Som planlagt.", {})),
    (once("520", {2026: 260}, 3), running("520", level(2026, 2031, 85))),
    decider="Kommunalsjef teknisk og samfunn", started=date(2025, 4, 7), decision=date(2027, 2, 18), realising=30,
    claims=(Claim("b", 2026, 7, Place("520", "130", "010"), 300, "sak 63/26"),),
)  # fmt: skip

STREET_LIGHTS = Venture(
    "GL-01", "Nattslukking av gatelys", "510", Phase.REALISATION, 2024,
    "Kravet om å slukke gatelys om natten ble vedtatt i 2024. Etter klager på mørke gangveier ble halvparten av "
    "kravet gitt tilbake i 2026.",
    (
        Effect("a", "Lavere strømutgift til gatelys", CASH, "510", "510", level(2024, 2030, 240), since=date(2024, 1,
               1),
               baseline=Baseline(877, date(2023, 12, 31), "Regnskap 2023, tusen kroner"), confidence=Confidence.B,
               followed=Track({2024: 96, 2025: 92}, Place("510", "332", "180"))),
        Effect("b", "Krav som er gitt tilbake", CASH, "510", "510", level(2026, 2030, -120), since=date(2026, 1, 1),
               entered=date(2026, 3, 26),
               description="Kommunestyret førte halvparten av kravet tilbake til budsjettet."),
        Effect("c", "Utrygghet på gangveier", WORSE, "510", CITIZENS, level(2024, 2030, -30), since=date(2024, 1, 1),
               owner_role="Virksomhetsleder vei, vann og avløp", done=(Done(2025, 12, "Klager på gatelys 2025", -45),
                                                                      Done(2024, 12, "Klager på gatelys 2024", -30))),
    ),
    (
        plan(date(2023, 12, 14), "sak 95/23", COUNCIL),
        plan(date(2026, 3, 26), "sak 31/26", COUNCIL, "Halvparten av kravet ble gitt tilbake etter klager."),
        forecast("Halvparten av lysene tennes igjen.", {}),
    ),
    (once("510", {2024: 60}),),
    decider="Kommunestyret", started=date(2023, 6, 5), decision=date(2026, 12, 17), realising=5,
)  # fmt: skip

LEAKAGE = Venture(
    "VL-01", "Lyttende følere på vannledningene", "510", Phase.EXECUTION, 2026,
    "Følere finner lekkasjer om natten. Spart vann går tilbake til abonnentene som lavere gebyr.",
    (
        Effect("a", "Lavere gebyr for abonnentene", SOCIETY, "510", CITIZENS, rising(2026, 180, 420, 600, until=2040),
               since=date(2026, 1, 1), baseline=Baseline(6604, date(2025, 12, 31), "Gebyrinntekt 2025, tusen kroner"),
               followed=Track({2026: 62}, "Nattforbruk vann"), grain=Grain.QUARTER, confidence=Confidence.C),
        Effect("b", "Vann som lekker ut", QUALITY, "510", CITIZENS, {}, {2026: 28, 2027: 25}, "prosent",
               date(2026, 1, 1), Baseline(31, date(2025, 12, 31), "Nattforbruk og produksjon"), better="lower",
               indicator="vannlekkasje"),
        Effect("c", "Færre hasteoppdrag om natten", CASH, "510", "510", rising(2026, 50, 90, until=2040),
               since=date(2026, 1, 1), baseline=Baseline(119, date(2025, 12, 31), "Regnskap 2025, tusen kroner"),
               followed=Track({2026: 80}, Place("510", "345", "040")), grain=Grain.QUARTER),
    ),
    (
        plan(date(2025, 6, 19), "sak 64/25", COUNCIL),
        plan(date(2026, 2, 26), "sak 15/26", COUNCIL, "Leveringen av følere ble forsinket.", {"a": 80}),
        forecast("To av fem soner er i drift.", {"a": 60, "c": 80}),
    ),
    (once("510", {2025: 400, 2026: 1900}), running("510", level(2026, 2040, 120))),
    decider="Kommunestyret", started=date(2025, 2, 10), decision=date(2027, 3, 11), realising=40,
)  # fmt: skip

BUILDING_CASES = Venture(
    "BS-01", "Digital byggesak med automatisk kontroll", "540", Phase.REALISATION, 2025,
    "Søknader kontrolleres maskinelt for mangler. Svartiden er halvert; timene går til tilsyn og vekst.",
    (
        Effect("a", "Frigjorte timer i byggesak", FREED, "540", "540", {}, rising(2025, 500, 700, until=2031), HOURS,
               date(2025, 1, 1), Baseline(4100, date(2024, 11, 30), "Tidsstudie av 45 saker", 45),
               Track({2025: 100, 2026: 104}, "Tidsstudie byggesak", shares=((Route.GROWTH_ABSORBED, 40, None),
                                                                           (Route.QUALITY, 50, None))),
               grain=Grain.QUARTER, route=Route.GROWTH_ABSORBED),
        Effect("b", "Raskere svar til byggherrer", SOCIETY, "540", BUSINESS, rising(2025, 250, 400, until=2031),
               since=date(2025, 1, 1), confidence=Confidence.C, deadweight=10, grain=Grain.QUARTER,
               baseline=Baseline(38, date(2024, 12, 31), "Dager i snitt", 45),
               followed=Track({2025: 95, 2026: 110}, "Svartid byggesak", (2025, 12))),
        Effect("c", "Saksbehandlingstid", QUALITY, "540", CITIZENS, {}, {2025: 28, 2026: 21}, "dager", date(2025, 1, 1),
               Baseline(38, date(2024, 12, 31), "Snitt av 45 saker", 45), indicator="byggesak_dager", better="lower",
               attribution=75, done=(Done(2025, 12, "Svartid byggesak 2025", quantity=26),)),
    ),
    (plan(date(2024, 5, 30), "sak 41/24"),),
    (once("540", {2024: 260, 2025: 110}), running("540", level(2025, 2031, 95))),
    decider="Kommunalsjef teknisk og samfunn", started=date(2023, 12, 4), decision=date(2026, 12, 15), realising=20,
)  # fmt: skip

FIRE_DUTY = Venture(
    "BR-01", "Felles overordnet brannvakt med Tindelv", "530", Phase.REALISATION, 2025,
    "To kommuner deler vakt. Overtiden er gått ned og tallet er verifisert, men budsjettet er ikke satt ned.",
    (
        Effect("a", "Mindre overtid i brannvakten", CASH, "530", "530", level(2025, 2030, 120), since=date(2025, 1, 1),
               baseline=Baseline(486, date(2024, 12, 31), "Regnskap 2024, tusen kroner"), confidence=Confidence.B,
               done=(Done(2025, 12, Place("530", "339", "040"), 115, 115,
                          note="Uten vakten under ekstremværet i oktober."),)),
        Effect("b", "Mindre overtid i nabokommunen", OTHERS, "530", NEIGHBOUR, level(2025, 2030, 90),
               since=date(2025, 1, 1), baseline=Baseline(310, date(2024, 12, 31), "Opplyst av nabokommunen")),
        Effect("c", "Lengre utrykning til ytterkantene", WORSE, "530", CITIZENS, level(2025, 2030, -15),
               since=date(2025, 1, 1), done=(Done(2025, 12, "Utrykninger 2025", -15),)),
    ),
    (plan(date(2024, 10, 10), "sak 74/24", COMMITTEE),),
    (once("530", {2024: 70}), transfer(NEIGHBOUR, "530", level(2025, 2030, 40))),
    decider="Formannskapet", started=date(2024, 3, 4), decision=date(2026, 12, 8), partners=(NEIGHBOUR,), realising=10,
)  # fmt: skip

TECHNICAL = (ENERGY, CLEANING, STREET_LIGHTS, LEAKAGE, BUILDING_CASES, FIRE_DUTY)
