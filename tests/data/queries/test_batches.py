"""Who imported a file, and who undid it, is told by name to those who may know names."""

from datetime import date

from data import people
from data.access import looking_at_the_gate
from data.importers.undo import undo
from data.principal import Identity
from data.queries.batches import batches
from data.vocabulary import Role
from tests.data.small_files import TOWN, keep, whole_file
from tests.principals import somebody
from tests.services.people import grant

SUBJECT = Identity("https://issuer.example", "subject-1")


def test_who_imported_and_undid_is_told_by_name(database: str) -> None:
    keep(whole_file())
    grant(database, SUBJECT, Role.CONTROLLER, TOWN, name="A Name")
    with looking_at_the_gate() as session:
        controller = people.principal_of(session, SUBJECT, date.today())
    auditor = somebody(Role.AUDITOR, TOWN)
    undo(controller, batches(auditor)["batch_id"].iloc[0])
    # The file was brought by the machine itself, which is nobody's name.
    assert batches(auditor)[["imported_by", "undone_by"]].values.tolist() == [["local", "A Name"]]
