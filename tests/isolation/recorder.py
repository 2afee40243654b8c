"""Every statement an area sends, read before it leaves: whose rows does it name?

A statement on a table of an office names the office in a condition that holds for every row: a
value, or the same column of a table that is bound already. What may do without is listed here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, has_app_context
from sqlalchemy import Engine, Table, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList, TextClause
from sqlalchemy.sql.expression import Delete, Insert, Select, Update
from sqlalchemy.sql.selectable import Alias, FromClause, Join

from portal.attachments.models import NOT_CLAIMED
from portal.database import VIEWS, Base

BY_WHAT_ITS_OWNER_KNOWS = {
    "mailboxes": "id",  # the digest of a token that only the receipt code gives
    "attachments": "id",  # a random id; the upload's secret or the mailbox's ticket is compared
    "sessions": "id",  # the digest of the cookie's token, before anybody is known
    "invitations": "token_digest",  # the digest of the link's token
    "transfers": "to_report_id",  # a random id, of a report of the office that it went to
}
OF_NOBODY_YET = ("attachments",)
"""Uploads that no report claims: counted for the whole site, and swept."""
OFFICES = "offices"


def tables() -> dict[str, Table]:
    """Every table and view that is divided between offices, by name."""
    both = (*Base.metadata.tables.values(), *VIEWS.tables.values())
    return {table.name: table for table in both if "office_id" in table.columns}


@contextmanager
def watched(engine: Engine) -> Iterator[None]:
    """Read what is sent to a database meanwhile. Fails at the end if something named no office."""
    unbound: list[str] = []

    def read(_c: object, _cursor: object, sent: str, _p: object, context: Any, _m: bool) -> None:
        if has_app_context() and context.compiled is not None:
            faults = unbound_tables(context.compiled, context.compiled_parameters)
            unbound.extend(f"{fault}: {' '.join(sent.split())}" for fault in faults)

    event.listen(engine, "before_cursor_execute", read)
    yield
    event.remove(engine, "before_cursor_execute", read)
    assert not unbound, "\n".join(dict.fromkeys(unbound))


def unbound_tables(compiled: Any, parameters: list[dict[str, Any]]) -> set[str]:
    """The tables of offices in a statement whose rows are not held to the acting office."""
    statement = getattr(compiled.compile_state, "statement", None)
    if statement is None:
        statement = compiled.statement
    values = {bind: parameters[0].get(name) for bind, name in compiled.bind_names.items()}
    if isinstance(statement, Insert):
        return _unbound_insert(statement, parameters)
    if isinstance(statement, Select | Update | Delete):
        return _unbound_in(statement, values, {}, set())
    return {name for one in _nested(statement) for name in _unbound_in(one, values, {}, set())}


def _unbound_insert(statement: Insert, parameters: list[dict[str, Any]]) -> set[str]:
    name = statement.table.name
    if name in tables() and not all(_acts(row.get("office_id")) for row in parameters):
        return {name}
    return set()


def _unbound_in(
    scope: Any, values: dict[Any, Any], outer: dict[str, str], bound_outside: set[str]
) -> set[str]:
    froms, conditions = _read(scope)
    of_offices = {alias for alias, table in froms.items() if table in tables()} - set(outer)
    bound = bound_outside | {alias for alias, table in froms.items() if table == OFFICES}
    pairs = [pair for one in conditions for pair in _equal(one)]
    for (alias, column), other in pairs:
        by_secret = BY_WHAT_ITS_OWNER_KNOWS.get(froms.get(alias, "")) == column
        if isinstance(other, BindParameter) and (
            by_secret or (column == "office_id" and _acts(values.get(other)))
        ):
            bound.add(alias)
    if any(isinstance(one, TextClause) and one.text == NOT_CLAIMED.text for one in conditions):
        bound |= {alias for alias, table in froms.items() if table in OF_NOBODY_YET}
    for _ in froms:  # what stands beside a bound table's column is bound as well
        for (alias, column), other in pairs:
            if column == "office_id" and isinstance(other, tuple) and other[0] in bound:
                bound.add(alias)
    unbound = {froms[alias] for alias in of_offices - bound}
    for inner in _nested(scope):
        unbound |= _unbound_in(inner, values, outer | froms, bound)
    return unbound


def _nested(element: Any) -> Iterator[Any]:
    for child in element.get_children():
        if isinstance(child, Select):
            yield child
        else:
            yield from _nested(child)


def _acts(value: Any) -> bool:
    """Whether a value is the office that acts, where it is known who does."""
    known = g.get("scope", {}).get("office")
    return isinstance(value, uuid.UUID) and (not known or uuid.UUID(known) == value)


def _read(scope: Any) -> tuple[dict[str, str], list[Any]]:
    """The tables of a statement by the name it gives them, and the conditions that always hold."""
    froms: dict[str, str] = {}
    conditions = list(_conjuncts(scope.whereclause))
    pending = list(scope.get_final_froms() if isinstance(scope, Select) else [scope.table])
    while pending:
        one: FromClause = pending.pop()
        if isinstance(one, Join):
            pending += [one.left, one.right]
            conditions += _conjuncts(one.onclause)
        elif isinstance(one, Table):
            froms[one.name] = one.name
        elif isinstance(one, Alias) and isinstance(one.element, Table):
            froms[one.name] = one.element.name
    return froms, conditions


def _conjuncts(clause: Any) -> Iterator[Any]:
    if isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        for part in clause.clauses:
            yield from _conjuncts(part)
    elif clause is not None:
        yield clause


def _equal(condition: Any) -> list[tuple[tuple[str, str], Any]]:
    """The columns in an equation, each with what it equals: a value, or another's column."""
    if not isinstance(condition, BinaryExpression) or condition.operator is not operators.eq:
        return []
    left, right = condition.left, condition.right
    both = (_column(left), _column(right) or right), (_column(right), _column(left) or left)
    return [(column, other) for column, other in both if column]


def _column(side: Any) -> tuple[str, str] | None:
    table = getattr(side, "table", None)
    return (table.name, side.name) if table is not None else None
