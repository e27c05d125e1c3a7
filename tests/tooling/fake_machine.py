"""A machine made of a temporary folder: programs are files, installing writes them, and everything done is noted."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.services.machine import Machine


class FakeMachine:
    """Builds a Machine whose programs print what the test says.

    `says` maps the path of a program to what it prints; a program that is not in it does not run.
    `installs` maps a word of a command to what happens then; a command without such a word fails.
    """

    def __init__(self, folder: Path, *, is_root: bool = False, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.says: dict[Path, str] = {}
        self.installs: dict[str, Callable[[], object]] = {}
        self.done: list[str] = []
        self.machine = Machine(
            environment={"PATH": str(folder / "bin")} | dict(environment or {}),
            is_root=is_root,
            output=lambda command: self.says.get(Path(command[0])),
            act=self.act,
            root=folder,
            packages=folder / "packages",
            prefix=folder / "environment",
        )

    def program(self, path: str, says: str | None = None) -> Path:
        """Add a program; without words it is there but does not run."""
        program = self.folder / path
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch(mode=0o755)
        if says is not None:
            self.says[program] = says
        return program

    def postgres(self, folder: str, version: str) -> Path:
        """Add the three programs of a PostgreSQL of a version, and return their folder."""
        for name in ("postgres", "initdb", "pg_ctl"):
            self.program(f"{folder}/{name}", f"{name} (PostgreSQL) {version}")
        return self.folder / folder

    def act(self, command: Sequence[str]) -> bool:
        self.done.append(" ".join(command))
        effects = [effect for word, effect in self.installs.items() if word in command]
        for effect in effects:
            effect()
        return bool(effects)
