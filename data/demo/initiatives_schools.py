"""Kindergartens, schools, child welfare and NAV: effort early, value later and often elsewhere."""

from datetime import date

from data.benefit_vocabulary import Confidence, Counterfactual, Importance, PartyKind, Phase, Route
from data.demo.benefit_parties import CITIZENS, COUNTY, EMPLOYEES, GRANTS, NAV
from data.demo.effects import (
    CASH,
    FREED,
    HOURS,
    OTHERS,
    QUALITY,
    SOCIETY,
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

READING = Venture(
    "LP-01", "Leseløft på Lia skole", "240", Phase.REALISATION, 2024,
    "Alle elever på første til fjerde trinn får lesekurs når de trenger det. Virkningen kommer over mange år.",
    (
        Effect("a", "Mindre spesialundervisning på ungdomstrinnet", CASH, "250", "250",
               rising(2029, 300, 600, until=2040), since=date(2029, 8, 1), confidence=Confidence.C, low=20, high=130,
               baseline=Baseline(2400, date(2024, 6, 30), "Kostnad til spesialundervisning, tusen kroner", 38, 280)),
        Effect("b", "Elever som leser på trinnets nivå", QUALITY, "240", CITIZENS, {}, {2025: 74, 2026: 79, 2027: 84},
               "prosent av elevene", date(2025, 1, 1), Baseline(69, date(2024, 10, 31), "Kartlegging", 92, 96),
               done=(Done(2025, 12, "Kartlegging av lesing 2025", quantity=76),)),
        Effect("c", "Høyere lønn og skatt i voksen alder", SOCIETY, "240", CITIZENS, rising(2035, 200, 400, until=2054),
               since=date(2035, 1, 1), confidence=Confidence.E, deadweight=30, low=0, high=200),
    ),
    (plan(date(2024, 5, 23), "sak 37/24", COUNCIL),),
    (once("240", {2024: 180}), running("240", level(2025, 2030, 260))),
    decider="Kommunestyret", started=date(2024, 2, 1), decision=date(2029, 10, 1), realising=40,
    outlooks=(Outlook("God effekt", 45), Outlook("Svak effekt", 55, 40, 100, 2027, 50)),
)  # fmt: skip

SUBSTITUTE_POOL = Venture(
    "SK-01", "Felles vikarpool for skolene", "280", Phase.REALISATION, 2025,
    "Fellestjenestene lønner fire faste vikarer. Skolene leier mindre inn og betaler en del av det de sparer tilbake.",
    (
        Effect("a", "Mindre innleie på Elvebakken", CASH, "230", "230", rising(2025, 250, 520, until=2030),
               since=date(2025, 8, 1), baseline=Baseline(1150, date(2025, 6, 30), "Regnskap siste år, tusen kroner"),
               followed=Track({2025: 90, 2026: 95}, Place("230", "202", "020")), grain=Grain.QUARTER,
               low=60, high=110),
        Effect("b", "Mindre innleie på ungdomsskolen", CASH, "250", "250", rising(2025, 200, 420, until=2030),
               since=date(2025, 8, 1), baseline=Baseline(1100, date(2025, 6, 30), "Regnskap siste år, tusen kroner"),
               followed=Track({2025: 80, 2026: 78}, Place("250", "202", "020")), grain=Grain.QUARTER),
        Effect("c", "Kjente voksne for elevene", QUALITY, "230", CITIZENS, {}, level(2025, 2029, 85),
               "prosent av vikartimene", date(2025, 8, 1), Baseline(52, date(2025, 6, 30), "Telling i åtte uker"),
               done=(Done(2025, 12, "Telling av vikartimer høsten 2025", quantity=81),)),
    ),
    (
        plan(date(2025, 3, 13), "sak 24/25"),
        plan(date(2026, 3, 19), "sak 25/26", reason="En vikarstilling ble ikke besatt.", percent={"b": 85, "cost": 80}),
        forecast("Stillingen er fortsatt ledig.", {"a": 96, "b": 80, "cost": 80}),
    ),
    (running("280", rising(2025, 350, 720, until=2030)), transfer("230", "280", rising(2025, 120, 260, until=2030)),
     transfer("250", "280", rising(2025, 90, 200, until=2030))),
    decider="Kommunalsjef oppvekst og utdanning", started=date(2025, 1, 20), decision=date(2027, 1, 15), realising=60,
    claims=(Claim("a", 2027, 1, Place("230", "202", "020"), 200),),
)  # fmt: skip

FAMILY_COUNCIL = Venture(
    "BV-01", "Familieråd og tidlig innsats i barnevernet", "260", Phase.REALISATION, 2025,
    "Familien og nettverket finner løsninger før det kjøpes tiltak. Kommunestyret har flyttet en del av gevinsten til "
    "forebygging blant ungdom.",
    (
        Effect("a", "Færre kjøp av tiltak utenfor hjemmet", CASH, "260", "260", rising(2025, 300, 700, 900, until=2032),
               since=date(2025, 4, 1), confidence=Confidence.B, low=50, high=120, grain=Grain.QUARTER,
               baseline=Baseline(2687, date(2024, 12, 31), "Regnskap 2024, tusen kroner", 21),
               followed=Track({2025: 100, 2026: 96}, Place("260", "252", "300"), (2026, 6), (2026, 1))),
        Effect("b", "Barn som kan bo hjemme", QUALITY, "260", CITIZENS, {}, {2025: 8, 2026: 12, 2027: 14}, "barn",
               date(2025, 4, 1), Baseline(5, date(2024, 12, 31), "Saksgjennomgang", 21),
               done=(Done(2025, 12, "Saksgjennomgang 2025", quantity=9),)),
        Effect("c", "Mindre statlig andel av tiltak", OTHERS, "260", GRANTS, rising(2025, 120, 250, until=2032),
               since=date(2025, 4, 1), baseline=Baseline(646, date(2025, 3, 31), "Refusjonskrav, tusen kroner"),
               followed=Track({2025: 85}, "Refusjonskrav barnevern 2025")),
    ),
    (plan(date(2024, 12, 12), "sak 97/24", COUNCIL), forecast("Færre nye saker.", {"a": 98})),
    (once("260", {2025: 280}, 3), running("260", level(2025, 2032, 190))),
    decider="Kommunestyret", started=date(2024, 9, 2), decision=date(2026, 12, 17), realising=70,
    claims=(
        Claim("a", 2026, 7, Place("260", "252", "300"), 400, "sak 62/26"),
        Claim("a", 2027, 1, Place("260", "252", "300"), 300),
    ),
    unpriced=(Unpriced(CITIZENS, "Barn slipper å flytte", Importance.LARGE, 3),),
)  # fmt: skip

DIGITAL_ADMISSION = Venture(
    "DO-01", "Digitalt barnehageopptak", "280", Phase.REALISATION, 2024,
    "Foreldrene søker og svarer digitalt. Opptaket tar dager i stedet for uker.",
    (
        Effect("a", "Frigjorte timer ved opptaket", FREED, "280", "280", {}, rising(2025, 420, 480, until=2030), HOURS,
               date(2025, 1, 1), Baseline(760, date(2024, 6, 30), "Timeliste hovedopptak 2024"),
               Track({2025: 100}, "Timeliste opptak", shares=((Route.REALLOCATED, 85, None),)),
               route=Route.REALLOCATED, leads_to=("b",)),
        Effect("b", "Tid til andre oppgaver, i kroner", FREED, "280", "280", level(2025, 2030, 150),
               since=date(2025, 1, 1), followed=Track({2025: 93}, "Verdsetting av opptakstimer 2025", (2025, 12)),
               confidence=Confidence.D, baseline=Baseline(360, date(2024, 6, 30), "Timeverdi, tusen kroner")),
        Effect("c", "Spart tid for foreldrene", SOCIETY, "280", CITIZENS, level(2025, 2030, 110),
               since=date(2025, 1, 1), followed=Track({2025: 105}, "Brukerundersøkelse opptak 2025"),
               baseline=Baseline(2.5, date(2024, 6, 30), "Timer per søknad", 88, 140)),
    ),
    (plan(date(2024, 4, 11), "sak 28/24"),),
    (once("280", {2024: 240}), running("280", level(2025, 2030, 60))),
    decider="Kommunalsjef oppvekst og utdanning", started=date(2023, 11, 1), decision=date(2026, 12, 8), realising=20,
)  # fmt: skip

SCHOOL_TRANSPORT = Venture(
    "SS-01", "Ny ringetid gir færre skolebusser", "200", Phase.EXECUTION, 2026,
    "Skolene endrer ringetidene slik at bussene kan gå to turer. Skolene får arbeidet, fylkeskommunen sparer.",
    (
        Effect("a", "Færre busser for fylkeskommunen", OTHERS, "200", COUNTY, rising(2026, 300, 800, until=2033),
               since=date(2026, 8, 17), baseline=Baseline(5200, date(2026, 5, 31), "Kontrakt, tusen kroner", 9),
               grain=Grain.QUARTER, confidence=Confidence.B),
        Effect("b", "Foreldre som er fornøyde med ringetiden", QUALITY, "230", CITIZENS, {}, {2026: 60}, "prosent",
               date(2026, 8, 17), Baseline(61, date(2026, 6, 10), "Spørring i foreldreutvalgene", 148, 320)),
        Effect("c", "Færre timer vakt før skoletid", FREED, "230", "230", {}, rising(2026, 120, 300, until=2033), HOURS,
               date(2026, 8, 17), Baseline(640, date(2026, 6, 19), "Vaktliste våren 2026"), route=Route.REALLOCATED),
    ),
    (plan(date(2026, 3, 5), "sak 18/26", COMMITTEE),),
    (once("230", {2026: 160}), running("230", level(2026, 2033, 120)), running("250", level(2026, 2033, 90))),
    decider="Formannskapet", started=date(2025, 11, 3), decision=date(2027, 6, 10), partners=(COUNTY,), realising=20,
    unpriced=(Unpriced(EMPLOYEES, "Endret arbeidstid", Importance.SMALL, -1),),
)  # fmt: skip

ONLINE_NORWEGIAN = Venture(
    "NO-01", "Norskopplæring på nett om kvelden", "270", Phase.EXECUTION, 2025,
    "Deltakere i arbeid kan lære norsk på nett. Tilbudet er i gang, men ingenting er målt ennå.",
    (
        Effect("a", "Færre kveldsklasser", CASH, "270", "270", rising(2025, 90, 260, until=2030),
               since=date(2025, 9, 1), baseline=Baseline(900, date(2025, 6, 30), "Lønn kveldsklasser, tusen kroner"),
               grain=Grain.QUARTER, low=50, high=110),
        Effect("b", "Raskere i arbeid", SOCIETY, "270", CITIZENS, rising(2026, 200, 400, until=2032),
               since=date(2026, 1, 1), confidence=Confidence.D),
        Effect("c", "Mindre stønad til livsopphold", OTHERS, "270", NAV, rising(2026, 150, 300, until=2032),
               since=date(2026, 1, 1), confidence=Confidence.D),
    ),
    (plan(date(2025, 5, 8), "sak 41/25"),),
    (once("270", {2025: 190}), running("270", level(2025, 2030, 80)), transfer(GRANTS, "270", {2025: 150})),
    decider="Kommunalsjef oppvekst og utdanning", started=date(2025, 2, 3), decision=date(2026, 12, 16), realising=0,
    uptake=Uptake("deltaker", 60, 22, 5.5, 190, 2025, 2030),
)  # fmt: skip

ASSESSMENT_PILOT = Venture(
    "KI-01", "Språkmodell som støtte i vurdering", "250", Phase.EXECUTION, 2026,
    "Pilot med kunstig intelligens i vurdering av skriftlige tekster. Fristen for å velge drift eller stopp er "
    "passert.",
    (
        Effect("a", "Frigjorte timer til undervisning", FREED, "250", "250", {}, {2026: 400, 2027: 900}, HOURS,
               date(2026, 2, 1), Baseline(3100, date(2025, 12, 15), "Tidsstudie blant 14 lærere", 14),
               Track({2026: 55}, "Tidsstudie vurdering", until=(2026, 6), shares=((Route.QUALITY, 70, None),)),
               grain=Grain.QUARTER, route=Route.QUALITY),
        Effect("b", "Raskere tilbakemelding til elevene", QUALITY, "250", CITIZENS, {}, {2026: 4}, "dager",
               date(2026, 2, 1), Baseline(9, date(2025, 12, 15), "Telling av 120 tekster", 120), better="lower"),
        Effect("c", "Likere vurdering mellom lærere", QUALITY, "250", CITIZENS, problem=True, owner=False),
    ),
    (plan(date(2025, 12, 4), "sak 108/25"),),
    (once("250", {2026: 140}, 3), running("250", {2026: 60, 2027: 90})),
    decider="Rektor", started=date(2026, 1, 5), decision=date(2026, 6, 30),
)  # fmt: skip

OUTSIDE_WORK = Venture(
    "UF-01", "Unge fra utenforskap til arbeid", "370", Phase.REALISATION, 2025,
    "Jobbspesialister følger tolv unge tett. NAV, staten og fylkeskommunen sparer mer enn kommunen, og senere.",
    (
        Effect("a", "Mindre økonomisk sosialhjelp", CASH, "370", "370", rising(2026, 180, 320, until=2040),
               since=date(2026, 1, 1), baseline=Baseline(1950, date(2025, 6, 30), "Utbetalt i tusen kroner", 12),
               deadweight=25, confidence=Confidence.B, low=30, high=140,
               followed=Track({2026: 84}, Place("370", "281", "470")), grain=Grain.QUARTER,
               counterfactual=Counterfactual.DEADWEIGHT),
        Effect("b", "Mindre ytelser og mer skatt til staten", OTHERS, "370", NAV, rising(2027, 600, 1400, until=2045),
               since=date(2027, 1, 1), deadweight=25, confidence=Confidence.C, low=20, high=150,
               counterfactual=Counterfactual.DEADWEIGHT),
        Effect("c", "Flere som fullfører opplæring", OTHERS, "370", COUNTY, rising(2027, 90, 150, until=2040),
               since=date(2027, 1, 1), confidence=Confidence.D),
        Effect("d", "Høyere inntekt for de unge", SOCIETY, "370", CITIZENS, rising(2027, 400, 900, until=2045),
               since=date(2027, 1, 1), confidence=Confidence.D, displacement=15),
    ),
    (plan(date(2025, 4, 24), "sak 35/25", COUNCIL), forecast("Ni av tolv er i gang.", {"a": 85, "b": 80, "d": 80})),
    (once("370", {2025: 350}), running("370", level(2026, 2030, 1100)), transfer(GRANTS, "370", level(2026, 2028,
    500))),
    decider="Kommunestyret", started=date(2025, 1, 6), decision=date(2027, 3, 18), partners=(NAV, COUNTY), realising=90,
    absent={PartyKind.EMPLOYEES: "Jobbspesialistene er nye stillinger; andre ansatte berøres ikke."},
)  # fmt: skip

SCHOOLS = (
    READING, SUBSTITUTE_POOL, FAMILY_COUNCIL, DIGITAL_ADMISSION, SCHOOL_TRANSPORT, ONLINE_NORWEGIAN, ASSESSMENT_PILOT,
    OUTSIDE_WORK,
)  # fmt: skip
