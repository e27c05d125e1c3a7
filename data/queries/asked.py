"""What most queries ask for, as parameters of statements that are built once for each principal.

Building a statement costs more than running it against the rollups: a page asks some fifteen.
"""

from sqlalchemy import BindParameter, bindparam

MUNICIPALITY: BindParameter[str] = bindparam("municipality")
UNITS: BindParameter[str] = bindparam("units", expanding=True)
YEARS: BindParameter[int] = bindparam("years", expanding=True)

KEPT = 128
"""For how many principals a statement is kept."""
