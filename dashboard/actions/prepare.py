"""Make the database ready: the present schema, the shipped code lists, and the demo municipality where it is empty."""

from data.access import Principal
from data.codes.install import install_codes
from data.database import migrate
from data.demo import demo_municipality
from data.demo.load import load_demo
from data.queries.scope import municipalities


def initialise() -> None:
    """Create or migrate the database and put the shipped code lists in; harmless when repeated."""
    migrate()
    install_codes()


def demonstrate(principal: Principal) -> bool:
    """Load the demo municipality; return False when it was there already."""
    return load_demo(principal)


def demonstrate_if_empty(principal: Principal) -> bool:
    """Load the demo municipality where there is no other, going on with a load that was cut off; tell whether."""
    others = set(municipalities(principal)["municipality_id"]) - {demo_municipality().municipality_id}
    return not others and demonstrate(principal)
