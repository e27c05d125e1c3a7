"""What of the outsider accounts is looked at: the page's own parameters of the address, checked before use."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.asked import IDENTITY, matching, word_of
from metrics.outsider_page import Against

PARAMETERS = ("scenario", "profile", "against", "discount")
_SWITCH = {"on": True, "off": False}


@dataclass(frozen=True)
class OutsidersPlace:
    """A measure and a profile by their ids, whom those outside are drawn against, and whether it is discounted.

    None is as it is from the start: the first measure, the profile in use, the average, and as the measure says.
    """

    scenario: str | None = None
    profile: str | None = None
    against: Against | None = None
    discount: bool | None = None

    def parameters(self) -> dict[str, str]:
        """Return the place as the address writes it; what is as it is from the start is left out."""
        switch = {value: word for word, value in _SWITCH.items()}
        said = (self.scenario, self.profile, self.against, None if self.discount is None else switch[self.discount])
        return {name: str(value) for name, value in zip(PARAMETERS, said, strict=True) if value is not None}


def outsiders_place(asked: Mapping[str, str]) -> OutsidersPlace:
    """Return the place that an address asks for; what nobody can have written is left out."""
    scenario, profile, against, discount = (asked.get(name, "") for name in PARAMETERS)
    return OutsidersPlace(
        scenario=matching(IDENTITY, scenario),
        profile=matching(IDENTITY, profile),
        against=word_of(Against, against),
        discount=_SWITCH.get(discount),
    )
