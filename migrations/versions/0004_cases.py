"""Stages, entries, deadlines, numbers, transfers and tasks of cases; lists; calendar years."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "index_files",
    "office_lists",
    "tasks",
    "transfers",
    "case_deadlines",
    "case_entries",
    "receipt_numbers",
    "number_counters",
)
CASE = ("stage", "category", "way", "lead_year", "lead_no", "handler_id", "split_from")
LISTED = [
    "office_id",
    "id",
    "stage",
    "category",
    "handler_id",
    "unit",
    "registered_at",
    "lead_year",
    "lead_no",
    "report_id",
    "split_from",
]
LETTERS = ["office_id", "mailbox_id", "direction", "sent_on"]
CASE_LATER = (
    "unit",
    "merged_into",
    "concluded_on",
    "review_on",
    "archived_at",
    "keep",
    "kept_until",
    "entries",
)


def in_schema(name: str) -> str | None:
    """The schema on PostgreSQL; none on SQLite."""
    return name if op.get_bind().dialect.name == "postgresql" else None


def upgrade() -> None:
    _change_cases()
    _index_letters()
    _create_numbers()
    _index_new_reports()
    _create_entries()
    _create_between_offices()
    _table(
        "office_lists",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.Uuid, nullable=False),
    )
    _table(
        "index_files",
        sa.Column("member_id", sa.Uuid, primary_key=True),
        sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "calendar_years",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("notice", sa.JSON, nullable=False),
        schema=in_schema("portal"),
    )


def _change_cases() -> None:
    casework = in_schema("casework")
    with op.batch_alter_table("cases", schema=casework) as cases:
        cases.add_column(
            sa.Column("stage", sa.String(20), nullable=False, server_default="assessment")
        )
        cases.add_column(sa.Column("category", sa.String(8), nullable=False, server_default=""))
        cases.add_column(sa.Column("way", sa.String(20), nullable=False, server_default=""))
        cases.add_column(sa.Column("lead_year", sa.Integer))
        cases.add_column(sa.Column("lead_no", sa.Integer))
        cases.add_column(sa.Column("handler_id", sa.Uuid))
        cases.add_column(sa.Column("unit", sa.String(8), nullable=False, server_default=""))
        cases.add_column(sa.Column("split_from", sa.Uuid))
        cases.add_column(sa.Column("merged_into", sa.Uuid))
        cases.add_column(sa.Column("concluded_on", sa.Date))
        cases.add_column(sa.Column("review_on", sa.Date))
        cases.add_column(sa.Column("archived_at", MOMENT))
        cases.add_column(sa.Column("keep", sa.String(10), nullable=False, server_default=""))
        cases.add_column(sa.Column("kept_until", sa.Date))
        cases.add_column(sa.Column("entries", sa.Integer, nullable=False, server_default="0"))
        cases.drop_constraint("uq_cases_office_id_report_id", type_="unique")
    only = sa.text("split_from is null")
    op.create_index(
        "ix_cases_office_id_report_id",
        "cases",
        ["office_id", "report_id"],
        unique=True,
        schema=casework,
        postgresql_where=only,
        sqlite_where=only,
    )
    op.create_index("ix_cases_office_id_stage", "cases", ["office_id", "stage"], schema=casework)
    op.create_index("ix_cases_listed", "cases", LISTED, schema=casework)


def _index_letters() -> None:
    portal = in_schema("portal")
    op.drop_index("ix_messages_office_id_mailbox_id", "messages", schema=portal)
    op.create_index("ix_messages_mailbox", "messages", LETTERS, schema=portal)


def _index_new_reports() -> None:
    op.create_index(
        "ix_reports_new",
        "reports",
        ["office_id", "deliver_on", "channel", "id", "sha256"],
        schema=in_schema("portal"),
        postgresql_where=sa.text("sha256 is null"),
        sqlite_where=sa.text("sha256 is null"),
    )


def _create_numbers() -> None:
    _table(
        "number_counters",
        sa.Column("series", sa.String(12), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    _table(
        "receipt_numbers",
        sa.Column("report_id", sa.Uuid, primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        _unique("receipt_numbers", "office_id", "year", "no"),
    )


def _create_entries() -> None:
    _table(
        "case_entries",
        _id(),
        _case(),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("author_id", sa.Uuid, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _unique("case_entries", "office_id", "case_id", "seq"),
    )
    _index("case_entries", "office_id", "state", "case_id")
    _table(
        "case_deadlines",
        _id(),
        _case(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("entry_id", sa.Uuid),
        sa.Column("begun_on", sa.Date, nullable=False),
        sa.Column("counted", sa.Integer),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("met_on", sa.Date),
    )
    _index("case_deadlines", "office_id", "case_id", "kind")
    _index("case_deadlines", "office_id", "met_on", "due_on")


def _create_between_offices() -> None:
    _table(
        "transfers",
        _id(),
        _case(),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("destination", sa.String(4), nullable=False),
        sa.Column("to_office_id", sa.Uuid),
        sa.Column("to_report_id", sa.Uuid),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("received_on", sa.Date),
        sa.Column("answered_on", sa.Date),
        sa.Column("reply", sa.LargeBinary),
    )
    _index("transfers", "office_id", "case_id")
    _table(
        "tasks",
        _id(),
        _case(),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("kept", sa.LargeBinary),
        sa.Column("answered_on", sa.Date),
    )
    _index("tasks", "office_id", "member_id")
    _index("tasks", "office_id", "case_id")


def _table(name: str, *columns: sa.Column | sa.Constraint) -> None:
    portal = in_schema("portal")
    target = f"{portal}.offices.id" if portal else "offices.id"
    office = sa.Column("office_id", sa.Uuid, sa.ForeignKey(target), primary_key=True)
    op.create_table(name, office, *columns, schema=in_schema("casework"))


def _id() -> sa.Column:
    return sa.Column("id", sa.Uuid, primary_key=True)


def _case() -> sa.Column:
    return sa.Column("case_id", sa.Uuid, nullable=False)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    name = f"ix_{table}_{'_'.join(columns)}"
    op.create_index(name, table, list(columns), schema=in_schema("casework"))


WITHOUT_POLICIES = """
do $$
declare
    one record;
begin
    for one in select * from pg_policies where schemaname in ('portal', 'casework') loop
        execute format('drop policy %I on %I.%I', one.policyname, one.schemaname, one.tablename);
    end loop;
end $$
"""
"""Some speak of tables that go. Until the roles are made anew they may do nothing."""


def downgrade() -> None:
    casework = in_schema("casework")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(WITHOUT_POLICIES)
    op.drop_index("ix_reports_new", "reports", schema=in_schema("portal"))
    op.drop_table("calendar_years", schema=in_schema("portal"))
    for table in TABLES:
        op.drop_table(table, schema=casework)
    cases = sa.table("cases", sa.column("split_from"), schema=casework)
    op.execute(sa.delete(cases).where(cases.c.split_from.is_not(None)))
    portal = in_schema("portal")
    op.drop_index("ix_messages_mailbox", "messages", schema=portal)
    op.create_index(
        "ix_messages_office_id_mailbox_id", "messages", ["office_id", "mailbox_id"], schema=portal
    )
    op.drop_index("ix_cases_listed", "cases", schema=casework)
    op.drop_index("ix_cases_office_id_stage", "cases", schema=casework)
    op.drop_index("ix_cases_office_id_report_id", "cases", schema=casework)
    with op.batch_alter_table("cases", schema=casework) as changed:
        for column in (*CASE, *CASE_LATER):
            changed.drop_column(column)
        changed.create_unique_constraint("uq_cases_office_id_report_id", ["office_id", "report_id"])
