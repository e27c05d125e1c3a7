from data.codes import accounts_of, chapters, functions_of, shipped_codes
from data.vocabulary import AccountClass, AccountGroup

CODES = shipped_codes()
KEYS = {
    "function_code": ["chart", "function_code", "valid_from_year"],
    "function_group": ["chart", "function_group", "valid_from_year"],
    "account_code": ["chart", "account_class", "account_code", "valid_from_year"],
    "hierarchy_edge": ["chart", "hierarchy", "parent", "child", "valid_from_year"],
}


def test_no_key_stands_twice_and_every_group_is_known():
    for name, key in KEYS.items():
        assert not getattr(CODES, name).duplicated(key).any()
    groups = set(CODES.function_group["function_group"])
    assert set(CODES.function_code["function_group"].dropna()) == groups
    assert set(CODES.account_code["account_group"].dropna()) <= {group.value for group in AccountGroup}


def test_the_lists_have_the_published_lengths():
    # kommunaleFunksjoner 75 + kommuneFinansielleFunksjoner 8; basisArter 110 + osloBydelArter 3 + kommunaleArter 6
    assert len(functions_of(2025)) == 75 + 8
    assert len(accounts_of(2025)) == 110 + 3 + 6


def test_codes_come_and_go_with_their_years():
    assert "255" in functions_of(2015)
    assert "255" not in functions_of(2016)
    assert "254" in functions_of(2024)
    assert "254" not in functions_of(2025)
    assert "290" not in accounts_of(2016)
    assert functions_of(2010) == functions_of(2015)
    assert functions_of(2031) == functions_of(2025)
    assert {"56", "40", "451"} <= chapters()


def group_of(account_class, code):
    table = CODES.account_code
    rows = table[(table["account_class"] == account_class) & (table["account_code"] == code)]
    return rows["account_group"].dropna().tolist()


def test_what_accounts_are_for():
    operations, investment, balance = AccountClass.OPERATIONS, AccountClass.INVESTMENT, AccountClass.BALANCE
    expected = {
        (operations, "010"): "pay",
        (operations, "020"): "substitutes",
        (operations, "040"): "substitutes",
        (operations, "099"): "pay",
        (operations, "230"): "purchases",
        (operations, "370"): "purchases",
        (operations, "470"): "transfers",
        (operations, "510"): "finance_cost",
        (operations, "540"): "allocations",
        (operations, "590"): "depreciation",
        (operations, "600"): "income",
        (operations, "710"): "sick_pay_refund",
        (operations, "870"): "income",
        (operations, "900"): "finance_income",
        (operations, "940"): "use_of_funds",
        (operations, "990"): "depreciation_reversal",
        (investment, "230"): "capital",
        (investment, "670"): "capital_income",
        (balance, "56"): "disposable_fund",
        (balance, "40"): "pension_liability",
        (balance, "451"): "long_term_debt",
        (balance, "10"): "other_balance",
    }
    assert {key: group_of(*key) for key in expected} == {key: [group] for key, group in expected.items()}


def test_the_hierarchies_hold_their_edges_with_signs():
    edges = CODES.hierarchy_edge
    found = edges[(edges["hierarchy"] == "functions") & (edges["parent"] == "FGK7")]
    assert sorted(found["child"]) == ["201", "211", "221"]
    # gross operating result: income - costs
    result = edges[(edges["parent"] == "AGD18") & edges["sign"].notna()]
    assert sorted(zip(result["child"], result["sign"], strict=True)) == [("AGD13", 1), ("AGD9", -1)]
    assert len(edges[(edges["parent"] == "FGK11") & (edges["child"] == "255")]) == 2  # from 2015, ended 2016
