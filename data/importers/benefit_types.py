"""The crosswalk from our type of a benefit to the three code systems, where nobody has told otherwise.

Source:
    Prosjektveiviseren's headings, DFØ's types and KS's types.
"""

from data.benefit_vocabulary import BenefitType, DfoType, KsType, WizardType

_WIZARD = {
    BenefitType.CASH: WizardType.OWN_BUDGET,
    BenefitType.REALLOCATION: WizardType.ALTERNATIVE_USE,
    BenefitType.OTHER_PUBLIC: WizardType.OTHER_PUBLIC_PRICED,
    BenefitType.SOCIETY: WizardType.UNPRICED,
    BenefitType.QUALITY: WizardType.UNPRICED,
    BenefitType.DISBENEFIT: WizardType.OWN_BUDGET,
}
_DFO = {
    BenefitType.CASH: DfoType.EFFICIENCY,
    BenefitType.REALLOCATION: DfoType.EFFICIENCY,
    BenefitType.OTHER_PUBLIC: DfoType.OTHER_ACTORS,
    BenefitType.SOCIETY: DfoType.OTHER_ACTORS,
    BenefitType.QUALITY: DfoType.QUALITY,
    BenefitType.DISBENEFIT: DfoType.EFFICIENCY,
}
_KS = {
    BenefitType.CASH: KsType.AVOIDED_COST,
    BenefitType.REALLOCATION: KsType.TIME_SAVED,
    BenefitType.QUALITY: KsType.BETTER_QUALITY,
}


def wizard_type_of(kind: BenefitType) -> WizardType:
    """Return the heading of the benefits plan that a type stands under.

    Prosjektveiviseren has none for citizens and business: their benefits stand with those that have no price in a
    public budget. A disbenefit stands where the benefit that it takes from would: its own budget, unless told.
    """
    return _WIZARD[kind]


def dfo_type_of(kind: BenefitType) -> DfoType:
    """Return DFØ's type; of a disbenefit that of the efficiency it takes from, unless told."""
    return _DFO[kind]


def ks_type_of(kind: BenefitType) -> KsType | None:
    """Return KS's type, or None where KS has none."""
    return _KS.get(kind)
