"""Every word in all three languages, and a word for everything that code can name."""

import re
from pathlib import Path
from string import Formatter

import pytest

from dashboard import navigation, words
from dashboard.language import LANGUAGES
from data import benefit_vocabulary, money_vocabulary, reinvestment_vocabulary, vocabulary
from metrics.budget_drivers import Driver
from metrics.catalogue import CATALOGUE
from metrics.reinvestment import Ineligible
from metrics.results import Direction, Missing, Signal, Status, Trend
from metrics.rule_faults import FaultKind

BASES = ("net", "gross", "gross/net", "adjusted", "unadjusted", "snapshot", "snapshot_gross")
REGISTER = {
    "phase": benefit_vocabulary.Phase,
    "initiative_state": benefit_vocabulary.InitiativeState,
    "benefit_type": benefit_vocabulary.BenefitType,
    "wizard_type": benefit_vocabulary.WizardType,
    "dfo_type": benefit_vocabulary.DfoType,
    "ks_type": benefit_vocabulary.KsType,
    "benefit_level": benefit_vocabulary.BenefitLevel,
    "party_kind": benefit_vocabulary.PartyKind,
    "projection_kind": benefit_vocabulary.ProjectionKind,
    "flow": benefit_vocabulary.Flow,
    "route": benefit_vocabulary.Route,
    "cut_basis": benefit_vocabulary.CutBasis,
    "counterfactual": benefit_vocabulary.Counterfactual,
    "confidence": benefit_vocabulary.Confidence,
    "evidence_kind": benefit_vocabulary.EvidenceKind,
    "verdict": benefit_vocabulary.Verdict,
    "importance": benefit_vocabulary.Importance,
    "account": money_vocabulary.Account,
    "posting_state": money_vocabulary.PostingState,
    "recipient_scope": money_vocabulary.RecipientScope,
    "transaction_kind": reinvestment_vocabulary.TransactionKind,
    "year_end": reinvestment_vocabulary.YearEnd,
    "agreement_kind": reinvestment_vocabulary.AgreementKind,
}
"""Lists of the benefits register, by what the keys of their words begin with."""
ROOT = Path(__file__).resolve().parents[2]
REFUSED = re.compile(r'LedgerRefused\(\s*"([a-z_]+)"|written\("([a-z_]+)"')
"""Reasons for which something is not entered in the reinvestment ledger."""
FINDING = re.compile(r'Finding\(\s*"([a-z_.]+)"')
NEED = re.compile(r'Need\(\s*"([a-z_]+)"')
WRITTEN = re.compile(r'(?:word|text)\((?:[a-z_.]+, )?"([a-z_]+\.[a-z_.]+)"')


def sources(*folders: str) -> str:
    return "\n".join(path.read_text() for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def wanted() -> set[str]:
    """Every key that code can ask for and that can be told from the code."""
    keys = {f"metric.{metric.key}.{part}" for metric in CATALOGUE for part in ("name", "question", "formula")}
    keys |= {f"missing.{why}{part}" for why in Missing for part in ("", ".do")}
    keys |= {f"status.{status}" for status in Status} | {f"signal.{signal}" for signal in Signal}
    keys |= {f"change.{trend}" for trend in Trend} | {f"dimension.{one}" for one in vocabulary.Dimension}
    keys |= {f"role.{role}" for role in vocabulary.Role} | {f"authority.{kind}" for kind in vocabulary.AuthorityKind}
    keys |= {f"trend.{trend}" for trend in Trend} | {f"direction.{way}" for way in Direction}
    keys |= {f"target_type.{kind}" for kind in vocabulary.TargetType} | {f"driver.{driver}" for driver in Driver}
    keys |= {f"basis.{basis}" for basis in BASES}
    keys |= {f"finding.{code}" for code in FINDING.findall(sources("metrics"))}
    keys |= {f"need.{verb}{part}" for verb in NEED.findall(sources("metrics")) for part in ("", ".link")}
    reasons = (one or other for one, other in REFUSED.findall(sources("dashboard/actions")))
    keys |= {f"reinvest.refused.{reason}" for reason in reasons}
    keys |= {f"reinvest.refused.ineligible_{reason}" for reason in Ineligible}
    keys |= {f"reinvest.refused.rule_{kind}" for kind in FaultKind}
    keys |= {f"page.{name}.title" for name in navigation.PAGES}
    keys |= {f"{prefix}.{word}" for prefix, words in REGISTER.items() for word in words}
    return keys | set(WRITTEN.findall(sources("dashboard", "pages")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_code_asks_for_is_missing(language: str) -> None:
    assert len(wanted()) > 150
    assert sorted(wanted() - set(words.table(language))) == []


@pytest.mark.parametrize("language", ["nn", "en"])
def test_languages_have_the_same_words_with_the_same_slots(language: str) -> None:
    norwegian, other = words.table("nb"), words.table(language)
    assert set(norwegian) ^ set(other) == set()
    unequal = {key for key in norwegian if words.slots_of(norwegian[key]) != words.slots_of(other[key])}
    assert unequal == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_or_has_spaces_at_its_ends(language: str) -> None:
    assert [key for key, said in words.table(language).items() if not said or said != said.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_one_or_many_has_two_sides(language: str) -> None:
    choices = [spec for said in words.table(language).values() for _, _, spec, _ in Formatter().parse(said) if spec]
    assert [spec for spec in choices if spec.count("|") != 1] == []


def test_a_missing_word_says_which() -> None:
    with pytest.raises(words.MissingWord, match=r"nb: nothing\.here"):
        words.text("nb", "nothing.here")
    with pytest.raises(words.MissingWord, match="day"):
        words.text("nb", "scope.as_of", month="9")


def test_slots_choose_one_or_many() -> None:
    template = "{n} {n:enhet|enheter}"
    assert template.format(n=words.Written("1", 1)) == "1 enhet"
    assert template.format(n=words.Written("2", 2)) == "2 enheter"
