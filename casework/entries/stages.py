"""The way of a case (domain.md §0) as one table: every kind of entry, and what follows from it.

Whoever adds a step adds a row to KINDS. Nothing else decides which entry may be written when:
`rules.py` reads this table, the server refuses by it, and the page asks the server for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.entries.facts import Fact, code, codes, count, day, flag, maybe, name, names, ref

STAGES = (
    "assessment",
    "disposal",
    "verification",
    "result",
    "handling",
    "feedback",
    "follow_up",
    "archived",
)
"""研判, 线索处置审批, 核实, 结果审批, 处理, 反馈, 整改·警示教育, 归档. Registration comes before;
办结 is the moment that leads to 反馈."""
BESIDES = ("held", "merged", "passed_up", "deleted")
"""暂存待查, 并案, 上报上级, 销毁: of these only the first has a way back here."""
WORKED = (*STAGES[:5], "held")
"""Stages before the conclusion."""
OPEN = (*WORKED, "feedback", "follow_up")
"""Stages in which somebody still has something to do."""
OPEN_OR_MERGED = (*OPEN, "merged")
"""Stages in which what was begun with others can still come to its end."""

EVERYBODY = ("registrar", "investigator", "leader", "secretary")
KEYHOLDERS = ("registrar", "leader")
DECIDERS = ("leader", "secretary")
WAYS = ("talk", "verify", "hold", "close", "transfer")
"""谈话函询, 初步核实, 暂存待查, 予以了结; 移送."""
PROPOSALS = ("handle", "close", "hold", "transfer")
STATES = ("deciding", "accepted", "supplement", "held", "transferred", "not_ours", "concluded")
"""What a reporter is told, as their page knows it."""
FINAL = ("transferred", "not_ours", "concluded")
FIRST_WORDS = ("reply", "first_reply")
"""What is owed to a reporter first: whether it is accepted, and any word at all."""
WORDS_ONLY = "words"
"""An answer that says nothing of how the case stands."""
BEFORE = ("accepted", "supplement", "transferred")
TELLS: Mapping[str, tuple[str, ...]] = {
    "assessment": ("deciding", *BEFORE),
    "disposal": ("deciding", *BEFORE),
    "verification": BEFORE,
    "result": BEFORE,
    "handling": BEFORE,
    "held": ("supplement", "held", "transferred"),
    "merged": (*BEFORE, "concluded"),
    "feedback": ("supplement", *FINAL),
    "follow_up": ("supplement", *FINAL),
    "archived": ("supplement", *FINAL),
}
"""Which states may be told in which stage, if they are true (telling.py)."""
OUTSIDE = ("in_person", "telephone", "post", "no_contact")
"""How somebody without a mailbox is told whether it is accepted; or that nobody can tell them."""
OWED = ("transfer", "rectification", "education", "company_report", "report_up")
"""What an outcome may leave to be done; the outcome itself is sealed."""
DELETABLE = ("over", "test", "unlawful")
"""Why a case is deleted (销毁): its time is over; it was a try; what it says must not be kept."""
OWN_ROUTES = ("split", "result_sent", "task", "passed_up")
"""What is written together with something else, by a route of its own."""
EXCUSABLE = ("rectification", "education", "company_report", "report_up", "transfer_result")


@dataclass(frozen=True)
class Kind:
    """One kind of entry.

    stages: in which it may be written. facts: what the server is told, each with its check.
    writers: roles. asks: it waits for another member's decision, and takes effect by it. signed: it
    takes effect once the whole team has signed. needs: rows of needs.NEEDS. to: the stage
    afterwards; by: or the stage by a fact's value; concludes: it is 办结, and an answer is due.
    begins, meets: deadlines (casework/deadlines).
    """

    stages: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    writers: tuple[str, ...] = EVERYBODY
    asks: bool = False
    signed: bool = False
    needs: tuple[str, ...] = ()
    to: str = ""
    by: tuple[str, Mapping[str, str]] | None = None
    concludes: bool = False
    begins: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()

    def leads_to(self, facts: Mapping[str, object]) -> str:
        """The stage after an entry with these facts; empty where it stays."""
        if self.by is None:
            return "feedback" if self.concludes else self.to
        fact, stages = self.by
        return stages.get(str(facts[fact]), "")

    def is_conclusion(self, facts: Mapping[str, object]) -> bool:
        """Whether an entry with these facts is the decision that ends the work (办结)."""
        return self.leads_to(facts) == "feedback"


KINDS: Mapping[str, Kind] = {
    # At any time
    "note": Kind((*OPEN, "archived")),
    "instruction": Kind(OPEN, {"on": day}),
    "supervision": Kind(OPEN, {"due_on": day}, begins=("supervision",)),
    "supervision_answered": Kind(OPEN_OR_MERGED, {"on": ref}, meets=("supervision",)),
    "report_up": Kind(OPEN, {"sent_on": day}, meets=("pass_up",)),
    "evidence": Kind(OPEN, {"items": count(1)}),
    "company": Kind(OPEN),
    "handler": Kind(
        OPEN, {"member": maybe(name), "to_unit": maybe(code())}, KEYHOLDERS, needs=("somebody",)
    ),
    "extension": Kind(OPEN, {"deadline": code(), "until": day}, asks=True),
    "answer_draft": Kind((*OPEN, "merged", "archived"), needs=("mailbox",)),
    "draft_returned": Kind(
        (*OPEN, "merged", "archived"), {"on": ref}, KEYHOLDERS, needs=("waiting_draft",)
    ),
    "told": Kind(
        (*OPEN, "merged", "archived"),
        {"state": code(*STATES, WORDS_ONLY)},
        KEYHOLDERS,
        needs=("letter", "sayable"),
    ),
    "told_outside": Kind(
        OPEN,
        {"on": day, "how": code(*OUTSIDE)},
        needs=("no_contact",),
        meets=FIRST_WORDS,
    ),
    "withdrawal": Kind((*OPEN, "archived", "merged"), {"on": ref}, needs=("own_request",)),
    "decision": Kind(
        (*OPEN, "archived", "merged"),
        {"on": ref, "verdict": code("approved", "returned")},
        DECIDERS,
        needs=("request", "other_eyes", "still_fits"),
    ),
    "signature": Kind(OPEN, {"on": ref}, needs=("signable", "still_fits")),
    # 协办, 移送
    "task": Kind(OPEN, {"member": name, "due_on": day}, begins=("task",)),
    "task_answered": Kind(OPEN_OR_MERGED, {"on": ref}, needs=("open_task",), meets=("task",)),
    "task_withdrawn": Kind(
        OPEN_OR_MERGED, {"on": ref}, needs=("open_task", "own_task"), meets=("task",)
    ),
    "transfer": Kind(OPEN, {"destination": code(), "due_on": day}, asks=True, needs=("assessed",)),
    "transfer_sent": Kind(OPEN, {"on": ref, "sent_on": day}, needs=("approved_transfer",)),
    "transfer_received": Kind(
        OPEN_OR_MERGED,
        {"on": ref, "received_on": day},
        needs=("sent_transfer",),
        meets=("transfer_receipt",),
    ),
    "transfer_reminder": Kind(OPEN_OR_MERGED, {"on": ref}, needs=("sent_transfer",)),
    "transfer_result": Kind(
        OPEN_OR_MERGED,
        {"on": ref, "answered_on": day},
        needs=("sent_transfer",),
        meets=("transfer_receipt", "transfer_result"),
    ),
    "result_sent": Kind((*OPEN, "archived"), {"sent_on": day}, KEYHOLDERS, needs=("handed_here",)),
    # 研判
    "preservation": Kind(("assessment",), {"tasks": count()}),
    "assessment": Kind(
        ("assessment",),
        {"category": code(), "level": code("own", "above"), "repeat": flag, "urgent": codes()},
    ),
    "lead": Kind(
        ("assessment",),
        needs=("preserved", "assessed", "own_level"),
        to="disposal",
        begins=("disposal",),
    ),
    "not_ours": Kind(
        ("assessment",), {"door": code()}, asks=True, needs=("assessed",), concludes=True
    ),
    "merge": Kind(
        ("assessment", "disposal"),
        {"into": ref},
        needs=("other_case", "nothing_asked"),
        to="merged",
    ),
    "split": Kind(("assessment", "disposal"), {"into": ref}, KEYHOLDERS),
    "pass_up": Kind(
        ("assessment",),
        asks=True,
        needs=("assessed", "above_level", "superior", "undivided", "first_hand"),
    ),
    "passed_up": Kind(
        ("assessment",),
        {"on": ref},
        KEYHOLDERS,
        needs=("approved_pass_up", "above_level", "undivided", "first_hand"),
        to="passed_up",
        meets=("pass_up",),
    ),
    # 线索处置审批
    "study": Kind(("disposal",), {"held_on": day, "attendees": count(2)}),
    "sheet": Kind(
        ("disposal",),
        {"way": code(*WAYS), "team": names(), "outside": count(), "until": day, "paper": flag},
        asks=True,
        needs=("studied", "team"),
        by=(
            "way",
            {
                "talk": "verification",
                "verify": "verification",
                "hold": "held",
                "close": "feedback",
                "transfer": "handling",
            },
        ),
        meets=("disposal",),
    ),
    # 暂存待查
    "review": Kind(
        ("held",),
        {"next": code("hold", "resume")},
        by=("next", {"resume": "disposal"}),
        meets=("review",),
    ),
    # 核实
    "team": Kind(
        ("verification",),
        {"way": code("talk", "verify"), "team": names(1), "outside": count()},
        asks=True,
        needs=("team",),
    ),
    "talk": Kind(
        ("verification", "handling"),
        {"talkers": names(), "outside": count()},
        needs=("two_talkers",),
    ),
    "inquiry": Kind(("verification",), {"sent_on": day}, begins=("inquiry",)),
    "inquiry_answered": Kind(
        ("verification",),
        {"on": ref, "answered_on": day},
        needs=("inquired",),
        meets=("inquiry",),
    ),
    "findings": Kind(("verification",), {"allegations": count(1)}),
    "report": Kind(
        ("verification",),
        signed=True,
        needs=("worked", "found", "of_the_team"),
        to="result",
        meets=("verification", "talk"),
    ),
    # 结果审批
    "back_to_work": Kind(("result",), to="verification", begins=("verification",)),
    "opinion": Kind(
        ("result",),
        {"proposal": code(*PROPOSALS)},
        asks=True,
        by=(
            "proposal",
            {"handle": "handling", "close": "feedback", "hold": "held", "transfer": "handling"},
        ),
    ),
    # 处理
    "filing": Kind(("handling",), asks=True),
    "facts_checked": Kind(("handling",), needs=("filed",)),
    "defence": Kind(("handling",), needs=("filed",)),
    "trial": Kind(("handling",), needs=("filed", "heard", "tries_apart")),
    "sanction": Kind(("handling",), asks=True, needs=("tried",)),
    "filing_closed": Kind(("handling",), asks=True, needs=("filed", "tried")),
    "service": Kind(("handling",), {"served_on": day}, needs=("sanctioned",)),
    "execution": Kind(("handling",), {"executed_on": day}, needs=("served",)),
    "appeal": Kind(("handling", "feedback", "follow_up"), {"received_on": day}),
    "appeal_decided": Kind(("handling", "feedback", "follow_up"), {"on": ref}, asks=True),
    "outcome": Kind(("handling",), {"persons": count(), "owes": codes(*OWED)}, asks=True),
    "measure": Kind(("handling", "feedback", "follow_up")),
    "conclusion": Kind(
        ("handling",),
        needs=("decided", "handed_on", "filing_done", "tasks_done", "nothing_asked"),
        concludes=True,
    ),
    # 反馈
    "answered": Kind(
        ("feedback", "merged"),
        {"state": code(*FINAL)},
        KEYHOLDERS,
        needs=("letter_since", "sayable"),
        to="follow_up",
        meets=(*FIRST_WORDS, "answer"),
    ),
    "told_in_person": Kind(
        ("feedback", "merged"),
        {"on": day, "tellers": names(1), "outside": count()},
        needs=("two_tellers",),
        to="follow_up",
        meets=(*FIRST_WORDS, "answer"),
    ),
    "no_answer": Kind(
        ("feedback", "merged"),
        {"reason": code("no_contact", "mailbox_deleted", "with_other_case")},
        needs=("excuse",),
        to="follow_up",
        meets=(*FIRST_WORDS, "answer"),
    ),
    "objection": Kind(("feedback", "follow_up", "archived", "merged"), begins=("objection",)),
    "objection_explained": Kind((*OPEN_OR_MERGED, "archived"), {"on": ref}, meets=("objection",)),
    "recheck": Kind(
        ("feedback", "follow_up", "archived"),
        {"result": code("stands", "reopen")},
        needs=("other_checker",),
    ),
    "complaint_handed": Kind(("feedback", "follow_up"), {"sent_on": day}, needs=("complaint",)),
    # 整改·警示教育
    "rectification": Kind(("feedback", "follow_up"), {"due_on": day}, begins=("rectification",)),
    "rectified": Kind(("feedback", "follow_up"), {"on": ref}, meets=("rectification",)),
    "integrity_notice": Kind(("feedback", "follow_up"), {"due_on": day}, begins=("notice",)),
    "recommendation": Kind(("feedback", "follow_up"), {"due_on": day}, begins=("notice",)),
    "notice_answered": Kind(
        ("feedback", "follow_up", "archived"), {"on": ref, "answered_on": day}, meets=("notice",)
    ),
    "education": Kind(
        ("feedback", "follow_up"), {"held_on": day, "attendees": count()}, meets=("education",)
    ),
    "publication": Kind(("feedback", "follow_up"), {"published_on": day}),
    "company_report": Kind(("handling", "feedback", "follow_up"), {"sent_on": day}),
    "excused": Kind(
        ("feedback", "follow_up"),
        {"what": code(*EXCUSABLE)},
        DECIDERS,
        needs=("not_own_debt",),
    ),
    "retaliation_check": Kind(
        (*OPEN_OR_MERGED, "archived"), {"days": count(1)}, meets=("retaliation",)
    ),
    # 归档
    "contents": Kind(("follow_up",), {"main": count(1), "second": count()}),
    "archive": Kind(
        ("follow_up",),
        {"keep": code("permanent", "years_30", "years_10")},
        needs=(
            "concluded",
            "objections_done",
            "owed_done",
            "transfers_done",
            "tasks_done",
            "supervisions_done",
            "merged_done",
            "nothing_asked",
            "listed",
        ),
        to="archived",
    ),
    "deletion": Kind(
        ("archived", "merged"),
        {"reason": code(*DELETABLE)},
        asks=True,
        needs=("deletable", "nothing_asked"),
        to="deleted",
    ),
    "reopening": Kind(
        ("feedback", "follow_up", "archived", "held"),
        {"to": code("assessment", "disposal", "verification")},
        asks=True,
        needs=("reopenable",),
        by=(
            "to",
            {
                "assessment": "assessment",
                "disposal": "disposal",
                "verification": "verification",
            },
        ),
    ),
}
"""Every kind of entry, by its name."""
