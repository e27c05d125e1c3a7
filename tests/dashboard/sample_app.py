"""The app with the sample's answers in place of a database's: `python -m tests.dashboard.sample_app --port 8600`."""

import sys
from collections.abc import Callable
from typing import Any

from dashboard import results
from tests.dashboard import sample


def stand_in(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Answer every question of the pages from the sample; `put` may be a test's `monkeypatch.setattr`."""
    sample.add_words()
    put(results, "municipalities", lambda _principal: sample.municipalities())
    put(results, "data_version", lambda _principal, _municipality: 1)
    put(results, "quarters", lambda *_: tuple(sample.quarters()))
    put(results, "units", lambda *_: sample.units())
    put(results, "scorecard", card_of)


def card_of(_principal: Any, _version: int, _municipality: str, unit_id: str, *_: Any) -> Any:
    """Return the sample's card under the name of the unit looked at; one unit's answer breaks."""
    if unit_id == "skole":
        raise RuntimeError("the sample breaks here on purpose")
    names = dict(sample.units()[["unit_id", "name"]].itertuples(index=False))
    return sample.card(unit_id, names[unit_id])


if __name__ == "__main__":
    stand_in()
    from dashboard.app import app

    app.run(config={"server.port": int(sys.argv[sys.argv.index("--port") + 1])})
