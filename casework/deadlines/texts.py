"""The names of deadlines, and where one stands, in words."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
DEADLINES: dict[str, LazyString] = {
    "due_reply": _("告诉举报人是否受理"),
    "due_first_reply": _("先给举报人回个话"),
    "due_disposal": _("处置意见"),
    "due_pass_up": _("报上级"),
    "due_verification": _("核实"),
    "due_talk": _("谈话函询"),
    "due_inquiry": _("等函询答复"),
    "due_answer": _("答复举报人"),
    "due_objection": _("说明异议"),
    "due_transfer_receipt": _("接收转来的件"),
    "due_transfer_result": _("等移送的结果"),
    "due_task": _("协办"),
    "due_supervision": _("答复交办、督办"),
    "due_notice": _("等抄告、建议的答复"),
    "due_review": _("暂存复查"),
    "due_rectification": _("整改"),
    "due_education": _("警示教育"),
    "due_retaliation_30": _("30 天回访"),
    "due_retaliation_90": _("90 天回访"),
    "due_retaliation_180": _("180 天回访"),
    "due_left": _("还有 %(n)s 个工作日"),
    "due_now": _("今天到期"),
    "due_over": _("逾期 %(n)s 个工作日"),
    "due_provisional": _("暂定"),
    "due_soft": _("目标"),
}
"""A row of kinds.KINDS each, and what stands beside it."""
