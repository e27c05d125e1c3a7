"""A choice answers with its label, so no two labels are alike."""

from dashboard.choices import distinct


def test_labels_that_stand_once_stay_as_they_are() -> None:
    assert distinct({"a": "Skole", "b": "Barnehage"}) == {"a": "Skole", "b": "Barnehage"}


def test_each_of_the_same_gets_a_number_that_nobody_else_has() -> None:
    # «Skole (2)» stands there as somebody's own name already, so the third of the same is the fourth label in all.
    labels = {"a": "Skole", "b": "Skole", "c": "Skole (2)", "d": "Skole"}
    assert distinct(labels) == {"a": "Skole", "b": "Skole (2)", "c": "Skole (2) (2)", "d": "Skole (3)"}
