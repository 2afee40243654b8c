"""The words of the pages about sending a case up."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
PASSED: dict[str, LazyString] = {
    "passed_from": _("报送单位"),
    "passed_on": _("报送日期"),
    "passed_reason": _("报上级的理由"),
}
"""What a report says that the office below sent up whole."""
PASSING: dict[str, LazyString] = {
    "passing_ready": _("同意报上级了。%(name)s在本系统里，可以直接加密送去："),
    "passing_whole": _(
        "送去的是举报原文、附件和举报人的来信，由%(name)s接着办。举报人凭原来的查询码找到的就是%(name)s。"
    ),
    "passing_gone": _(
        "送出后本单位不留：案卷里写的都清空，谁也打不开，给举报人的答复也撤下。只剩收字号和日期。"
    ),
    "passing_sure": _("我已核对：这件整个归上级管"),
    "passing_send": _("签名、加密，报上级"),
    "passing_tick": _("请先打勾，再报上级。"),
    "passing_without": _(
        "同意报上级了，但上级单位在本系统里收不了：请打电话报告，打印线索表当面送去，记一条“同步报上级”。"
    ),
    "passing_LettersUnread": _(
        "没有上报：举报人有一封信您打不开，送去就丢了。请另一位登记人员或负责人打开这件再报。"
    ),
    "passing_AccusedThere": _(
        "没有上报：研判里写着，被反映的人就在这个上级单位。请改报更上一级，用打印件。"
    ),
    "passing_NotApproved": _("没有上报：还没有别的成员同意。"),
    "passing_TooLong": _(
        "没有上报：来件太长，连同证明一次送不下。请打电话报告，打印线索表当面送去，记一条“同步报上级”。"
    ),
}
"""What the page of a case says of sending it up."""
PASSED_CASES: dict[str, LazyString] = {
    "passed_line": _("%(number)s · %(date)s报%(name)s"),
    "passed_waits": _("上级还没有登记"),
    "passed_taken": _("上级%(date)s登记"),
    "passed_total": _("已报上级 %(n)s 件，本单位只留收字号和日期"),
}
"""What the list of cases says of those that went up."""
