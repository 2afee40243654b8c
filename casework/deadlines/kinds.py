"""Every deadline of a case as one table (domain.md 3.8 and §0): how much, of what, from when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.lists.limits import Limits

WORKING_DAYS, DAYS, MONTHS, GIVEN = "working_days", "days", "months", "given"
"""GIVEN: until the day that a letter or an entry names."""


@dataclass(frozen=True)
class Kind:
    """One kind of deadline.

    length: how much of the unit; a name is that of a limit which the office sets
    (casework/lists/limits.py). single: a case has one of them at a time; else there is one for each
    entry that begins it. fixed: a rule sets it, nobody extends it. soft: what we aim at; to miss it
    breaks no rule. may_name: the day may also be named where it is otherwise counted.
    """

    unit: str
    length: int | str = 0
    single: bool = True
    fixed: bool = False
    soft: bool = False
    may_name: bool = False

    def counts(self, limits: Limits) -> int:
        """The length as a number, by an office's limits."""
        return int(getattr(limits, self.length)) if isinstance(self.length, str) else self.length

    @property
    def is_given(self) -> bool:
        """Whether its day is always named, never counted."""
        return self.unit == GIVEN


KINDS: Mapping[str, Kind] = {
    # 受理告知, from receipt: 检举控告工作规则; the same is promised to everybody here.
    "reply": Kind(WORKING_DAYS, 15, fixed=True),
    # Directive (EU) 2019/1937 art. 9(1)(b); a target.
    "first_reply": Kind(DAYS, 7, fixed=True, soft=True),
    # 处置意见, from registration: 监督执纪工作规则 art. 21.
    "disposal": Kind(MONTHS, 1),
    # What belongs to the superior, from receipt: 检举控告工作规则 art. 15.
    "pass_up": Kind(WORKING_DAYS, 5, fixed=True),
    # 初步核实: no rule has one; the office's, or what the approval sheet says.
    "verification": Kind(DAYS, "verification_days", may_name=True),
    # 谈话函询, report after talk or answer: 监督执纪工作规则.
    "talk": Kind(MONTHS, 1, may_name=True),
    # 函询 answered by the person: the same.
    "inquiry": Kind(WORKING_DAYS, 15, single=False),
    # 反馈, from the conclusion (办结): 检举控告工作规则.
    "answer": Kind(WORKING_DAYS, 15, fixed=True),
    # An objection explained; no rule has a limit: as for the answer.
    "objection": Kind(WORKING_DAYS, 15, single=False),
    # 转办 received: 检举控告工作规则 art. 16.
    "transfer_receipt": Kind(WORKING_DAYS, 5, single=False, fixed=True),
    # 移送结果, 协办, 交办督办: by the letter.
    "transfer_result": Kind(GIVEN, single=False),
    "task": Kind(GIVEN, single=False),
    "supervision": Kind(GIVEN, single=False),
    # 廉情抄告单, 建议函 answered: by the letter.
    "notice": Kind(GIVEN, single=False),
    # 暂存待查, looked at again.
    "review": Kind(MONTHS, "review_months"),
    # 整改, 警示教育: the office's, or as agreed.
    "rectification": Kind(DAYS, "rectification_days", single=False, may_name=True),
    "education": Kind(DAYS, "education_days"),
    # Asking the reporter whether anybody took revenge (打击报复), after the answer.
    "retaliation_30": Kind(DAYS, 30, fixed=True),
    "retaliation_90": Kind(DAYS, 90, fixed=True),
    "retaliation_180": Kind(DAYS, 180, fixed=True),
}
"""Every kind of deadline, by its name."""
ONE_AFTER_THE_OTHER: Mapping[str, tuple[str, ...]] = {
    "retaliation": ("retaliation_30", "retaliation_90", "retaliation_180")
}
"""What begins together and is met one by one, under one name."""
