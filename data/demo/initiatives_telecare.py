"""Technology in health and care: what the municipality pays for and others may gain by."""

from datetime import date

from data.benefit_vocabulary import (
    Confidence,
    Counterfactual,
    CutBasis,
    Importance,
    InitiativeState,
    Phase,
    Route,
)
from data.demo.benefit_parties import CITIZENS, EMPLOYEES, HOSPITAL, SICK_PAY
from data.demo.effects import (
    CASH,
    FREED,
    HOURS,
    OTHERS,
    QUALITY,
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
)
from data.importers.benefit_rows import PrerequisiteRow
from data.vocabulary import AuthorityKind, Grain

COUNCIL, COMMITTEE = AuthorityKind.COUNCIL, AuthorityKind.EXECUTIVE_COMMITTEE

OTHERS_BY_LOT = "Like mange kronisk syke som loddtrekningen ga vanlig oppfølging"

WELFARE_TECHNOLOGY = Venture(
    "VT-01", "Velferdsteknologi til hjemmeboende", "330", Phase.REALISATION, 2026,
    "Hjemmetjenesten har kjøpt sensorer, varsling og medisindispensere til hjemmeboende for tre millioner kroner. "
    "Kommunen betaler; det meste av verdien kommer som færre liggedøgn hos helseforetaket.",
    (
        Effect("a", "Færre liggedøgn på sykehus", OTHERS, "330", HOSPITAL,
               rising(2026, 400, 1400, 1600, until=2033), rising(2026, 80, 280, 320, until=2033), "liggedøgn",
               date(2026, 7, 1), Baseline(2150, date(2026, 3, 31), "Liggedøgn siste tolv måneder for målgruppen, "
               "tall fra helseforetaket", 168, 400), grain=Grain.QUARTER, confidence=Confidence.B,
               working="Fullt innført 320 færre liggedøgn i året × 5 000 kroner per døgn = 1 600 000 kroner. "
               "Antatt: 80 færre det første halvåret, 280 det neste året.",
               counterfactual=Counterfactual.COMPARISON_GROUP, low=50, high=130,
               done=(Done(2026, 9, "Liggedøgn hos helseforetaket tredje kvartal 2026", 150, 150, 30,
                          note="Sammenlignet med hjemmeboende på venteliste."),),
               prerequisites=(
                   PrerequisiteRow("Avtale med helseforetaket om å dele tall for liggedøgn",
                                   "Kommunalsjef helse og omsorg", date(2026, 3, 1), date(2026, 5, 20)),
                   PrerequisiteRow("Alle som har tildelt utstyr, har fått opplæring", "Enhetsleder hjemmetjenesten",
                                   date(2026, 3, 1)),
               )),
        Effect("b", "Frigjorte timer til tilsynsbesøk", FREED, "330", "330", {}, rising(2026, 500, 1500, until=2033),
               HOURS, date(2026, 7, 1), Baseline(21_000, date(2026, 3, 31), "Vedtatte timer per kvartal"),
               grain=Grain.QUARTER, route=Route.GROWTH_ABSORBED, indicator="velferdsteknologi_brukere",
               attribution=80,
               done=(Done(2026, 9, "Timeregnskap hjemmetjenesten tredje kvartal 2026", quantity=210,
                          routes=((Route.GROWTH_ABSORBED, 150, None), (Route.QUALITY, 40, None))),)),
        Effect("c", "Brukere som kjenner seg trygge hjemme", QUALITY, "330", CITIZENS, {},
               rising(2026, 78, 84, until=2029), "prosent av brukerne", date(2026, 7, 1),
               Baseline(71, date(2026, 4, 30), "Spørreundersøkelse", 112, 168)),
        Effect("d", "Merarbeid med feilalarmer", WORSE, "130", "130", level(2026, 2033, -60), since=date(2026, 7, 1),
               owner_role="Systemansvarlig velferdsteknologi", grain=Grain.QUARTER,
               done=(Done(2026, 9, Place("130", "120", "030"), -30, -30),)),
    ),
    (
        plan(date(2026, 4, 23), "sak 41/26", COUNCIL),
        forecast("Innføringen går litt saktere enn planlagt.", {"a": 80, "b": 90}),
    ),
    (once("330", {2026: 3000}), running("330", level(2027, 2033, 260))),
    decider="Kommunestyret", started=date(2026, 2, 2), decision=date(2027, 4, 15), realising=250,
    partners=(HOSPITAL,),
    unpriced=(
        Unpriced(CITIZENS, "Trygghet for brukere og pårørende", Importance.LARGE, 2),
        Unpriced(EMPLOYEES, "Færre nattlige utrykninger", Importance.MEDIUM, 1),
    ),
    outlooks=(
        Outlook("Som planlagt", 50),
        Outlook("Halvparten av effekten", 35, benefits=50),
        Outlook("Ingen effekt på sykehus", 15, benefits=10, stop_year=2027, stop_thousand=200),
    ),
    uptake=Uptake("bruker", 200, 184, 9.5, 3000, 2026, 2033),
)  # fmt: skip

HOME_FOLLOW_UP = Venture(
    "DH-01", "Digital hjemmeoppfølging av kronisk syke", "350", Phase.REALISATION, 2025,
    "Kronisk syke måler selv hjemme og følges opp fra helsehuset. Deltakerne ble trukket ut ved loddtrekning. "
    "Planen var spart sykehus; målingen viser bedre helse og mindre hjemmetjeneste, men ingen forskjell på sykehus.",
    (
        Effect("a", "Færre liggedøgn på sykehus", OTHERS, "350", HOSPITAL, rising(2025, 900, 1200, until=2030),
               rising(2025, 180, 240, until=2030), "liggedøgn", date(2025, 1, 1),
               Baseline(4.1, date(2024, 11, 30), "Liggedøgn per deltaker og år, før loddtrekningen", 84, 90,
                        OTHERS_BY_LOT, 4.2),
               counterfactual=Counterfactual.RANDOMISED, confidence=Confidence.A, low=0, high=110,
               working="240 færre liggedøgn i året × 5 000 kroner per døgn = 1 200 000 kroner; 180 det første året.",
               done=(Done(2025, 12, "Evaluering med loddtrekning 2025", 0, 0, 0, value=3.6, others=3.7,
                          note="Ingen forskjell mellom gruppene i innleggelser, liggedøgn eller akuttbesøk."),)),
        Effect("b", "Færre timer hjemmetjeneste", FREED, "330", "330", {}, rising(2025, 600, 800, until=2030), HOURS,
               date(2025, 1, 1), Baseline(6400, date(2024, 11, 30), "Vedtatte timer for deltakerne i 2024", 84, 90,
                                         OTHERS_BY_LOT, 6350),
               route=Route.QUALITY, counterfactual=Counterfactual.RANDOMISED, confidence=Confidence.A,
               indicator="digital_hjemmeoppfolging",
               done=(Done(2025, 12, "Evaluering med loddtrekning 2025", quantity=520, value=5930, others=6400,
                          routes=((Route.QUALITY, 300, None), (Route.GROWTH_ABSORBED, 150, None))),)),
        Effect("c", "Flere kontakter med fastlege", WORSE, "350", SICK_PAY, level(2025, 2030, -110),
               since=date(2025, 1, 1), owner_role="Kommuneoverlege", unexpected=True,
               counterfactual=Counterfactual.RANDOMISED, confidence=Confidence.A,
               done=(Done(2025, 12, "Evaluering med loddtrekning 2025", -110, -110),)),
        Effect("d", "Deltakernes egen helse", QUALITY, "350", CITIZENS, {}, rising(2025, 62, 65, until=2030),
               "poeng, 0-100", date(2025, 1, 1),
               Baseline(58, date(2024, 11, 30), "Spørreskjema før loddtrekningen", 84, 90, OTHERS_BY_LOT, 58.5),
               counterfactual=Counterfactual.RANDOMISED, confidence=Confidence.A,
               done=(Done(2025, 12, "Evaluering med loddtrekning 2025", quantity=63.5, value=63.5, others=59),)),
    ),
    (
        plan(date(2024, 9, 26), "sak 71/24", COUNCIL),
        forecast("Målingen gir ikke grunn til å vente færre liggedøgn.", {"a": 0, "b": 85}),
    ),
    (once("350", {2024: 600, 2025: 450}), running("350", level(2025, 2030, 320))),
    decider="Kommunestyret", started=date(2024, 3, 1), decision=date(2026, 12, 10), realising=120,
    partners=(HOSPITAL,),
    unpriced=(
        Unpriced(CITIZENS, "Bedre oversikt over egen sykdom", Importance.LARGE, 2),
        Unpriced(HOSPITAL, "Merarbeid med å dele prøvesvar", Importance.SMALL, -1),
    ),
    outlooks=(Outlook("Videre som nå", 60, benefits=40), Outlook("Bare de sykeste", 40, 60, 50, 2026, 80)),
    uptake=Uptake("deltaker", 54, 43, 4.0, 1050, 2025, 2030),
)  # fmt: skip

NIGHT_SUPERVISION = Venture(
    "NT-01", "Digitalt nattilsyn på Furutoppen", "320", Phase.REALISATION, 2025,
    "Sensorer og kamera etter vedtak erstatter faste runder om natten. Timene som spares, brukes i stedet for "
    "innleide vikarer.",
    (
        Effect("a", "Frigjorte timer om natten", FREED, "320", "320", {}, rising(2025, 1200, 2000, until=2031), HOURS,
               date(2025, 4, 1), Baseline(7300, date(2024, 12, 31), "Faste runder, tidsstudie i tre uker", 26, 26),
               Track({2025: 95, 2026: 90}, "Tidsstudie nattilsyn", shares=((Route.CUT, 70, CutBasis.SUBSTITUTES),
                                                                       (Route.QUALITY, 20, None))),
               leads_to=("b",), grain=Grain.QUARTER, route=Route.CUT),
        Effect("b", "Mindre innleie av vikarer om natten", CASH, "320", "320", rising(2025, 300, 560, until=2031),
               since=date(2025, 4, 1), baseline=Baseline(2008, date(2024, 12, 31), "Regnskap 2024, tusen kroner"),
               followed=Track({2025: 92, 2026: 86}, Place("320", "253", "020")), grain=Grain.QUARTER,
               confidence=Confidence.B, low=70, high=110),
        Effect("c", "Bedre søvn for beboerne", QUALITY, "320", CITIZENS, {}, rising(2025, 6.4, 6.8, until=2029),
               "timer sammenhengende søvn", date(2025, 4, 1),
               Baseline(5.9, date(2025, 2, 28), "Sensordata i to uker", 26, 26),
               done=(Done(2025, 12, "Sensordata søvn 2025", quantity=6.5),)),
    ),
    (plan(date(2024, 12, 12), "sak 95/24", COMMITTEE), forecast("Som i fjor.", {"b": 88})),
    (once("320", {2025: 680}, 3), running("320", level(2025, 2031, 140))),
    decider="Formannskapet", started=date(2024, 8, 15), decision=date(2027, 2, 1), realising=80,
    claims=(Claim("b", 2027, 1, Place("320", "253", "020"), 480),),
    unpriced=(Unpriced(CITIZENS, "Personvern for beboerne", Importance.MEDIUM, -1),),
)  # fmt: skip

MEDICINE_ROOM = Venture(
    "LM-01", "Elektronisk legemiddelrom på Solbakken", "310", Phase.EXECUTION, 2026,
    "Skap med elektronisk utlevering skal gi færre medisinavvik og spare sykepleiertid.",
    (
        Effect("a", "Færre medisinavvik", QUALITY, "310", CITIZENS, {}, {2026: 4.8, 2027: 3.5, 2028: 3.0},
               "avvik per 1 000 liggedøgn", date(2026, 5, 1),
               Baseline(5.2, date(2026, 3, 31), "Avvikssystemet, første kvartal 2026", 29), grain=Grain.QUARTER,
               indicator="medisinavvik", better="lower", attribution=70),
        Effect("b", "Sykepleiertimer frigjort fra legemiddelarbeid", FREED, "310", "310", {},
               rising(2026, 400, 1100, until=2032), HOURS, date(2026, 5, 1),
               Baseline(3900, date(2026, 3, 31), "Tidsstudie i to uker"),
               Track({2026: 60}, "Tidsstudie legemidler", shares=((Route.QUALITY, 80, None),), until=(2026, 6)),
               grain=Grain.QUARTER, route=Route.QUALITY),
        Effect("c", "Mindre kassasjon av legemidler", CASH, "310", "310", rising(2027, 90, 120, until=2032),
               since=date(2027, 1, 1), baseline=Baseline(410, date(2025, 12, 31), "Regnskap 2025, tusen kroner"),
               confidence=Confidence.D, low=40, high=120),
    ),
    (plan(date(2025, 12, 11), "sak 112/25"),),
    (once("310", {2026: 540}), running("310", level(2026, 2032, 70))),
    decider="Kommunedirektør", started=date(2025, 9, 1), decision=date(2026, 12, 15), realising=60,
    claims=(Claim("c", 2027, 3, Place("310", "253", "110"), 90),),
)  # fmt: skip

SAFE_HOUSING = Venture(
    "BO-01", "Trygghetsteknologi i bofellesskapene", "340", Phase.PLANNING, 2026,
    "Seks bofellesskap planlegger felles varsling. Løsningen er valgt, men ikke alle effekter er tallfestet.",
    (
        Effect("a", "Mindre innleie ved utagering om natten", CASH, "340", "340", rising(2027, 250, 500, until=2033),
               since=date(2027, 7, 1), confidence=Confidence.E, low=30, high=120),
        Effect("b", "Færre skader på ansatte", QUALITY, "340", EMPLOYEES, measure="meldte skader", better="lower",
               since=date(2027, 7, 1), baseline=Baseline(38, date(2025, 12, 31), "Avvikssystemet 2025", 38)),
        Effect("c", "Beboere med mer frihet i egen bolig", QUALITY, "340", CITIZENS, problem=True, owner=False),
    ),
    (plan(date(2026, 9, 10), "sak 74/26"),),
    (once("340", {2027: 1250}), running("340", level(2028, 2033, 110))),
    decider="Kommunalsjef helse og omsorg", started=date(2026, 3, 2), decision=date(2027, 1, 20), realising=90,
)  # fmt: skip

STOPPED_ROBOT = Venture(
    "RO-01", "Sosial robot på aktivitetssenteret", "320", Phase.CLOSING, 2025,
    "Piloten ble stoppet etter fire måneder: beboerne brukte ikke roboten, og ingen timer ble spart. "
    "Erfaringene er skrevet ned og delt.",
    (
        Effect("a", "Frigjorte timer til aktiviteter", FREED, "320", "320", {}, rising(2025, 300, 600, until=2028),
               HOURS, date(2025, 9, 1), Baseline(2100, date(2025, 6, 30), "Vaktplan"), route=Route.QUALITY,
               done=(Done(2025, 12, "Sluttrapport sosial robot", quantity=0),)),
        Effect("b", "Lærdom delt med andre kommuner", QUALITY, "320", CITIZENS, {}, {2026: 3}, "delinger",
               date(2026, 1, 1), unexpected=True),
    ),
    (
        plan(date(2025, 6, 12), "sak 54/25"),
        forecast("Stoppet: ingen virkning ventes.", {"a": 0, "cost": 40}, date(2025, 12, 31)),
    ),
    (once("320", {2025: 260}, 9), running("320", level(2026, 2028, 60))),
    InitiativeState.STOPPED, "Kommunalsjef helse og omsorg", date(2025, 5, 5),
)  # fmt: skip

TELECARE = (WELFARE_TECHNOLOGY, HOME_FOLLOW_UP, NIGHT_SUPERVISION, MEDICINE_ROOM, SAFE_HOUSING, STOPPED_ROBOT)
