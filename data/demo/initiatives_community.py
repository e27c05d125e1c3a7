"""Culture, sport, business and small units: gains that are seldom money in one's own budget."""

from datetime import date

from data.benefit_vocabulary import Confidence, Counterfactual, Importance, InitiativeState, Phase, Route
from data.demo.benefit_parties import BUSINESS, CITIZENS, COUNTY, EMPLOYEES, GRANTS, NAV, NEIGHBOUR
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
    Uptake,
    Venture,
    forecast,
    once,
    plan,
    running,
    transfer,
)
from data.vocabulary import AuthorityKind, Grain

COUNCIL, COMMITTEE = AuthorityKind.COUNCIL, AuthorityKind.EXECUTIVE_COMMITTEE

OPEN_LIBRARY = Venture(
    "MB-01", "Meråpent bibliotek", "410", Phase.REALISATION, 2025,
    "Innbyggerne låser seg inn om morgenen og kvelden. Eiendom får mer renhold og tilsyn.",
    (
        Effect("a", "Flere besøk utenom bemannet tid", SOCIETY, "410", CITIZENS, rising(2025, 150, 260, until=2032),
               rising(2025, 5200, 9000, until=2032), "besøk", date(2025, 3, 1),
               Baseline(0, date(2024, 12, 31), "Stengt utenom bemannet tid"),
               Track({2025: 110, 2026: 118}, "Dørteller biblioteket"), grain=Grain.QUARTER),
        Effect("b", "Mer renhold og tilsyn", WORSE, "520", "520", level(2025, 2032, -95), since=date(2025, 3, 1),
               grain=Grain.QUARTER, owner_role="Eiendomssjef",
               followed=Track({2025: 115, 2026: 110}, Place("520", "130", "240"), (2025, 12))),
        Effect("c", "Mindre bruk av ekstravakter", CASH, "410", "410", rising(2025, 20, 30, until=2032),
               since=date(2025, 3, 1), baseline=Baseline(29, date(2024, 12, 31), "Regnskap 2024, tusen kroner"),
               followed=Track({2025: 70}, Place("410", "370", "020"))),
    ),
    (plan(date(2024, 9, 19), "sak 68/24", COMMITTEE),),
    (once("410", {2025: 420}, 3), running("410", level(2025, 2032, 60)), transfer(COUNTY, "410", {2025: 150})),
    decider="Formannskapet", started=date(2024, 4, 8), decision=date(2026, 12, 2), partners=(COUNTY,), realising=25,
    unpriced=(Unpriced(CITIZENS, "Møteplass for unge om kvelden", Importance.MEDIUM, 2),),
)  # fmt: skip

MUSIC_SCHOOL = Venture(
    "KS-01", "Digital påmelding og betaling i kulturskolen", "420", Phase.REALISATION, 2025,
    "Kulturskolen har én halv stilling i administrasjon som ikke kan tas bort. Timene brukes til flere elever.",
    (
        Effect("a", "Frigjorte timer i administrasjonen", FREED, "420", "420", {}, rising(2025, 180, 260, until=2030),
               HOURS, date(2025, 8, 1), Baseline(880, date(2025, 5, 31), "Timeliste våren 2025"), floor=True,
               followed=Track({2025: 100, 2026: 96}, "Timeliste kulturskolen", shares=((Route.QUALITY, 85, None),)),
               grain=Grain.QUARTER, route=Route.QUALITY),
        Effect("b", "Barn på venteliste", QUALITY, "420", CITIZENS, {}, {2025: 40, 2026: 30, 2027: 20}, "barn",
               date(2025, 8, 1), Baseline(46, date(2025, 5, 31), "Ventelisten"), indicator="venteliste_kulturskole",
               better="lower", attribution=50, done=(Done(2025, 12, "Venteliste kulturskolen 2025", quantity=38),)),
        Effect("c", "Færre tapte elevavgifter", CASH, "420", "420", level(2025, 2030, 12), since=date(2025, 8, 1),
               baseline=Baseline(19, date(2024, 12, 31), "Tapsførte krav, tusen kroner"),
               followed=Track({2025: 100}, "Tapsførte krav kulturskolen 2025")),
    ),
    (plan(date(2025, 4, 3), "sak 30/25"),),
    (once("420", {2025: 85}, 8), running("420", level(2025, 2030, 22))),
    decider="Kommunalsjef kultur, idrett og næring", started=date(2024, 12, 2), decision=date(2026, 12, 1), realising=5,
)  # fmt: skip

EQUIPMENT_LENDING = Venture(
    "UT-01", "Utlånssentral for sportsutstyr", "430", Phase.REALISATION, 2025,
    "Barn og voksne låner utstyr gratis. Sentralen ble et arbeidssted for folk på tiltak, noe ingen hadde planlagt.",
    (
        Effect("a", "Spart innkjøp for familiene", SOCIETY, "430", CITIZENS, rising(2025, 200, 350, until=2030),
               rising(2025, 900, 1600, until=2030), "utlån", date(2025, 2, 1),
               Baseline(0, date(2024, 12, 31), "Ingen utlån før"),
               Track({2025: 125, 2026: 130}, "Utlånsregister"), grain=Grain.QUARTER, displacement=10),
        Effect("b", "Arbeidstrening for folk på tiltak", OTHERS, "430", NAV, rising(2025, 90, 120, until=2030),
               since=date(2025, 5, 1), unexpected=True, confidence=Confidence.B, grain=Grain.QUARTER,
               followed=Track({2025: 100, 2026: 105}, "Avtaler om arbeidstrening", (2025, 12))),
        Effect("c", "Barn fra familier med lav inntekt som er med på ski", QUALITY, "430", CITIZENS, {},
               {2025: 30, 2026: 45}, "barn", date(2025, 2, 1), Baseline(12, date(2024, 12, 31), "Skiforeningen", 80),
               done=(Done(2025, 12, "Deltakere skiskole 2025", quantity=41),)),
    ),
    (plan(date(2024, 11, 7), "sak 86/24"), forecast("Flere utlån enn planlagt.", {"a": 128})),
    (once("430", {2025: 160}, 3), running("430", level(2025, 2030, 140)), transfer(GRANTS, "430", {2025: 120})),
    decider="Kommunalsjef kultur, idrett og næring", started=date(2024, 8, 5), decision=date(2026, 12, 14),
    realising=10,
)  # fmt: skip

BUSINESS_GUIDE = Venture(
    "NV-01", "Én vei inn for næringslivet", "440", Phase.EXECUTION, 2026,
    "Bedrifter får én kontakt for alle saker. Næringslivet sparer tid; byggesak får færre spørsmål.",
    (
        Effect("a", "Spart tid i bedriftene", SOCIETY, "440", BUSINESS, rising(2026, 160, 380, until=2031),
               since=date(2026, 3, 1), baseline=Baseline(14, date(2025, 11, 30), "Timer per sak, 22 bedrifter", 22,
               310),
               followed=Track({2026: 70}, "Spørring blant bedrifter", until=(2026, 6)), grain=Grain.QUARTER,
               counterfactual=Counterfactual.DEADWEIGHT, deadweight=15),
        Effect("b", "Færre henvendelser i byggesak", FREED, "540", "540", {}, rising(2026, 120, 260, until=2031), HOURS,
               date(2026, 3, 1), Baseline(900, date(2025, 11, 30), "Telling i fire uker"),
               Track({2026: 90}, "Telling henvendelser"), grain=Grain.QUARTER, route=Route.GROWTH_ABSORBED),
        Effect("c", "Bedrifter som anbefaler kommunen", QUALITY, "440", BUSINESS, {}, {2026: 60, 2027: 70}, "prosent",
               date(2026, 3, 1), Baseline(48, date(2025, 11, 30), "Spørreundersøkelse", 61, 310)),
    ),
    (plan(date(2025, 12, 18), "sak 118/25"),),
    (running("440", level(2026, 2031, 290)),),
    decider="Kommunalsjef kultur, idrett og næring", started=date(2025, 9, 15), decision=date(2027, 1, 21),
    realising=15,
    uptake=Uptake("bedrift", 120, 47, 3.2, 60, 2026, 2031),
)  # fmt: skip

VOLUNTEER_TRIPS = Venture(
    "FR-01", "Frivillig følge til lege og sykehus", "430", Phase.CONCEPT, 2026,
    "Kan frivillige følge eldre til time? Det ville spare hjemmetjenesten for tid, men ingen har målt hvor mye.",
    (
        Effect("a", "Mindre følge fra hjemmetjenesten", FREED, "330", "330", {}, {2027: 300, 2028: 500}, HOURS,
               date(2027, 3, 1), problem=True, owner=False, confidence=Confidence.E),
        Effect("b", "Trygg følgeperson", QUALITY, "430", CITIZENS, problem=True, owner=False),
    ),
    (plan(date(2026, 9, 3), "sak 69/26"),),
    (running("430", {2027: 80, 2028: 90}),),
    decider="Leder idrett og ungdom", started=date(2026, 6, 1), decision=date(2026, 12, 11), explained=False,
)  # fmt: skip

CULTURE_TICKETS = Venture(
    "BK-01", "Felles billettsystem for kulturhus og kino", "410", Phase.REALISATION, 2024,
    "Systemet ble delt med nabokommunen. Nabokommunen tar halvparten av kostnaden.",
    (
        Effect("a", "Høyere billettinntekt", CASH, "410", "410", rising(2024, 40, 80, until=2029),
               since=date(2024, 9, 1), baseline=Baseline(253, date(2024, 6, 30), "Regnskap siste år, tusen kroner"),
               followed=Track({2024: 90, 2025: 95}, "Billettregnskap"), confidence=Confidence.B),
        Effect("b", "Spart eget system i nabokommunen", OTHERS, "410", NEIGHBOUR, level(2024, 2029, 70),
               since=date(2024, 9, 1), followed=Track({2024: 100, 2025: 100}, "Avregning billettsystem", (2025, 12)),
               baseline=Baseline(70, date(2024, 6, 30), "Opplyst av nabokommunen")),
        Effect("c", "Færre manuelle oppgjør for kveldsvaktene", QUALITY, "410", EMPLOYEES, {}, {2024: 20, 2025: 5},
               "oppgjør i året", date(2024, 9, 1), Baseline(140, date(2024, 6, 30), "Kasseoppgjør"), better="lower",
               done=(Done(2024, 12, "Kasseoppgjør 2024", quantity=22), Done(2025, 12, "Kasseoppgjør 2025",
               quantity=6))),
    ),
    (plan(date(2024, 2, 15), "sak 14/24"),),
    (once("410", {2024: 190}, 9), running("410", level(2024, 2029, 40)), transfer(NEIGHBOUR, "410", {2024: 95})),
    InitiativeState.COMPLETED, "Kommunalsjef kultur, idrett og næring", date(2023, 10, 2), partners=(NEIGHBOUR,),
    realising=10,
    claims=(Claim("a", 2027, 1, Place("410", "370", "620"), 70),),
    outlooks=(Outlook("Videre samarbeid", 75), Outlook("Nabokommunen trekker seg", 25, 80, 180, 2027, 40)),
)  # fmt: skip

COMMUNITY = (OPEN_LIBRARY, MUSIC_SCHOOL, EQUIPMENT_LENDING, BUSINESS_GUIDE, VOLUNTEER_TRIPS, CULTURE_TICKETS)
