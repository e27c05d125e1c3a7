"""The benefits page's own parameters of the address: what nobody can have written is left out."""

from dashboard.benefit_place import LONGEST, PARAMETERS, Place, place
from data.benefit_vocabulary import BenefitType, Phase
from metrics.optimism import ProjectKind
from metrics.results import Status

WHOLE = {
    "initiative": "VT-01",
    "benefit": "VT-01-a",
    "type": "cash",
    "phase": "realisation",
    "status": "not_due",
    "search": "fall",
    "all": "1",
    "project": "outsourcing",
}


def test_an_address_is_read_and_written_alike() -> None:
    found = place(WHOLE)
    assert found == Place(
        "VT-01",
        "VT-01-a",
        BenefitType.CASH,
        Phase.REALISATION,
        Status.NOT_DUE,
        search="fall",
        all=True,
        project=ProjectKind.OUTSOURCING,
    )
    assert found.parameters() == WHOLE
    assert set(WHOLE) == set(PARAMETERS)


def test_what_is_as_it_is_from_the_start_is_not_written() -> None:
    assert place({}).parameters() == {}
    assert place({"all": "0", "search": "  "}) == Place()


def test_what_nobody_can_have_written_is_left_out() -> None:
    asked = {"initiative": "a/b", "benefit": "x" * 41, "type": "gold", "phase": "", "status": "red", "project": "a"}
    assert place(asked) == Place()
    assert len(place({"search": "y" * 500}).search) == LONGEST


def test_the_rows_of_a_place_keep_their_filters_alone() -> None:
    dropped = ("initiative", "benefit", "project")
    assert place(WHOLE).rows().parameters() == {k: WHOLE[k] for k in WHOLE if k not in dropped}
