"""Offices before their keys; second factors, invitations, rosters; cases; audit; notices."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
VIEWS = {
    "files_taken": "select office_id, deliver_on from {}reports where channel = 'file'",
    "claimed_uploads": "select office_id, begun_on, stored from {}attachments"
    " where (report_id is not null or message_id is not null)",
    "part_names": "select id from {}attachment_parts",
}
"""What may be counted or looked up without the rows behind it (docs/decisions/0016)."""
ADMINISTERED = (
    "select distinct office_id as id from {}members where proof_hash <> '' and left_at is null"
    """ and cast(roles as varchar) like '%"administrator"%'"""
)
"""Offices that have their own administrator, without the members' rows being readable."""
TABLES = (
    "signed_heads",
    "audit_heads",
    "audit_entries",
    "drafts",
    "declarations",
    "recusals",
    "case_grants",
    "cases",
    "rosters",
    "sign_in_failures",
    "enrolments",
    "pending_sign_ins",
    "invitations",
    "recovery_codes",
    "passkeys",
)


def in_schema(name: str) -> str | None:
    """The schema on PostgreSQL; none on SQLite."""
    return name if op.get_bind().dialect.name == "postgresql" else None


def office_reference() -> sa.Column:
    portal = in_schema("portal")
    target = f"{portal}.offices.id" if portal else "offices.id"
    return sa.Column("office_id", sa.Uuid, sa.ForeignKey(target), primary_key=True)


def upgrade() -> None:
    _change_offices()
    _change_members()
    for table in ("reports", "messages"):
        op.add_column(table, sa.Column("sha256", sa.LargeBinary(32)), schema=in_schema("portal"))
    _create_portal()
    _create_second_factors()
    _create_cases()
    _create_audit()
    for name, query in VIEWS.items():
        op.execute(f"create view {_prefix()}{name} as {query.format(_prefix())}")
    casework = _prefix("casework")
    op.execute(f"create view {casework}administered_offices as {ADMINISTERED.format(casework)}")


def _prefix(schema: str = "portal") -> str:
    return f"{schema}." if in_schema(schema) else ""


def _change_offices() -> None:
    portal = in_schema("portal")
    published = sa.Column("published", sa.Boolean, nullable=False, server_default=sa.true())
    op.add_column("offices", published, schema=portal)
    below = "ix_offices_authority_id_slug"
    op.create_index(below, "offices", ["authority_id", "slug"], schema=portal)


def _change_members() -> None:
    casework = in_schema("casework")
    for column in (
        sa.Column("rostered_at", MOMENT),
        sa.Column("left_at", MOMENT),
        sa.Column("totp_secret", sa.LargeBinary(20)),
        sa.Column("totp_step", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("members", column, schema=casework)
    members = sa.table(
        "members", sa.column("rostered_at"), sa.column("created_at"), schema=casework
    )
    op.execute(sa.update(members).values(rostered_at=members.c.created_at))
    client = sa.Column("client", sa.String(80), nullable=False, server_default="")
    op.add_column("sessions", client, schema=casework)


def _create_portal() -> None:
    portal = in_schema("portal")
    op.create_table(
        "earlier_statements",
        office_reference(),
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("charter", sa.JSON, nullable=False),
        sa.Column("statement", sa.JSON, nullable=False),
        schema=portal,
    )
    op.create_table(
        "notices",
        office_reference(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date),
        schema=portal,
    )


def _table(name: str, *columns: sa.Column | sa.Constraint) -> None:
    op.create_table(name, office_reference(), *columns, schema=in_schema("casework"))


def _member() -> sa.Column:
    return sa.Column("member_id", sa.Uuid, nullable=False)


def _id() -> sa.Column:
    return sa.Column("id", sa.Uuid, primary_key=True)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    name = f"ix_{table}_{'_'.join(columns)}"
    op.create_index(name, table, list(columns), schema=in_schema("casework"))


def _create_second_factors() -> None:
    _table(
        "passkeys",
        _id(),
        _member(),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        _unique("passkeys", "office_id", "credential_id"),
    )
    _table(
        "recovery_codes",
        _id(),
        _member(),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("used_at", MOMENT),
    )
    _table(
        "invitations",
        _id(),
        _member(),
        sa.Column("token_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _unique("invitations", "token_digest"),
    )
    _table(
        "pending_sign_ins",
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        _member(),
        sa.Column("challenge", sa.LargeBinary(32), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    _table(
        "enrolments",
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        _member(),
        sa.Column("challenge", sa.LargeBinary(32), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(20), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        schema=in_schema("casework"),
    )
    _index("sign_in_failures", "last_at")
    _table(
        "rosters",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement", sa.JSON, nullable=False),
    )


def _create_cases() -> None:
    _table(
        "cases",
        _id(),
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("recovery", sa.LargeBinary, nullable=False),
        sa.Column("rekey_due", sa.Boolean, nullable=False),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.Column("registered_by", sa.Uuid, nullable=False),
        _unique("cases", "office_id", "report_id"),
    )
    _table(
        "case_grants",
        _id(),
        sa.Column("case_id", sa.Uuid, nullable=False),
        _member(),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("granted_by", sa.Uuid, nullable=False),
        _unique("case_grants", "office_id", "case_id", "member_id"),
    )
    _table(
        "recusals",
        _id(),
        sa.Column("case_id", sa.Uuid, nullable=False),
        _member(),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("recused_at", MOMENT, nullable=False),
        sa.Column("recused_by", sa.Uuid, nullable=False),
        _unique("recusals", "office_id", "case_id", "member_id"),
    )
    _table(
        "declarations",
        sa.Column("member_id", sa.Uuid, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
    )
    _table(
        "drafts",
        _id(),
        _member(),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        _unique("drafts", "office_id", "member_id", "subject"),
    )
    _index("cases", "office_id", "registered_at", "id")
    _index("case_grants", "office_id", "member_id", "case_id")


def _create_audit() -> None:
    _table(
        "audit_entries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("member", sa.String(41), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )
    _index("audit_entries", "office_id", "subject")
    _table(
        "audit_heads",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )
    _table(
        "signed_heads",
        _id(),
        _member(),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("statement", sa.JSON, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
    )
    _index("signed_heads", "office_id", "member_id", "seq")


def downgrade() -> None:
    portal, casework = in_schema("portal"), in_schema("casework")
    op.execute(f"drop view {_prefix('casework')}administered_offices")
    for view in VIEWS:
        op.execute(f"drop view {_prefix()}{view}")
    for table in TABLES:
        op.drop_table(table, schema=casework)
    for table in ("notices", "earlier_statements"):
        op.drop_table(table, schema=portal)
    op.drop_column("sessions", "client", schema=casework)
    for column in ("totp_step", "totp_secret", "left_at", "rostered_at"):
        op.drop_column("members", column, schema=casework)
    op.drop_index("ix_offices_authority_id_slug", "offices", schema=portal)
    op.drop_column("offices", "published", schema=portal)
    for table in ("messages", "reports"):
        op.drop_column(table, "sha256", schema=portal)
