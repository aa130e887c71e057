"""What is promised and when the next step is due, pagers, roles told by mail, requests to platforms, and `stop`."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KINDS = "'answer', 'word', 'their_turn', 'role', 'vetting', 'check', 'reached', 'survey', 'closing', 'own', 'look'"


def upgrade() -> None:
    with op.batch_alter_table("address") as address:
        address.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("ticket") as ticket:
        ticket.add_column(sa.Column("stands_since", sa.DateTime(timezone=True), nullable=True))
        ticket.add_column(sa.Column("burst", sa.String(), nullable=False, server_default=""))
    _index_some("ix_ticket_burst", "ticket", ["burst"], "burst != ''")
    op.create_table(
        "promise",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name="kind_known"),
        sa.CheckConstraint("state IN ('running', 'kept', 'late', 'dropped')", name="state_known"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_promise_ticket_id", "promise", ["ticket_id"], unique=False)
    due = ["step_at", "id", "ticket_id", "kind", "about", "step", "due_at"]
    _index_some("ix_promise_step_at", "promise", due, "step_at IS NOT NULL")
    running = ["ticket_id", "kind", "about"]
    _index_some("ix_promise_running", "promise", running, "state = 'running'", unique=True)
    op.create_index("ix_promise_ended_at", "promise", ["ended_at", "kind", "state"], unique=False)
    op.create_table(
        "pager",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "calling",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("ix_calling_person_id", "calling", ["person_id"], unique=False)
    op.create_table(
        "platformcase",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_platformcase_ticket_id", "platformcase", ["ticket_id"], unique=False)
    op.create_index("ix_platformcase_sent_at", "platformcase", ["sent_at"], unique=False)
    op.create_table(
        "burst",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "knock",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_knock_mark_at", "knock", ["mark", "at"], unique=False)
    op.create_index("ix_knock_at", "knock", ["at"], unique=False)


def downgrade() -> None:
    for table in ("knock", "burst", "platformcase", "calling", "pager", "promise"):
        op.drop_table(table)
    op.drop_index("ix_ticket_burst", "ticket")
    with op.batch_alter_table("ticket") as ticket:
        ticket.drop_column("burst")
        ticket.drop_column("stands_since")
    with op.batch_alter_table("address") as address:
        address.drop_column("stopped_at")


def _index_some(name: str, table: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    """An index of a part of the rows, in both of the stores we know."""
    some = sa.text(condition)
    op.create_index(name, table, columns, unique=unique, sqlite_where=some, postgresql_where=some)
