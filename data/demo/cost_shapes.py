"""What each kind of service spends its money on, as shares of its gross cost by KOSTRA art.

Pay with pension and employer's tax is 55-90 % of most services, purchases and transfers the rest: the proportions are
rounded and simplified from published accounts of a real municipality (KOSTRA 0A of Kongsvinger, 2019, operations: pay
arts 010-089 46 % of gross cost with finance, pension 090 5 %, employer's tax 099 5 %, purchases 100-290 11 %,
purchases from others 300-380 14 %, transfers 400-470 6 %, depreciation 590 3 %). Costs positive, income negative.
"""

VAT = "429"
VAT_REFUND = "729"
"""What is paid in VAT on purchases comes back as compensation, krone for krone."""

_CARE_PAY = {"010": 55.0, "020": 5.5, "030": 1.2, "040": 1.2, "050": 3.3, "090": 8.5, "099": 9.2}
_SCHOOL_PAY = {"010": 60.0, "020": 3.0, "030": 0.8, "050": 2.0, "090": 8.0, "099": 9.5}
_OFFICE_PAY = {"010": 52.0, "020": 0.6, "030": 0.5, "050": 1.5, "090": 8.0, "099": 8.4}

COST_SHAPES: dict[str, dict[str, float]] = {
    "care": _CARE_PAY | {"110": 1.2, "115": 2.8, "120": 1.8, "200": 1.0, "240": 1.2, "370": 3.0, VAT: 1.8},
    "home_care": _CARE_PAY | {"110": 0.6, "120": 1.2, "130": 0.5, "170": 2.6, "200": 0.8, "240": 1.0, VAT: 1.2},
    "housing_care": _CARE_PAY | {"115": 0.6, "120": 1.0, "170": 0.8, "370": 6.0, "470": 0.8, VAT: 1.0},
    "health": _OFFICE_PAY | {"110": 1.5, "120": 1.5, "150": 0.8, "350": 6.0, "370": 14.0, "470": 1.0, VAT: 1.5},
    "school": _SCHOOL_PAY | {"105": 1.6, "120": 1.0, "170": 1.6, "195": 0.8, "200": 1.2, "240": 0.8, VAT: 1.2},
    "after_school": _SCHOOL_PAY | {"115": 2.5, "120": 1.5, VAT: 0.8},
    "kindergarten": _SCHOOL_PAY | {"105": 0.6, "115": 2.0, "120": 1.2, "200": 0.6, VAT: 0.9},
    "private_kindergarten": {"370": 96.0, "470": 4.0},
    "office": _OFFICE_PAY | {"100": 1.0, "130": 1.5, "150": 1.0, "195": 7.0, "240": 7.0, "350": 6.0, VAT: 3.5},
    "council": {"080": 48.0, "010": 14.0, "050": 1.0, "090": 4.0, "099": 8.0, "100": 5.0, "150": 4.0, "350": 14.0},
    "church": {"470": 100.0},
    "child_welfare": {"010": 30.0, "020": 0.6, "050": 12.0, "090": 5.0, "099": 6.5, "170": 2.0, "350": 4.0, "300": 26.0}
    | {"470": 9.0, VAT: 1.2},
    "benefits": {"470": 100.0},
    "social": {"010": 48.0, "020": 1.0, "050": 1.5, "090": 7.5, "099": 8.0, "120": 1.0, "300": 16.0, "470": 10.0},
    "technical": {"010": 26.0, "040": 2.0, "050": 1.0, "090": 4.0, "099": 4.5, "120": 3.0, "170": 4.0, "180": 6.0}
    | {"230": 18.0, "250": 3.0, VAT: 5.0, "590": 22.0},
    "building": {"010": 20.0, "020": 0.8, "090": 3.0, "099": 3.3, "180": 20.0, "185": 3.0, "195": 3.0, "230": 12.0}
    | {"240": 5.0, VAT: 8.0, "590": 24.0},
    "fire": {
        "010": 44.0,
        "040": 5.0,
        "050": 14.0,
        "090": 7.0,
        "099": 9.0,
        "120": 3.0,
        "170": 4.0,
        "200": 3.0,
        VAT: 2.0,
    },
    "culture": {"010": 40.0, "020": 0.6, "050": 2.0, "090": 6.0, "099": 6.5, "120": 6.0, "180": 3.0, "190": 6.0}
    | {"470": 16.0, VAT: 3.0},
    "business": {"010": 34.0, "050": 1.0, "090": 5.0, "099": 5.5, "150": 2.0, "240": 12.0, "470": 36.0, VAT: 3.0},
}
"""Shape: art and its part of gross cost; parts are scaled to sum to 1."""

INCOME_SHAPES: dict[str, dict[str, float]] = {
    "care": {"600": -8.0, "700": -2.5, "710": -3.6},
    "home_care": {"600": -1.2, "700": -1.5, "710": -3.6},
    "housing_care": {"700": -14.0, "710": -3.6},
    "health": {"650": -3.0, "700": -16.0, "710": -1.6},
    "school": {"700": -4.0, "710": -3.0, "730": -0.8},
    "after_school": {"600": -34.0, "710": -2.0},
    "kindergarten": {"600": -11.0, "710": -4.0},
    "private_kindergarten": {"700": -1.5},
    "office": {"650": -2.0, "700": -2.0, "710": -1.3, "770": -1.0},
    "council": {"770": -0.5},
    "church": {},
    "child_welfare": {"700": -6.0, "710": -1.6},
    "benefits": {"700": -8.0},
    "social": {"700": -16.0, "710": -1.8, "810": -12.0},
    "technical": {"640": -12.0, "650": -2.0, "710": -0.7},
    "building": {"630": -10.0, "650": -3.0, "710": -0.8},
    "fire": {"640": -6.0, "710": -1.0, "750": -4.0},
    "culture": {"620": -6.0, "630": -4.0, "650": -7.0, "730": -4.0, "710": -1.0},
    "business": {"700": -6.0, "730": -9.0, "770": -3.0},
}
"""Shape: income art and its part of gross cost, beside the compensation for VAT."""

SELF_FINANCED = {"340": 1.22, "345": 1.18, "350": 1.24, "353": 1.2}
"""Water and sewerage: fees (art 640) as a multiple of booked cost; they also cover the cost of capital."""

RENTED = {"265": 1.15}
"""Municipal housing: rent (art 630) as a multiple of booked cost."""
