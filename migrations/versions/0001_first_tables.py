"""First tables: site, offices, reports, mailboxes, messages; members, sessions, keyring."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMAS = ("portal", "casework")


def in_schema(name: str) -> str | None:
    """The schema on PostgreSQL; none on SQLite."""
    return name if op.get_bind().dialect.name == "postgresql" else None


def office_reference(*, key: bool) -> sa.Column:
    portal = in_schema("portal")
    target = f"{portal}.offices.id" if portal else "offices.id"
    return sa.Column("office_id", sa.Uuid, sa.ForeignKey(target), primary_key=key, nullable=False)


def upgrade() -> None:
    portal, casework = in_schema("portal"), in_schema("casework")
    if portal:
        for schema in SCHEMAS:
            op.execute(f"create schema {schema}")
    _create_portal(portal)
    _create_casework(casework)


def _create_portal(portal: str | None) -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("site", sa.LargeBinary(16), nullable=False),
        sa.Column("challenge_key", sa.LargeBinary(32), nullable=False),
        schema=portal,
    )
    op.create_table(
        "offices",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column(
            "authority_id",
            sa.Uuid,
            sa.ForeignKey(f"{portal}.offices.id" if portal else "offices.id"),
        ),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("root_key", sa.LargeBinary(32), nullable=False),
        sa.Column("charter", sa.JSON, nullable=False),
        sa.Column("statement", sa.JSON, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.UniqueConstraint("slug", name="uq_offices_slug"),
        schema=portal,
    )
    op.create_table(
        "reports",
        office_reference(key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("mailbox_id", sa.LargeBinary(32)),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("deliver_on", sa.Date, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        schema=portal,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_reports_office_id_deliver_on", "reports", ["office_id", "deliver_on"], schema=portal
    )
    op.create_table(
        "mailboxes",
        office_reference(key=True),
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("deleted_on", sa.Date),
        schema=portal,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mailboxes_id", "mailboxes", ["id"], unique=True, schema=portal)
    op.create_table(
        "messages",
        office_reference(key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("mailbox_id", sa.LargeBinary(32), nullable=False),
        sa.Column("direction", sa.String(8), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        schema=portal,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_messages_office_id_mailbox_id", "messages", ["office_id", "mailbox_id"], schema=portal
    )


def _create_casework(casework: str | None) -> None:
    op.create_table(
        "members",
        office_reference(key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("display_name", sa.String(80), nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("proof_hash", sa.String(160), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary, nullable=False),
        sa.Column("recipient", sa.String(2000), nullable=False),
        sa.Column("verify_key", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("office_id", "name", name="uq_members_office_id_name"),
        schema=casework,
    )
    op.create_table(
        "sessions",
        sa.Column("office_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("key", sa.LargeBinary(32)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        schema=casework,
    )
    op.create_table(
        "epochs",
        office_reference(key=True),
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("recovery", sa.LargeBinary, nullable=False),
        schema=casework,
    )
    op.create_table(
        "epoch_grants",
        office_reference(key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint(
            "office_id", "epoch", "member_id", name="uq_epoch_grants_office_id_epoch_member_id"
        ),
        schema=casework,
    )


def downgrade() -> None:
    portal, casework = in_schema("portal"), in_schema("casework")
    for table in ("epoch_grants", "epochs", "sessions", "members"):
        op.drop_table(table, schema=casework)
    for table in ("messages", "mailboxes", "reports", "offices", "site"):
        op.drop_table(table, schema=portal)
    if portal:
        for schema in reversed(SCHEMAS):
            op.execute(f"drop schema {schema}")
