"""Where on the benefits page somebody is: its own parameters of the address, checked before anything reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.asked import matching, word_of
from data.benefit_vocabulary import BenefitType, Phase
from metrics.optimism import ProjectKind
from metrics.results import Status

PARAMETERS = ("initiative", "benefit", "type", "phase", "status", "search", "all", "project")
LONGEST = 80
"""How much of what somebody searches for is looked at."""
_CODE = re.compile(r"[^\s/\\]{1,40}")


@dataclass(frozen=True)
class Place:
    """What of the register is looked at: all of it, one initiative or one benefit; which rows, and how many.

    `project` is the kind of project that an initiative's plan is made soberer by.
    """

    initiative: str | None = None
    benefit: str | None = None
    type: BenefitType | None = None
    phase: Phase | None = None
    status: Status | None = None
    search: str = ""
    all: bool = False
    project: ProjectKind | None = None

    def parameters(self) -> dict[str, str]:
        """Return the place as the address writes it; what is as it is from the start is left out."""
        said = {
            "initiative": self.initiative,
            "benefit": self.benefit,
            "type": self.type,
            "phase": self.phase,
            "status": self.status,
            "search": self.search,
            "all": "1" if self.all else None,
            "project": self.project,
        }
        return {name: str(value) for name, value in said.items() if value}

    def rows(self) -> "Place":
        """Return the register with the same rows chosen."""
        return replace(self, initiative=None, benefit=None, project=None)


def place(asked: Mapping[str, str]) -> Place:
    """Return the place that an address asks for; what nobody can have written is left out."""
    return Place(
        initiative=matching(_CODE, asked.get("initiative")),
        benefit=matching(_CODE, asked.get("benefit")),
        type=word_of(BenefitType, asked.get("type")),
        phase=word_of(Phase, asked.get("phase")),
        status=word_of(Status, asked.get("status")),
        search=asked.get("search", "").strip()[:LONGEST],
        all=asked.get("all") == "1",
        project=word_of(ProjectKind, asked.get("project")),
    )
