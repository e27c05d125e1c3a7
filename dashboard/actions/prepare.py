"""Make the database ready: the present schema, the shipped code lists, and the demo municipality where it is empty."""

from data.access import Principal
from data.codes.install import install_codes
from data.database import migrate
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
    """Load the demo municipality into a database without municipalities; tell whether it was loaded."""
    return municipalities(principal).empty and demonstrate(principal)
