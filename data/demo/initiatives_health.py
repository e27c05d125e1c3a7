"""Prevention, attendance and purchases in health and care."""

from datetime import date

from data.benefit_vocabulary import Confidence, Counterfactual, CutBasis, Importance, PartyKind, Phase, Route
from data.demo.benefit_parties import CITIZENS, EMPLOYEES, GRANTS, HOSPITAL, NAV, NEIGHBOUR, SICK_PAY
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

FALL_PREVENTION = Venture(
    "FT-01", "Fallforebygging for hjemmeboende over 75 år", "350", Phase.REALISATION, 2026,
    "Fysioterapeutene trener styrke og balanse med eldre. Gevinsten ventes fra 2029, når færre brudd gir færre "
    "plasser i sykehjem; til da er tiltaket bare en utgift.",
    (
        Effect("a", "Færre plasser i sykehjem etter brudd", CASH, "310", "310",
               rising(2029, 400, 700, 1000, until=2045), since=date(2029, 1, 1), confidence=Confidence.C,
               baseline=Baseline(1900, date(2025, 12, 31), "Kostnad til plasser etter hoftebrudd, tusen kroner", 4),
               deadweight=20, low=30, high=140),
        Effect("b", "Færre hoftebrudd på sykehus", OTHERS, "350", HOSPITAL, rising(2029, 600, 900, until=2045),
               rising(2029, 3, 4, until=2045), "brudd", date(2029, 1, 1),
               Baseline(14, date(2025, 12, 31), "Registrerte hoftebrudd 2025", 14, 690), deadweight=20,
               low=30, high=140),
        Effect("c", "Deltakere med bedre balanse", QUALITY, "350", CITIZENS, {}, rising(2026, 60, 120, until=2030),
               "deltakere", date(2026, 1, 1), Baseline(0, date(2025, 11, 30), "Ingen tilbud før tiltaket")),
    ),
    (plan(date(2025, 12, 11), "sak 110/25", COUNCIL),),
    (once("350", {2026: 300}), running("350", level(2026, 2045, 450))),
    decider="Kommunestyret", started=date(2025, 10, 1), decision=date(2029, 6, 1), realising=50,
    unpriced=(Unpriced(CITIZENS, "Flere aktive år i eget hjem", Importance.LARGE, 3),),
    outlooks=(Outlook("Som i forskningen", 55), Outlook("Lav deltakelse", 45, 40, 70, 2030, 100)),
)  # fmt: skip

EVERYDAY_REHABILITATION = Venture(
    "HR-01", "Hverdagsrehabilitering før faste vedtak", "330", Phase.REALISATION, 2024,
    "Alle nye brukere tilbys fire ukers trening hjemme før det fattes vedtak om faste timer.",
    (
        Effect("a", "Sparte timer hjemmesykepleie", FREED, "330", "330", {}, rising(2025, 2400, 3200, until=2031),
               HOURS, date(2025, 1, 1), Baseline(84_000, date(2024, 10, 31), "Vedtatte timer siste år", 400, 430),
               Track({2025: 90, 2026: 80}, "Timeregnskap hverdagsrehabilitering",
                     shares=((Route.GROWTH_ABSORBED, 60, None), (Route.CUT, 15, CutBasis.SUBSTITUTES),
                             (Route.REALLOCATED, 10, None))),
               grain=Grain.QUARTER, route=Route.GROWTH_ABSORBED, leads_to=("b",)),
        Effect("b", "Mindre bruk av ekstravakter", CASH, "330", "330", rising(2025, 300, 420, until=2031),
               since=date(2025, 1, 1), baseline=Baseline(3367, date(2024, 12, 31), "Regnskap 2024, tusen kroner"),
               followed=Track({2025: 75, 2026: 70}, Place("330", "258", "020")), grain=Grain.QUARTER,
               confidence=Confidence.B, low=50, high=110),
        Effect("c", "Flere som klarer seg selv", QUALITY, "330", CITIZENS, {}, rising(2025, 55, 60, until=2029),
               "prosent av deltakerne", date(2025, 1, 1), Baseline(38, date(2024, 9, 30), "Funksjonsskår ved vedtak"),
               done=(Done(2025, 12, "Funksjonsskår 2025", quantity=57),)),
        Effect("d", "Tidligere utskriving fra sykehus", OTHERS, "330", HOSPITAL, rising(2025, 250, 350, until=2031),
               since=date(2025, 1, 1), followed=Track({2025: 100}, "Utskrivingsklare døgn 2025"),
               baseline=Baseline(118, date(2024, 10, 31), "Utskrivingsklare døgn siste år")),
    ),
    (
        plan(date(2024, 6, 13), "sak 44/24", COUNCIL),
        plan(date(2025, 10, 30), "sak 99/25", COUNCIL, "Færre nye brukere enn ventet.", {"b": 80}),
        forecast("Tallet på brukere har tatt seg noe opp.", {"b": 74}),
    ),
    (once("330", {2024: 700}), running("330", level(2025, 2031, 180)), transfer(GRANTS, "330", {2024: 400})),
    decider="Kommunestyret", started=date(2024, 1, 15), decision=date(2027, 1, 21), realising=150,
    partners=(HOSPITAL,),
    claims=(Claim("b", 2027, 1, Place("330", "258", "020"), 300),),
)  # fmt: skip

STANDING_TEAM = Venture(
    "SF-01", "Fast bemanningsteam på Solbakken", "310", Phase.EXECUTION, 2026,
    "Et team på fire årsverk skal erstatte innleie og gi roligere vakter. Teamet starter i november 2026.",
    (
        Effect("a", "Mindre innleie av vikarer", CASH, "310", "310", rising(2026, 150, 1100, 1500, until=2032),
               since=date(2026, 11, 1), grain=Grain.MONTH, confidence=Confidence.C, low=40, high=115,
               baseline=Baseline(4300, date(2026, 6, 30), "Innleie og overtid siste tolv måneder, tusen kroner")),
        Effect("b", "Lavere sykefravær", QUALITY, "310", EMPLOYEES, {}, {2027: 11.0, 2028: 9.5},
               "prosent av dagsverk", date(2027, 1, 1),
               Baseline(12.8, date(2026, 9, 30), "Sykefravær tredje kvartal 2026", 74, 80), better="lower",
               indicator="sykefravar", attribution=60),
        Effect("c", "Færre sykepenger fra staten", OTHERS, "310", SICK_PAY, rising(2027, 200, 350, until=2032),
               since=date(2027, 1, 1), baseline=Baseline(1800, date(2026, 9, 30), "Anslag etter fraværet")),
    ),
    (plan(date(2026, 9, 24), "sak 86/26", COMMITTEE),),
    (once("310", {2026: 220}, 11), running("310", level(2027, 2032, 380))),
    decider="Formannskapet", started=date(2026, 4, 13), decision=date(2027, 5, 20), realising=75,
    claims=(Claim("a", 2027, 1, Place("310", "253", "020"), 900),),
    unpriced=(Unpriced(CITIZENS, "Kjente ansikter for beboerne", Importance.MEDIUM, 2),),
)  # fmt: skip

EMERGENCY_CARE = Venture(
    "KV-01", "Ny avtale om legevakt", "350", Phase.REALISATION, 2025,
    "Legevaktavtalen er reforhandlet med felles nattvakt. Gevinsten er tatt ut av budsjettet i to omganger.",
    (
        Effect("a", "Lavere pris på legevakt", CASH, "350", "350", rising(2025, 220, 420, until=2030),
               since=date(2025, 1, 1), confidence=Confidence.A,
               baseline=Baseline(2933, date(2024, 12, 31), "Regnskap 2024, kjøp fra andre, tusen kroner"),
               done=(Done(2025, 12, Place("350", "241", "370"), 220, 220),)),
        Effect("b", "Lavere pris også for Tindelv", OTHERS, "350", NEIGHBOUR, level(2025, 2030, 260),
               since=date(2025, 1, 1), baseline=Baseline(3500, date(2024, 12, 31), "Opplyst av nabokommunen"),
               done=(Done(2025, 12, "Avregning legevakt 2025", 240, 240),)),
        Effect("c", "Lengre reisevei om natten", WORSE, "350", CITIZENS, level(2025, 2030, -80),
               since=date(2025, 1, 1), owner_role="Kommuneoverlege",
               done=(Done(2025, 12, "Reiseanslag legevakt 2025", -95),)),
    ),
    (plan(date(2024, 11, 14), "sak 88/24", COUNCIL), forecast("Avtalen følges.", {})),
    (once("350", {2024: 120}),),
    decider="Kommunestyret", started=date(2024, 4, 1), decision=date(2027, 3, 1), realising=30,
    partners=(NEIGHBOUR,),
    claims=(
        Claim("a", 2025, 9, Place("350", "241", "370"), 220, "sak 88/25"),
        Claim("a", 2026, 9, Place("350", "241", "370"), 200, "sak 83/26"),
    ),
)  # fmt: skip

SHARED_KITCHEN = Venture(
    "MT-01", "Felles produksjonskjøkken for omsorg", "320", Phase.REALISATION, 2025,
    "Furutoppen lager middag også for Solbakken. Solbakken sparer mest og betaler derfor Furutoppen for arbeidet.",
    (
        Effect("a", "Mindre matsvinn og innkjøp", CASH, "310", "310", rising(2025, 260, 380, until=2031),
               since=date(2025, 7, 1), baseline=Baseline(1790, date(2024, 12, 31), "Regnskap 2024, tusen kroner"),
               followed=Track({2025: 88, 2026: 92}, Place("310", "253", "115")), grain=Grain.QUARTER),
        Effect("b", "Mer å gjøre på kjøkkenet", WORSE, "320", "320", rising(2025, -110, -220, until=2031),
               since=date(2025, 7, 1), owner_role="Kjøkkensjef",
               followed=Track({2025: 100, 2026: 104}, Place("320", "253", "010"), (2025, 12)), grain=Grain.QUARTER),
        Effect("c", "Beboere som er fornøyde med maten", QUALITY, "310", CITIZENS, {}, {2026: 75, 2027: 80},
               "prosent", date(2026, 1, 1), Baseline(68, date(2025, 6, 15), "Intervju med beboere", 37, 41)),
    ),
    (plan(date(2025, 2, 20), "sak 12/25"), forecast("Jevn drift.", {"a": 94})),
    (once("320", {2025: 340}), transfer("310", "320", rising(2025, 120, 240, until=2031))),
    decider="Kommunalsjef helse og omsorg", started=date(2024, 10, 1), decision=date(2026, 12, 1), realising=40,
)  # fmt: skip

EQUIPMENT_STORE = Venture(
    "HL-01", "Felles hjelpemiddellager med Tindelv", "350", Phase.PLANNING, 2026,
    "To kommuner vil eie ett lager og dele sjåfør. Nabokommunen skal betale en fast del.",
    (
        Effect("a", "Færre hasteinnkjøp av hjelpemidler", CASH, "350", "350", rising(2027, 120, 200, until=2032),
               since=date(2027, 3, 1), baseline=Baseline(510, date(2025, 12, 31), "Regnskap 2025, tusen kroner")),
        Effect("b", "Mindre lager i nabokommunen", OTHERS, "350", NEIGHBOUR, level(2027, 2032, 240),
               since=date(2027, 3, 1), confidence=Confidence.D),
        Effect("c", "Raskere levering hjem", QUALITY, "350", CITIZENS, {}, {2027: 3}, "dager", date(2027, 3, 1),
               Baseline(9, date(2026, 5, 31), "Gjennomsnitt av 60 leveringer", 60), better="lower"),
    ),
    (plan(date(2026, 6, 11), "sak 55/26"),),
    (once("350", {2027: 380}, 3), running("350", level(2027, 2032, 260)),
     transfer(NEIGHBOUR, "350", level(2027, 2032, 130))),
    decider="Kommunedirektør", started=date(2026, 1, 12), decision=date(2026, 12, 3), partners=(NEIGHBOUR,),
    realising=30,
)  # fmt: skip

YOUNG_MINDS = Venture(
    "PS-01", "Lavterskel psykisk helse for unge", "360", Phase.CONCEPT, 2026,
    "Problemet er kjent: unge venter lenge på hjelp og noen faller ut av skolen. Løsningen er ikke valgt.",
    (
        Effect("a", "Færre unge som faller ut av videregående", OTHERS, "360", NAV, rising(2030, 500, 900, until=2045),
               since=date(2030, 1, 1), problem=True, confidence=Confidence.E, low=0, high=150,
               counterfactual=Counterfactual.NONE),
        Effect("b", "Kortere ventetid", QUALITY, "360", CITIZENS, measure="dager", better="lower", problem=True,
               baseline=Baseline(47, date(2026, 6, 30), "Median av 31 henvisninger", 31)),
        Effect("c", "Mindre behov for tiltak i barnevernet", SOCIETY, "260", CITIZENS, problem=True, owner=False),
    ),
    (plan(date(2026, 6, 18), "sak 60/26"),),
    (once("360", {2027: 400}), running("360", level(2027, 2036, 350))),
    decider="Kommunalsjef helse og omsorg", started=date(2026, 2, 16), decision=date(2027, 2, 25),
    absent={PartyKind.COUNTY: "Ikke avklart; videregående skole kan bli berørt når løsningen er valgt."},
)  # fmt: skip

HEALTH = (
    FALL_PREVENTION, EVERYDAY_REHABILITATION, STANDING_TEAM, EMERGENCY_CARE, SHARED_KITCHEN, EQUIPMENT_STORE,
    YOUNG_MINDS,
)  # fmt: skip
