"""Fjellvik: a made-up municipality, generated from a fixed seed, that shows what Brobygger can say.

Nothing in it is real: not the municipality, its units, its figures nor its cases. It reaches the database through the
same path as files do.
"""

from data.demo.files import DemoFile, DemoMunicipality, demo_files, demo_municipality

__all__ = ["DemoFile", "DemoMunicipality", "demo_files", "demo_municipality"]
