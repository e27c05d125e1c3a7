"""The benefits map of an initiative: what leads to what, and how many steps lie before each benefit."""

from dataclasses import dataclass

from metrics.benefit_tables import BenefitTables


@dataclass(frozen=True)
class Node:
    """A benefit of the map; `depth` is the longest way to it (0: nothing leads to it), `end` that it leads no further.

    A benefit of another initiative that an arrow touches has its own `initiative_id`.
    """

    benefit_id: str
    initiative_id: str
    name: str
    benefit_type: str
    depth: int
    end: bool


@dataclass(frozen=True)
class DependencyMap:
    """Benefits in the order of depth and id, and the arrows between them (from, to)."""

    nodes: tuple[Node, ...]
    arrows: tuple[tuple[str, str], ...]


class MapHasCircle(ValueError):
    """A benefit leads to itself: the register refuses such an arrow, so this is a broken promise in code."""


def dependency_map(tables: BenefitTables, initiative_id: str) -> DependencyMap:
    """Return the map of an initiative's benefits and of those that they lead to or come from.

    Raises:
        MapHasCircle: The arrows go in a circle.

    Source:
        DFØ, guide to benefits realisation (the benefits map).
    """
    benefits = tables.benefits.set_index("benefit_id")
    own = set(benefits.index[(benefits["initiative_id"] == initiative_id).to_numpy(dtype=bool)])
    columns = zip(tables.dependencies["benefit_id"], tables.dependencies["leads_to_id"], strict=True)
    arrows = tuple(sorted((str(one), str(to)) for one, to in columns if one in own or to in own))
    ids = own | {end for arrow in arrows for end in arrow}
    depths, starts = _depths(ids, arrows), set(tables.dependencies["benefit_id"])
    nodes = [
        Node(
            one,
            str(benefits.at[one, "initiative_id"]),
            str(benefits.at[one, "name"]),
            str(benefits.at[one, "benefit_type"]),
            depths[one],
            one not in starts,
        )
        for one in sorted(ids, key=lambda one: (depths[one], one))
    ]
    return DependencyMap(tuple(nodes), arrows)


def _depths(ids: set[str], arrows: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """Return the length of the longest way to each benefit: each round moves what is led to one step on."""
    depths = dict.fromkeys(ids, 0)
    for _ in range(len(ids) + 1):
        moved = [(to, depths[start] + 1) for start, to in arrows if depths[to] <= depths[start]]
        if not moved:
            return depths
        for to, depth in moved:
            depths[to] = max(depths[to], depth)
    raise MapHasCircle(", ".join(sorted(ids)))
