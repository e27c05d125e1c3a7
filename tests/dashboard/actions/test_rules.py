"""A version of the rules: drafted by the controller, adopted once by resolution, and never changed then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.draft_rule import RuleDraft, draft_rule, drop_draft
from dashboard.actions.ledger_refusals import LedgerRefused, RuleChangedMeanwhile, RuleRefused
from dashboard.actions.reject_reinvestment import Rejection, reject_reinvestment
from data.access import LOCAL_PRINCIPAL, AccessDenied, reading
from data.money_vocabulary import Account
from data.queries.reinvestment import rules
from data.schema.people import AuditEvent
from data.vocabulary import Role
from tests.dashboard.actions.savings_town import DAY, FIRST, RESOLVED, proposed, proved, why
from tests.data.small_files import TOWN
from tests.principals import somebody

pytestmark = pytest.mark.usefixtures("saving_town")
FROM = date(2026, 1, 1)
DRAFT = RuleDraft(TOWN, FROM, "R2", 1_000_000, 0, 0, 0)
CONTROLLER, ADMINISTRATOR = somebody(Role.CONTROLLER, TOWN), somebody(Role.ADMINISTRATOR, TOWN)


def adoption(version: int, **changed: object) -> Adoption:
    return replace(Adoption(TOWN, FROM, "PS 9/25", version, RESOLVED), **changed)


def stored() -> list[tuple[object, ...]]:
    found = rules(LOCAL_PRINCIPAL, TOWN)
    columns = ["valid_from", "name", "council_resolution", "resolved_on", "adopted"]
    return list(found[columns].itertuples(index=False, name=None))


def acts() -> list[str]:
    with reading(LOCAL_PRINCIPAL) as session:
        found = session.query(AuditEvent).filter_by(entity="reinvestment_rule", entity_key=FROM.isoformat())
        return sorted(one.action for one in found)


def test_a_rule_is_a_draft_until_it_is_adopted_and_never_changes_then():
    version = draft_rule(CONTROLLER, DRAFT)
    assert stored()[-1] == (FROM, "R2", None, None, False)
    assert why(adopt_rule, adoption(1, valid_from=date(2026, 2, 1))) == "no_draft"
    adopt_rule(ADMINISTRATOR, adoption(version))
    assert stored()[-1] == (FROM, "R2", "PS 9/25", RESOLVED, True)
    assert why(draft_rule, replace(DRAFT, version=version + 1)) == "rule_adopted"
    assert why(draft_rule, RuleDraft(TOWN, FIRST, "R1", 1_000_000, 0, 0, 0)) == "rule_adopted"


def test_a_draft_can_be_taken_away_and_an_adopted_rule_never():
    version = draft_rule(CONTROLLER, DRAFT)
    with pytest.raises(RuleChangedMeanwhile):
        drop_draft(CONTROLLER, TOWN, FROM, version + 1)
    with pytest.raises(AccessDenied):
        drop_draft(ADMINISTRATOR, TOWN, FROM, version)
    before = stored()
    drop_draft(CONTROLLER, TOWN, FROM, version)
    assert why(lambda who, day: drop_draft(who, TOWN, day, version), FROM) == "no_draft"
    assert stored() == before[:-1]
    assert acts() == ["draft_rule", "remove"]
    assert proved() == []
    adopt_rule(ADMINISTRATOR, adoption(draft_rule(CONTROLLER, DRAFT)))
    assert why(lambda who, day: drop_draft(who, TOWN, day, 2), FROM) == "rule_adopted"
    assert stored() != before[:-1]


def test_a_rule_is_adopted_once_however_often_it_is_asked_for():
    version = draft_rule(CONTROLLER, DRAFT)
    adopt_rule(CONTROLLER, adoption(version))
    assert why(adopt_rule, adoption(version)) == "rule_adopted"
    assert why(adopt_rule, adoption(version + 1, council_resolution="PS 10/25")) == "rule_adopted"
    assert acts() == ["adopt_rule", "draft_rule"]


def test_without_number_and_a_day_that_has_come_nothing_is_adopted():
    version = draft_rule(CONTROLLER, DRAFT)
    assert why(adopt_rule, adoption(version, council_resolution=" ")) == "resolution"
    assert why(adopt_rule, adoption(version, resolved_on=date.today() + timedelta(days=1))) == "ahead"
    adopt_rule(CONTROLLER, adoption(version, resolved_on=date.today()))


def test_who_comes_second_is_told_what_stands():
    version = draft_rule(CONTROLLER, DRAFT)
    ours = replace(DRAFT, kept_as_cut_millionths=900_000, initiator_millionths=100_000, taper=(500_000,))
    with pytest.raises(RuleChangedMeanwhile) as first:
        draft_rule(CONTROLLER, ours)  # as if there were none yet
    assert (first.value.version, first.value.theirs) == (version, DRAFT)
    later = draft_rule(CONTROLLER, replace(ours, version=version))
    with pytest.raises(RuleChangedMeanwhile) as second:
        draft_rule(CONTROLLER, replace(DRAFT, version=version))
    assert (second.value.version, second.value.theirs) == (later, ours)
    with pytest.raises(RuleChangedMeanwhile) as third:
        adopt_rule(CONTROLLER, adoption(version))
    assert third.value.theirs == ours


def test_everything_that_contradicts_itself_is_told_at_once():
    wrong = replace(DRAFT, name=" ", initiator_millionths=1, threshold_minor=-1, years=1, taper=(1, 1))
    with pytest.raises(RuleRefused) as refused:
        draft_rule(CONTROLLER, replace(wrong, default_account=Account.LOAN))
    assert [(column, one.reason) for column, one in refused.value.every] == [
        ("name", "rule_name"),
        ("", "rule_shares_over"),
        ("threshold_minor", "rule_below_zero"),
        ("taper", "rule_taper_longer"),
        ("default_account", "rule_account"),
    ]
    assert why(draft_rule, replace(DRAFT, name="x" * 81)) == "too_long"
    assert len(stored()) == 1


def test_a_version_does_not_reach_back_to_what_another_has_shared():
    found = proposed(period=6)  # a saving of the second quarter of 2024, shared by the rule of 1 January
    reaching = replace(DRAFT, valid_from=date(2024, 6, 30))
    assert why(draft_rule, reaching) == "rule_overlap"
    after = replace(DRAFT, valid_from=date(2024, 7, 1))
    version = draft_rule(CONTROLLER, after)
    proposed(period=9)  # meanwhile
    with pytest.raises(LedgerRefused) as refused:
        adopt_rule(CONTROLLER, adoption(version, valid_from=after.valid_from))
    assert (refused.value.reason, refused.value.slots["last"]) == ("rule_overlap", date(2024, 9, 30))
    assert found.lot_id


def test_what_was_rejected_is_shared_by_no_version():
    found = proposed(period=6)
    reject_reinvestment(LOCAL_PRINCIPAL, Rejection(TOWN, found.transaction_id, "not now", DAY))
    assert draft_rule(CONTROLLER, replace(DRAFT, valid_from=date(2024, 6, 1))) == 1


def test_who_may_draft_and_who_may_adopt():
    others = [
        somebody(Role.COUNCIL, TOWN),
        somebody(Role.LEADER, TOWN, "north"),
        somebody(Role.AUDITOR, TOWN),
        somebody(Role.CONTROLLER, "elsewhere"),
    ]
    for nobody in (*others, ADMINISTRATOR):
        with pytest.raises(AccessDenied):
            draft_rule(nobody, DRAFT)
    version = draft_rule(CONTROLLER, DRAFT)
    for nobody in others:
        with pytest.raises(AccessDenied):
            adopt_rule(nobody, adoption(version))
    assert not stored()[-1][-1]
