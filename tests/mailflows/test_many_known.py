"""However many people are known, a letter costs the same: no question looks at all of them."""

import re
from typing import Any

from sqlalchemy import event

from tests.mailflows.flow import Flow
from tests.people import People

FEW = re.compile(r"FROM (calling|burst)\b")  # roles, and floods: a handful of rows however many people write


def test_no_question_about_one_letter_looks_at_everybody(flow: Flow, people: People) -> None:
    """What a letter asks, as SQLite would answer it in a store that it knows nothing else about."""
    plans: dict[str, list[str]] = {}

    def note(_link: Any, _cursor: Any, statement: str, given: Any, context: Any, _many: Any) -> None:
        if statement.startswith("SELECT") and statement not in plans:
            driver = context.root_connection.connection.driver_connection
            plans[statement] = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", given)]

    event.listen(flow.store.engine, "after_cursor_execute", note)
    for sealed in (True, False):
        flow.arrives(people.reporter, "help", signed_by=people.reporter if sealed else None, sealed=sealed)
    for left in flow.outbox():
        flow.leaves(left)
    assert len(plans) > 12
    slow = {
        statement: steps
        for statement, steps in plans.items()
        for step in steps
        if "outbound.state IN" not in statement  # the test's own question
        and not FEW.search(statement)
        and step != "SCAN anon_1"  # what another question found, and no more than was asked for
        and (step.startswith("SCAN") or ("ix_person_role (role=?)" in step and "person.role IN" not in statement))
    }
    assert not slow, slow
