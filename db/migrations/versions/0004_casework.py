"""Seats of more kinds, restricted tickets, and what handlers' work leaves beside a ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SEATS = "'handler', 'lead', 'coordinator', 'reports', 'threat_lab', 'sysadmin'"


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_constraint("role_known", type_="check")
        person.create_check_constraint("role_known", f"role IN ('reporter', {SEATS}, 'partner')")
        person.add_column(sa.Column("notices", sa.String(), nullable=False, server_default="each"))
        person.create_check_constraint("notices_known", "notices IN ('each', 'digest')")
    with op.batch_alter_table("address") as address:
        address.add_column(sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("ticket") as ticket:
        ticket.add_column(sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
        ticket.add_column(sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("nonce") as nonce:
        nonce.add_column(sa.Column("told", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE nonce SET told = seen")
    op.create_index("ix_nonce_person_id_issued_at", "nonce", ["person_id", "issued_at"], unique=False)
    in_order = ["status", "priority", "next_due_at", "opened_at", "handler_id", "restricted", "language", "id"]
    op.create_index("ix_ticket_in_order", "ticket", in_order, unique=False)
    op.create_index("ix_ticket_first_reply_at", "ticket", ["first_reply_at"], unique=False)
    op.create_index("ix_ticket_touched_at", "ticket", ["touched_at"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("needs IN ('author', 'second')", name="needs_known"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mark"),
    )
    op.create_index("ix_draft_ticket_id", "draft", ["ticket_id"], unique=False)
    op.create_index("ix_draft_person_id", "draft", ["person_id"], unique=False)
    op.create_table(
        "tie",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('related', 'merged', 'split', 'recurrence', 'part')", name="kind_known"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "other_id", "kind"),
    )
    op.create_index("ix_tie_other_id", "tie", ["other_id"], unique=False)
    op.create_table(
        "named",
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ticket_id", "person_id"),
    )
    op.create_index("ix_named_person_id", "named", ["person_id"], unique=False)
    op.create_table(
        "token",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mark", "ticket_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_token_ticket_id", "token", ["ticket_id"], unique=False)
    op.create_table(
        "gathered",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_gathered_person_id_at", "gathered", ["person_id", "at"], unique=False)
    op.create_index("ix_gathered_ticket_id", "gathered", ["ticket_id"], unique=False)


def downgrade() -> None:
    for table in ("gathered", "token", "named", "tie", "draft"):
        op.drop_table(table)
    op.drop_index("ix_nonce_person_id_issued_at", "nonce")
    with op.batch_alter_table("nonce") as nonce:
        nonce.drop_column("told")
    op.drop_index("ix_ticket_in_order", "ticket")
    op.drop_index("ix_ticket_first_reply_at", "ticket")
    op.drop_index("ix_ticket_touched_at", "ticket")
    with op.batch_alter_table("ticket") as ticket:
        ticket.drop_column("restricted")
        ticket.drop_column("snoozed_until")
    with op.batch_alter_table("address") as address:
        address.drop_column("chosen_at")
    with op.batch_alter_table("person") as person:
        person.drop_constraint("notices_known", type_="check")
        person.drop_column("notices")
        person.drop_constraint("role_known", type_="check")
        person.create_check_constraint(
            "role_known", "role IN ('reporter', 'handler', 'lead', 'coordinator', 'partner')"
        )
