"""The limits that an office sets: how long its work may take, and the kind of its hospital."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

HOSPITALS = ("public", "private", "township")
"""公立医院, 民办医疗机构, 乡镇卫生院: which sanctions there are."""
RANGES: Mapping[str, tuple[int, int]] = {
    "verification_days": (15, 180),
    "extension_days": (0, 90),
    "review_months": (1, 12),
    "rectification_days": (7, 365),
    "education_days": (7, 365),
}
"""The least and the most of each; a rule sets none of them, so the edges are common sense."""


@dataclass(frozen=True)
class Limits:
    """An office's limits, as shipped until it sets others (domain.md 3.3, 3.8).

    verification_days: 初步核实. extension_days: how much longer at most, each time a counted limit
    is extended. review_months: 暂存待查. rectification_days, education_days: 整改, 警示教育.
    hospital: one of HOSPITALS.
    """

    verification_days: int = 60
    extension_days: int = 30
    review_months: int = 6
    rectification_days: int = 30
    education_days: int = 30
    hospital: str = "public"

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Self:
        """As a version of the list has them; what it does not have is as shipped."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: one for name, one in value.items() if name in known})
