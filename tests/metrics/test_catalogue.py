import inspect

import pytest

from metrics import tables
from metrics.card import Metric
from metrics.catalogue import CATALOGUE, metric
from metrics.parameters import PARAMETERS


@pytest.mark.parametrize("card", CATALOGUE, ids=lambda card: card.key)
def test_a_card_holds_what_its_reader_needs(card: Metric) -> None:
    assert metric(card.key) is card
    assert card.source
    assert card.owner
    assert card.since <= card.reviewed
    assert card.needs
    assert set(card.needs) <= set(tables.COLUMNS)
    assert set(card.parameters) <= {number.key for number in PARAMETERS}
    written = inspect.getdoc(card.compute) or ""
    assert "Args" in written
    assert "Returns" in written
    assert "Source" in written


def test_no_key_stands_twice() -> None:
    keys = [card.key for card in CATALOGUE]
    assert len(set(keys)) == len(keys)
    with pytest.raises(KeyError):
        metric("no_such_metric")
