"""Attachments and their parts; what an office has set; when a report was first opened."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNCLAIMED = sa.text("report_id IS NULL AND message_id IS NULL")

CLAIMED = sa.text("(report_id IS NOT NULL OR message_id IS NOT NULL)")


def schema() -> str | None:
    """The schema on PostgreSQL; none on SQLite."""
    return "portal" if op.get_bind().dialect.name == "postgresql" else None


def office_reference() -> sa.Column:
    target = "portal.offices.id" if schema() else "offices.id"
    return sa.Column("office_id", sa.Uuid, sa.ForeignKey(target), primary_key=True)


def upgrade() -> None:
    settings = sa.Column("settings", sa.JSON, nullable=False, server_default=sa.text("'{}'"))
    op.add_column("offices", settings, schema=schema())
    op.add_column("reports", sa.Column("opened_on", sa.Date), schema=schema())
    op.create_table(
        "attachments",
        office_reference(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("secret_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("stored", sa.BigInteger, nullable=False),
        sa.Column("begun_on", sa.Date, nullable=False),
        sa.Column("report_id", sa.Uuid),
        sa.Column("message_id", sa.Uuid),
        schema=schema(),
        sqlite_with_rowid=False,
    )
    _index("id", unique=True)
    _index("office_id", "report_id")
    _index("office_id", "message_id")
    op.create_index(
        "ix_attachments_unclaimed",
        "attachments",
        ["begun_on", "stored"],
        schema=schema(),
        sqlite_where=UNCLAIMED,
        postgresql_where=UNCLAIMED,
    )
    op.create_index(
        "ix_attachments_claimed",
        "attachments",
        ["office_id", "begun_on", "stored"],
        schema=schema(),
        sqlite_where=CLAIMED,
        postgresql_where=CLAIMED,
    )
    op.create_table(
        "attachment_parts",
        office_reference(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("attachment_id", sa.Uuid, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.UniqueConstraint(
            "office_id",
            "attachment_id",
            "part",
            name="uq_attachment_parts_office_id_attachment_id_part",
        ),
        schema=schema(),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_attachment_parts_id", "attachment_parts", ["id"], unique=True, schema=schema()
    )


def _index(*columns: str, unique: bool = False) -> None:
    name = "ix_attachments_" + "_".join(columns)
    op.create_index(name, "attachments", list(columns), unique=unique, schema=schema())


def downgrade() -> None:
    op.drop_table("attachment_parts", schema=schema())
    op.drop_table("attachments", schema=schema())
    op.drop_column("reports", "opened_on", schema=schema())
    op.drop_column("offices", "settings", schema=schema())
