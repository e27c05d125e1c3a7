from data.importers.context import Context, LoadedFile
from data.importers.problems import Severity
from data.importers.sequence import plain_amount, sequence_problems

# unit and function   March   June
# a 1                   100    150
# a 2                    50     40   falls by 10
# b 1                    30      -   falls by 30
MARCH = {"a 1": 100, "a 2": 50, "b 1": 30}
JUNE = {"a 1": 150, "a 2": 40}


def told(*loaded, accept=False):
    return Context("x", year=2025, loaded=loaded, accept_decrease=accept)


def test_a_later_file_that_is_larger_in_total_passes():
    assert sequence_problems(told(LoadedFile(2025, 3, "h", 180, MARCH)), 6, "k", 190, JUNE) == []


def test_a_later_file_with_less_names_what_fell_most():
    (problem,) = sequence_problems(told(LoadedFile(2025, 3, "h", 200, MARCH)), 6, "k", 190, JUNE)
    assert (problem.code, problem.severity, problem.found) == ("goes_backwards", Severity.ERROR, "1.90")
    assert problem.extra["fallen"] == "b 1: -0.30; a 2: -0.10"
    assert problem.extra["loaded_total"] == "2.00"


def test_an_earlier_file_with_more_than_a_later_one_is_the_same_fault():
    (problem,) = sequence_problems(told(LoadedFile(2025, 9, "h", 180, MARCH)), 6, "k", 190, JUNE)
    assert problem.code == "goes_backwards"


def test_only_the_nearest_files_of_the_same_year_count():
    decoys = (LoadedFile(2024, 3, "h", 999, MARCH), LoadedFile(2025, 6, "h", 999, MARCH))
    assert sequence_problems(told(*decoys), 6, "k", 190, JUNE) == []


def test_an_accepted_decrease_is_a_warning():
    (problem,) = sequence_problems(told(LoadedFile(2025, 3, "h", 200, MARCH), accept=True), 6, "k", 190, JUNE)
    assert problem.severity is Severity.WARNING


def test_the_same_bytes_or_the_same_sums_repeat_a_period():
    for digest, total, codes in (("k", 1, MARCH), ("other", 190, JUNE)):
        (problem,) = sequence_problems(told(LoadedFile(2025, 3, digest, total, codes)), 6, "k", 190, JUNE)
        assert (problem.code, problem.found, problem.extra["loaded_period"]) == ("repeats_period", "6", "3")


def test_plain_amounts():
    assert [plain_amount(minor, 2) for minor in (0, 5, -5, 123456)] == ["0.00", "0.05", "-0.05", "1234.56"]
    assert plain_amount(-12, 0) == "-12"
