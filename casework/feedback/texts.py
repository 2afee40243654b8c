"""What the page of a case says about drafts, objections, and follow-ups with the reporter."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
FEEDBACK: dict[str, LazyString] = {
    "proposed_draft": _("%(name)s在%(date)s起草的答复，等登记人员或负责人签名发出"),
    "proposed_door": _("不受理的答复，按该找的地方拟好了，可以改"),
    "colon": _("："),
    "letter_no": _("第 %(n)s 次补充"),
    "letter_on": _("第 %(n)s 次补充，%(on)s"),
    "objection_waits": _("举报人的第 %(n)s 次补充是异议，还没有记进案件"),
    "evidence_waits": _("办结以后，举报人第 %(n)s 次补充，还没有人复查"),
    "draft_waits": _("%(name)s起草了答复，等您看过、签名发出"),
    "ask_retaliation": _("写信问一问"),
    "complaint_waits": _("投诉还没有转给医患办：只写内容摘要，不交原件"),
    "objection_later": _("这是异议。现在这一步不记异议，请在核实里一起查。"),
    "recheck_by_other": _("办结以后补充的，要由没有参加核实的人来复查。"),
    "recheck_this": _("复查这份补充"),
    "record_objection": _("记进案件：举报人的异议"),
    "asked_by_letter": _("已写信去问有没有被报复。"),
    "objections_left": _(
        "举报人的异议还没有记进案件：%(letters)s。请先到“和举报人”里记下、作说明，再归档。一定要先归档的，写明理由，理由会留在案件里。"
    ),
    "no_letter_deleted": _("举报人删了信箱，不能写信去问。请写下怎么问的，或为什么问不了。"),
    "no_letter_none": _("举报人没有信箱，不能写信去问。请写下怎么问的，或为什么问不了。"),
    "no_letter_signer": _(
        "信要由登记人员或负责人签名发出。请他们来写，或写下当面、电话是怎么问的。"
    ),
    "no_letter_now": _("现在不能给举报人写信。请写下怎么问的，或为什么问不了。"),
}
