"""Administration and shared services: one unit pays, others gain; and small sums that are easy to claim twice."""

from datetime import date

from data.benefit_vocabulary import Confidence, CutBasis, Importance, InitiativeState, Phase, Route
from data.demo.benefit_parties import BUSINESS, CITIZENS, EMPLOYEES, NEIGHBOUR, SICK_PAY
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
)
from data.vocabulary import AuthorityKind, Grain

COUNCIL, COMMITTEE = AuthorityKind.COUNCIL, AuthorityKind.EXECUTIVE_COMMITTEE

DIGITAL_FORMS = Venture(
    "DP-01", "Digitale skjema og digital post", "130", Phase.REALISATION, 2025,
    "Digitalisering betaler lisenser og utvikling. Det meste av verdien kommer i NAV Fjellvik, byggesak og skolene.",
    (
        Effect("a", "Mindre porto og trykking i byggesak", CASH, "540", "540", rising(2025, 60, 90, until=2030),
               since=date(2025, 4, 1), baseline=Baseline(114, date(2024, 12, 31), "Regnskap 2024, tusen kroner"),
               followed=Track({2025: 85, 2026: 100}, Place("540", "301", "195")), grain=Grain.QUARTER),
        Effect("b", "Frigjorte timer i NAV Fjellvik", FREED, "370", "370", {}, rising(2025, 600, 1100, until=2030),
               HOURS, date(2025, 4, 1), Baseline(5200, date(2025, 2, 28), "Tidsstudie av 260 søknader", 260),
               Track({2025: 90, 2026: 95}, "Tidsstudie søknader", shares=((Route.QUALITY, 50, None),
                                                                        (Route.GROWTH_ABSORBED, 30, None))),
               grain=Grain.QUARTER, route=Route.QUALITY, leads_to=("c",), indicator="digitale_soknader",
               attribution=90),
        Effect("c", "Tid til oppfølging i NAV Fjellvik, i kroner", FREED, "370", "370",
               rising(2025, 230, 420, until=2030), since=date(2025, 4, 1), confidence=Confidence.D,
               baseline=Baseline(2000, date(2025, 2, 28), "Timeverdi, tusen kroner"), grain=Grain.QUARTER,
               followed=Track({2025: 88, 2026: 90}, "Verdsetting av timer i NAV", (2025, 12))),
        Effect("d", "Spart tid for innbyggerne", SOCIETY, "130", CITIZENS, rising(2025, 180, 320, until=2030),
               since=date(2025, 4, 1), confidence=Confidence.D, deadweight=10),
        Effect("e", "Oppsagte lisenser i oppvekst", CASH, "280", "280", rising(2025, 250, 460, until=2030),
               since=date(2025, 4, 1), baseline=Baseline(771, date(2024, 12, 31), "Regnskap 2024, tusen kroner"),
               followed=Track({2025: 92, 2026: 96}, Place("280", "202", "195")), grain=Grain.QUARTER),
    ),
    (plan(date(2024, 10, 24), "sak 79/24", COUNCIL), forecast("Bruken øker som planlagt.", {"d": 95})),
    (once("130", {2025: 900}, 3), running("130", level(2025, 2030, 230))),
    decider="Kommunestyret", started=date(2024, 5, 6), decision=date(2026, 12, 10), realising=100,
    unpriced=(Unpriced(CITIZENS, "Svar samme dag", Importance.MEDIUM, 2),),
)  # fmt: skip

TELEPHONY = Venture(
    "TL-01", "Ny telefoniløsning", "130", Phase.REALISATION, 2025,
    "Fasttelefoner og sentralbord er sagt opp. Hele gevinsten er tatt ut av budsjettet i sak 59/25.",
    (
        Effect("a", "Lavere leie og vedlikehold av telefoni", CASH, "130", "130", rising(2025, 350, 360, until=2029),
               since=date(2025, 6, 1), baseline=Baseline(720, date(2024, 12, 31), "Regnskap 2024, tusen kroner",
                                                         volume=600, unit_kroner=900, fixed_thousand=180),
               confidence=Confidence.A, done=(Done(2025, 12, Place("130", "120", "240"), 350, 350,
                                                   volume=560, cost_thousand=362),)),
        Effect("b", "Lengre ventetid på sentralbordet", WORSE, "110", CITIZENS, level(2025, 2029, -25),
               since=date(2025, 6, 1), done=(Done(2025, 12, "Svartid sentralbord 2025", -30),)),
        Effect("c", "Ansatte som kan nås på mobil", QUALITY, "130", EMPLOYEES, {}, level(2025, 2029, 95),
               "prosent", date(2025, 6, 1), Baseline(61, date(2025, 3, 31), "Telefonkatalogen"),
               done=(Done(2025, 12, "Telefonkatalogen 2025", quantity=97),)),
    ),
    (plan(date(2025, 2, 6), "sak 8/25"),),
    (once("130", {2025: 190}),), InitiativeState.COMPLETED, "Kommunedirektør", date(2024, 11, 4), realising=15,
    claims=(Claim("a", 2025, 7, Place("130", "120", "240"), 350, "sak 59/25"),),
)  # fmt: skip

ATTENDANCE = Venture(
    "SF-02", "Nærværsprogram med lederstøtte", "130", Phase.EXECUTION, 2026,
    "Personal betaler for lederstøtte; sykehjemmet og barnehagene ventes å få lavere fravær. "
    "Solbakken deler virkningen på fraværet med det faste bemanningsteamet.",
    (
        Effect("a", "Lavere sykefravær på Solbakken", QUALITY, "310", EMPLOYEES, {}, {2027: 11.5, 2028: 10.5},
               "prosent av dagsverk", date(2027, 1, 1), Baseline(12.8, date(2026, 9, 30), "Sykefravær tredje kvartal",
                                                                 74, 80), better="lower", indicator="sykefravar",
               attribution=40),
        Effect("b", "Mindre vikarbruk i barnehagene", CASH, "210", "210", rising(2026, 120, 260, until=2030),
               since=date(2026, 4, 1), baseline=Baseline(580, date(2025, 12, 31), "Regnskap 2025, tusen kroner"),
               followed=Track({2026: 72}, Place("210", "201", "020")), grain=Grain.QUARTER, low=30, high=120),
        Effect("c", "Færre sykepenger fra staten", OTHERS, "130", SICK_PAY, rising(2026, 150, 300, until=2030),
               since=date(2026, 4, 1), confidence=Confidence.D),
        Effect("d", "Lederes tid til oppfølging", WORSE, "200", "200", level(2026, 2030, -60), since=date(2026, 4, 1),
               owner_role="Kommunalsjef oppvekst og utdanning"),
    ),
    (plan(date(2026, 1, 22), "sak 5/26"), forecast("Barnehagene er kommet lengst.", {"b": 80})),
    (running("130", level(2026, 2028, 420)),),
    decider="Kommunedirektør", started=date(2025, 10, 13), decision=date(2027, 1, 28), realising=45,
)  # fmt: skip

INVOICES = Venture(
    "FA-01", "Automatisk behandling av faktura", "120", Phase.REALISATION, 2025,
    "Maskinen leser og fordeler de fleste fakturaer. Økonomiseksjonen eier gevinsten og kan ikke verifisere den selv.",
    (
        Effect("a", "Frigjorte timer i økonomi", FREED, "120", "120", {}, rising(2025, 500, 700, until=2030), HOURS,
               date(2025, 3, 1), Baseline(2600, date(2025, 1, 31), "Tidsstudie i tre uker"),
               Track({2025: 96, 2026: 92}, "Tidsstudie faktura", shares=((Route.REALLOCATED, 75, None),)),
               grain=Grain.QUARTER, route=Route.REALLOCATED, leads_to=("b",)),
        Effect("b", "Tid til analyse og kontroll, i kroner", FREED, "120", "120", rising(2025, 200, 290, until=2030),
               since=date(2025, 3, 1), baseline=Baseline(1070, date(2025, 1, 31), "Timeverdi, tusen kroner"),
               followed=Track({2025: 95, 2026: 92}, "Verdsetting av timer i økonomi"), grain=Grain.QUARTER),
        Effect("c", "Færre purregebyr", CASH, "120", "120", level(2025, 2030, 45), since=date(2025, 3, 1),
               baseline=Baseline(62, date(2024, 12, 31), "Regnskap 2024, tusen kroner"), grain=Grain.QUARTER,
               followed=Track({2025: 100, 2026: 100}, Place("120", "120", "195"))),
    ),
    (plan(date(2024, 12, 5), "sak 93/24"),),
    (once("120", {2025: 320}, 3), running("120", level(2025, 2030, 95))),
    decider="Kommunedirektør", started=date(2024, 9, 9), decision=date(2026, 12, 4), realising=25,
)  # fmt: skip

PROCUREMENT = Venture(
    "IN-01", "Felles innkjøp med Tindelv", "120", Phase.EXECUTION, 2026,
    "To kommuner lyser ut felles avtaler på forbruksvarer. Enhetene som kjøper, får gevinsten; økonomi gjør arbeidet.",
    (
        Effect("a", "Lavere pris på medisinsk forbruksmateriell", CASH, "330", "330", rising(2026, 40, 110, until=2030),
               since=date(2026, 4, 1), baseline=Baseline(394, date(2025, 12, 31), "Regnskap 2025, tusen kroner"),
               followed=Track({2026: 105}, Place("330", "258", "110"), until=(2026, 6)), grain=Grain.QUARTER),
        Effect("b", "Lavere pris på læremidler", CASH, "250", "250", rising(2026, 30, 80, until=2030),
               since=date(2026, 4, 1), baseline=Baseline(622, date(2025, 12, 31), "Regnskap 2025, tusen kroner"),
               followed=Track({2026: 90}, Place("250", "202", "105"), until=(2026, 6)), grain=Grain.QUARTER),
        Effect("c", "Lavere pris for nabokommunen", OTHERS, "120", NEIGHBOUR, rising(2026, 60, 150, until=2030),
               since=date(2026, 4, 1), confidence=Confidence.C),
        Effect("d", "Færre lokale leverandører", WORSE, "440", BUSINESS, level(2026, 2030, -40),
               since=date(2026, 4, 1)),
    ),
    (plan(date(2025, 11, 13), "sak 103/25", COMMITTEE),),
    (running("120", level(2026, 2030, 130)),),
    decider="Formannskapet", started=date(2025, 6, 2), decision=date(2027, 2, 11), partners=(NEIGHBOUR,), realising=20,
    claims=(Claim("a", 2027, 1, Place("330", "258", "110"), 90), Claim("b", 2027, 1, Place("250", "202", "105"), 70)),
)  # fmt: skip

ARCHIVE_ASSISTANT = Venture(
    "AR-01", "Kunstig intelligens i arkivet", "110", Phase.PLANNING, 2026,
    "Forslag til titler og skjerming skal gi raskere arkivering. Enheten er liten; ingen stillinger kan tas bort.",
    (
        Effect("a", "Frigjorte timer i arkivet", FREED, "110", "110", {}, rising(2027, 250, 400, until=2031), HOURS,
               date(2027, 2, 1), Baseline(1500, date(2026, 8, 31), "Tidsstudie i fire uker"), floor=True,
               route=Route.QUALITY),
        Effect("b", "Mindre etterslep i arkivet", QUALITY, "110", CITIZENS, {}, {2027: 10}, "dager", date(2027, 2, 1),
               Baseline(34, date(2026, 8, 31), "Journalen"), better="lower"),
        Effect("c", "Feil skjerming", WORSE, "110", CITIZENS, level(2027, 2031, -20), since=date(2027, 2, 1),
               confidence=Confidence.E),
    ),
    (plan(date(2026, 9, 17), "sak 78/26"),),
    (once("110", {2027: 110}, 2), running("110", level(2027, 2031, 45))),
    decider="Kommunedirektør", started=date(2026, 5, 4), decision=date(2027, 1, 14),
)  # fmt: skip

HOUSING_LOANS = Venture(
    "RP-01", "Hvorfor tar startlån så lang tid?", "100", Phase.IDEA, 2026,
    "Søkere venter lenge på svar. Ingen løsning er valgt, og ingen eier eller nullpunkt er satt.",
    (
        Effect("a", "Kortere ventetid for søkere", QUALITY, "370", CITIZENS, measure="dager", better="lower",
               problem=True, owner=False),
        Effect("b", "Mindre dobbeltarbeid", FREED, "370", "370", measure=HOURS, problem=True, owner=False),
        Effect("c", "Færre som må leie midlertidig bolig", CASH, "370", "370", problem=True, owner=False),
    ),
    started=date(2026, 8, 24), decision=date(2026, 12, 18), explained=False, cost_spread=None,
)  # fmt: skip

PAYROLL_ROBOT = Venture(
    "MR-01", "Robot for føring av timelister", "130", Phase.REALISATION, 2024,
    "Lønnskjøringen er automatisert. Overtiden i lønn er gått ned, og gevinsten er målt to år på rad.",
    (
        Effect("a", "Frigjorte timer i lønn", FREED, "130", "130", {}, rising(2024, 300, 600, until=2029), HOURS,
               date(2024, 3, 1), Baseline(1900, date(2023, 12, 31), "Timeliste lønn 2023"),
               Track({2024: 100, 2025: 105}, "Timeliste lønn", shares=((Route.CUT, 30, CutBasis.OVERTIME),
                                                                      (Route.REALLOCATED, 60, None))),
               route=Route.REALLOCATED, leads_to=("b",)),
        Effect("b", "Mindre overtid i lønn", CASH, "130", "130", rising(2024, 40, 70, until=2029),
               since=date(2024, 3, 1), baseline=Baseline(118, date(2023, 12, 31), "Regnskap 2023, tusen kroner",
                                                         volume=295, unit_kroner=400),
               confidence=Confidence.B,
               done=(Done(2024, 12, Place("130", "120", "030"), 40),
                     Done(2025, 12, Place("130", "120", "030"), 70, volume=108, cost_thousand=48,
                          rejected="Overtiden falt fordi lønnskjøringen ble flyttet, ikke på grunn av roboten."))),
        Effect("c", "Færre feil i lønn", QUALITY, "130", "130", {}, {2024: 60, 2025: 40}, "feil i året",
               date(2024, 3, 1), Baseline(96, date(2023, 12, 31), "Avvikssystemet 2023"), better="lower",
               done=(Done(2024, 12, "Avvik i lønn 2024", quantity=58), Done(2025, 12, "Avvik i lønn 2025",
               quantity=44, confirmed=True)),
               ),
    ),
    (plan(date(2023, 11, 16), "sak 84/23"), plan(date(2024, 12, 19), "sak 101/24", COMMITTEE, "Flere lønnsarter.",
                                                {"b": 110})),
    (once("130", {2024: 210}, 3), running("130", level(2024, 2029, 35))),
    decider="Kommunedirektør", started=date(2023, 8, 21), decision=date(2026, 12, 9), realising=15,
    outlooks=(Outlook("Videre drift", 80), Outlook("Nytt lønnssystem", 20, 50, 120, 2027, 30)),
)  # fmt: skip

ADMINISTRATION = (
    DIGITAL_FORMS, TELEPHONY, ATTENDANCE, INVOICES, PROCUREMENT, ARCHIVE_ASSISTANT, HOUSING_LOANS, PAYROLL_ROBOT,
)  # fmt: skip
