"""Labels of what can be chosen, each its own."""

from collections.abc import Mapping
from itertools import count


def distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels of a choice with a number after each that stands there already.

    A browser answers with the label, so of two that are alike the first would be meant, whichever was chosen.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, label in labels.items():
        numbered = (f"{label} ({number})" for number in count(2))
        found[key] = label if label not in taken else next(one for one in numbered if one not in taken)
        taken.add(found[key])
    return found
