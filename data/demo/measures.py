"""What Fjellvik counts and measures: about thirty indicators, made up after the definitions that surveys use.

The definitions of innovation rate, reuse, evaluation, sharing and learning follow the questions of the Nordic
innovation barometers; every value is made up.
"""

from dataclasses import dataclass

from data.importers.parsed import IndicatorRow
from data.vocabulary import Dimension, Grain, TargetType

SOURCE = "Oppdiktede demodata (fictional demo data)"
INNOVATION, IMPLEMENTATION = Dimension.INNOVATION, Dimension.IMPLEMENTATION
MINIMUM, MAXIMUM, RANGE = TargetType.MINIMUM, TargetType.MAXIMUM, TargetType.RANGE


@dataclass(frozen=True)
class Goal:
    """A target: its type, and the bounds of what is desired and of what is accepted."""

    target_type: TargetType
    desired: tuple[float | None, float | None]
    accepted: tuple[float | None, float | None]


@dataclass(frozen=True)
class Measure:
    """An indicator, who answers for it (a role, or nobody yet) and its target for the whole municipality, if any."""

    key: str
    name: str
    dimension: Dimension | None
    unit_of_measure: str
    owner: str | None
    goal: Goal | None = None
    grain: Grain = Grain.QUARTER
    function_code: str | None = None
    about_people: bool = False

    @property
    def row(self) -> IndicatorRow:
        """The indicator as a file describes it; one without a dimension measures volume."""
        return IndicatorRow(
            self.key,
            self.name,
            self.dimension,
            self.unit_of_measure,
            self.grain,
            SOURCE,
            self.function_code,
            measures_volume=self.dimension is None,
            owner_role=self.owner,
            about_people=self.about_people,
        )


def at_least(desired: float, accepted: float) -> Goal:
    """Return a target that is met at or above a value."""
    return Goal(MINIMUM, (desired, None), (accepted, None))


def at_most(desired: float, accepted: float) -> Goal:
    """Return a target that is met at or below a value."""
    return Goal(MAXIMUM, (None, desired), (None, accepted))


def within(desired: tuple[float, float], accepted: tuple[float, float]) -> Goal:
    """Return a target that is met between two values."""
    return Goal(RANGE, desired, accepted)


INNOVATOR, DIRECTOR, HR = "Nærings- og innovasjonssjef", "Kommunedirektør", "Personal- og digitaliseringssjef"
HEALTH = "Kommunalsjef helse og omsorg"
UNITS, INNOVATIONS, PROJECTS = "andel av enheter", "andel av innovasjoner", "andel av prosjekter"
PILOTS, USERS, APPLICATIONS, DAYS = "andel av piloter", "andel av brukere", "andel av søknader", "dager"

AS_PLANNED = within((0.98, 1.02), (0.95, 1.05))
"""A volume is planned at 1: the middle of this band."""

MEASURES: tuple[Measure, ...] = (
    Measure("innovasjonsrate", "Enheter som har tatt i bruk noe nytt siste to år", INNOVATION, UNITS, INNOVATOR,
            at_least(0.75, 0.6)),
    Measure("gjenbruk", "Innovasjoner som bygger på andres løsninger", INNOVATION, INNOVATIONS, INNOVATOR),
    Measure("stoppet_med_laering", "Stoppede prosjekter med dokumentert lærdom", INNOVATION, PROJECTS, INNOVATOR,
            at_least(0.9, 0.7)),
    Measure("evaluert", "Innovasjoner som er evaluert", INNOVATION, INNOVATIONS, INNOVATOR, at_least(0.6, 0.4)),
    Measure("delt", "Innovasjoner som er delt aktivt med andre", INNOVATION, INNOVATIONS, INNOVATOR,
            at_least(0.5, 0.35)),
    Measure("sokt_for_start", "Prosjekter som søkte etter ferdige løsninger før start", INNOVATION, PROJECTS,
            INNOVATOR, at_least(0.8, 0.6)),
    Measure("medvirkning", "Prosjekter der innbyggere har medvirket", INNOVATION, PROJECTS, None,
            at_least(0.5, 0.3)),
    Measure("forslag_fra_ansatte", "Forslag fra ansatte som er prøvd ut", INNOVATION, "forslag", HR, at_least(20, 12)),
    Measure("piloter_over_fristen", "Piloter som har passert beslutningspunktet", IMPLEMENTATION, PILOTS, INNOVATOR,
            at_most(0.0, 0.2)),
    Measure("piloter_til_drift", "Avsluttede piloter som ble besluttet til drift", IMPLEMENTATION, PILOTS,
            INNOVATOR, at_least(0.7, 0.5)),
    Measure("maneder_til_drift", "Måneder fra pilot til beslutning om drift", IMPLEMENTATION, "måneder", INNOVATOR,
            at_most(12, 15)),
    Measure("velferdsteknologi_brukere", "Brukere av velferdsteknologi av dem som kan ha nytte", IMPLEMENTATION,
            USERS, HEALTH, at_least(0.5, 0.4), function_code="258", about_people=True),
    Measure("digital_hjemmeoppfolging", "Brukere av digital hjemmeoppfølging av dem som er vurdert egnet",
            IMPLEMENTATION, USERS, HEALTH, at_least(0.6, 0.4), function_code="241", about_people=True),
    Measure("digitale_soknader", "Søknader som kommer digitalt", IMPLEMENTATION, APPLICATIONS, HR, at_least(0.9, 0.8)),
    Measure("medisinavvik", "Medisinavvik per 1 000 liggedøgn", IMPLEMENTATION, "avvik per 1 000 liggedøgn", HEALTH,
            at_most(3.0, 4.5), function_code="253"),
    Measure("alarm_innen_15_minutter", "Trygghetsalarmer besvart med oppmøte innen 15 minutter", IMPLEMENTATION,
            "andel av utrykninger", HEALTH, at_least(0.9, 0.8), function_code="258"),
    Measure("sykefravar", "Sykefravær", IMPLEMENTATION, "andel av dagsverk", HR, at_most(0.075, 0.09),
            about_people=True),
    Measure("heltid", "Ansatte i full stilling", IMPLEMENTATION, "andel av ansatte", HR, at_least(0.7, 0.6),
            about_people=True),
    Measure("fagutdanning", "Årsverk med fagutdanning i omsorg", IMPLEMENTATION, "andel av årsverk", HEALTH,
            at_least(0.8, 0.72), about_people=True),
    Measure("brukertilfredshet", "Brukernes tilfredshet i sykehjem, 1-6", IMPLEMENTATION, "poeng", HEALTH,
            at_least(5.0, 4.5), Grain.YEAR, "253", about_people=True),
    Measure("byggesak_dager", "Saksbehandlingstid for byggesaker", IMPLEMENTATION, DAYS, "Plansjef", at_most(21, 35),
            function_code="302"),
    Measure("vannlekkasje", "Vann som lekker ut av ledningsnettet", IMPLEMENTATION, "andel av kubikkmeter",
            "Virksomhetsleder vei, vann og avløp", at_most(0.25, 0.33), function_code="345"),
    Measure("grunnskolepoeng", "Grunnskolepoeng", IMPLEMENTATION, "poeng", "Rektor", at_least(42.0, 40.5), Grain.YEAR,
            "202", about_people=True),
    Measure("barnehagelarere", "Grunnbemanning med barnehagelærerutdanning", IMPLEMENTATION, "andel av årsverk",
            "Kommunalsjef oppvekst og utdanning", at_least(0.43, 0.38), function_code="201",
            about_people=True),
    Measure("belegg", "Belegg i sykehjem", IMPLEMENTATION, "andel av liggedøgn", HEALTH,
            within((0.95, 0.99), (0.92, 1.0)), function_code="253"),
    Measure("venteliste_kulturskole", "Barn på venteliste til kulturskolen", IMPLEMENTATION, "barn",
            "Rektor kulturskolen", at_most(20, 35), function_code="383"),
    Measure("hjemmetimer", "Timer i hjemmetjenesten, levert av planlagt", None, "timer", HEALTH, AS_PLANNED,
            function_code="258"),
    Measure("liggedogn", "Liggedøgn i sykehjem, brukt av planlagt", None, "liggedøgn", HEALTH, AS_PLANNED,
            function_code="253"),
    Measure("barnehageplasser", "Barnehageplasser, brukt av planlagt", None, "plasser",
            "Kommunalsjef oppvekst og utdanning", AS_PLANNED, function_code="201"),
    Measure("elever", "Elever, faktisk av planlagt", None, "elever", "Kommunalsjef oppvekst og utdanning", AS_PLANNED,
            function_code="202"),
)  # fmt: skip
"""Without a target: `gjenbruk`. Without an owner: `medvirkning`."""
