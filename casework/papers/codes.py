"""The papers of a case by their codes, as an auditor reads them (static/js/papers/index.js)."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
PAPERS: dict[str, LazyString] = {
    "acceptance": _("受理告知书"),
    "lead": _("线索登记表"),
    "referral": _("转办单"),
    "recusal": _("回避申请（决定）表"),
    "disposal": _("线索处置审批表"),
    "inquiry": _("函询函"),
    "talk": _("谈话记录"),
    "plan": _("初步核实方案"),
    "evidence": _("调取证据清单"),
    "verification": _("初步核实报告"),
    "held": _("暂存复查表"),
    "result": _("核实结果审批表"),
    "closing": _("了结告知书"),
    "cooperation": _("协办函"),
    "transfer": _("问题线索移送函"),
    "filing": _("立案审批表"),
    "trial": _("审理报告"),
    "decision": _("处分决定书"),
    "service": _("送达回证"),
    "company-talk": _("企业约谈记录"),
    "company-report": _("企业信息上报表"),
    "reminder": _("诫勉（提醒）谈话记录"),
    "clearing": _("澄清正名书"),
    "answer": _("答复书"),
    "feedback": _("反馈记录表"),
    "integrity-notice": _("廉情抄告单"),
    "recommendation": _("纪检建议函"),
    "rectification": _("整改台账"),
    "education": _("警示教育记录"),
    "bulletin": _("案件通报"),
    "no-gifts": _("不收不送红包告知书"),
    "contents": _("卷宗目录"),
    "handover": _("案卷移交清单"),
}
FORMS = ("print", "docx", "xlsx")
"""How a paper leaves the desk: printed, or as a Word or Excel file."""
