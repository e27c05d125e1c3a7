"""Fjellvik: a made-up municipality, generated from a fixed seed, that shows what Brobygger can say.

Nothing in it is real: not the municipality, its units, its figures nor its cases. It reaches the database through the
same path as files do.
"""

from data.demo.decisions import DemoCommentary, DemoDecisions, demo_decisions
from data.demo.files import DemoFile, DemoMunicipality, demo_files, demo_municipality
from data.demo.neighbours import DemoAggregate, demo_published_aggregates
from data.demo.organisation import DemoSuccession

__all__ = [
    "DemoAggregate",
    "DemoCommentary",
    "DemoDecisions",
    "DemoFile",
    "DemoMunicipality",
    "DemoSuccession",
    "demo_decisions",
    "demo_files",
    "demo_municipality",
    "demo_published_aggregates",
]
