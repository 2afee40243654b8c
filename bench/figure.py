"""A measured figure and its budget."""

from __future__ import annotations

import operator
from dataclasses import dataclass

WITHIN = {"≤": operator.le, "≥": operator.ge}


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    number: from budgets.md (`B1`). bound: `≤` or `≥` with `budget`; none for a figure that is
    only told. compared: what the figure stands beside.
    """

    number: str
    name: str
    measured: float
    unit: str
    bound: str = ""
    budget: float = 0
    compared: str = ""

    @property
    def kept(self) -> bool:
        """Whether the figure is inside its budget."""
        return not self.bound or bool(WITHIN[self.bound](self.measured, self.budget))

    def row(self) -> str:
        """The figure as a line of the table."""
        budget = f"{self.bound} {self.budget:,.4g} {self.unit}" if self.bound else ""
        mark = " " if self.kept else "!"
        measured = f"{self.measured:,.4g} {self.unit}"
        return f"{mark}{self.number:4}{self.name:62}{measured:>14}  {budget:>12}  {self.compared}"
