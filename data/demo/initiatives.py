"""All initiatives of Fjellvik as rows of the benefits register, and the hard cases that they are there to show.

| Story | Where | What the rows hold |
|---|---|---|
| a failed trial | DH-01 digital home follow-up | planned hospital days; by lot: no difference; less home care |
| wrong pocket, outside | VT-01 welfare technology, sak 41/26 | 330 pays 3.0 m kr; the hospital gains, 150 of 200 |
| wrong pocket, inside | DP-01 digital forms | 130 pays all of it, 280, 370 and 540 gain |
| compensation | SK-01 substitute pool, MT-01 kitchen | who saves pays back a part to who has the work |
| staffing floor | KS-01 music school, AR-01 archive | no post may be cut: freed hours go to quality |
| a disbenefit with its own owner | VT-01-d, MB-01-b, MT-01-b | another role answers for the extra work |
| given back | GL-01-b street lights | half of a requirement of 2024 reversed by sak 31/26, below zero |
| unexpected | UT-01-b lending of equipment | work training that nobody planned: planned 0, realised |
| long term | FT-01 prevention of falls, LP-01 reading | only costs until 2029: not due yet, never red in year one |
| attribution shared | SF-01-b and SF-02-a | 60 and 40 % of the same sick leave |
| stopped | RO-01 social robot | nothing freed, the lesson shared |
| past its decision | KI-01 assessment pilot | should have been decided by 30 June 2026 |
| no owner, no baseline | RP-01, FR-01 | an idea and a concept: tied to the problem, not yet to a solution |
| overdue | LM-01-a, NO-01 | effects begun, nothing measured |
| realised, not verified | FA-01 invoices | its owner is the economy unit, which cannot verify its own |
| rejected | MR-01-b payroll robot | the verifier found another cause |
| verified, not cut | BR-01-a fire duty | 115 000 kr verified in 2025, the budget as before |
| verified and booked | TL-01, EN-01, KV-01, RH-01, BV-01 | claims on budget changes that cut the same line |
"""

from functools import cache

from data.demo.initiatives_administration import ADMINISTRATION
from data.demo.initiatives_community import COMMUNITY
from data.demo.initiatives_health import HEALTH
from data.demo.initiatives_schools import SCHOOLS
from data.demo.initiatives_technical import TECHNICAL
from data.demo.initiatives_telecare import TELECARE
from data.demo.venture_rows import register_rows
from data.importers.benefit_rows import BenefitRows

VENTURES = (*TELECARE, *HEALTH, *SCHOOLS, *ADMINISTRATION, *COMMUNITY, *TECHNICAL)


@cache
def demo_register() -> BenefitRows:
    """Return everything that is told of the initiatives; made once, never to be changed."""
    return register_rows(VENTURES)
