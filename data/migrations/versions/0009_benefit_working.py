"""How what a benefit promises was worked out: the assumptions, and what was multiplied with what."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what is stored has none."""
    op.add_column("benefit", sa.Column("working", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("benefit", "working")
