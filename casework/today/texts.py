"""The words that the scripts of Today and of the list of cases say."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
TODAY: dict[str, LazyString] = {
    "opening": _("解密中……"),
    "new_total": _("新收到 %(n)s"),
    "due_total": _("到期 · 逾期 %(overdue)s，快到 %(soon)s"),
    "decide_total": _("等我决定 %(n)s"),
    "letters_total": _("举报人有回复 %(n)s"),
    "drafts_total": _("等我签发的答复 %(n)s"),
    "tasks_total": _("协办有了答复 %(n)s"),
    "all_new": _("全部来件（%(n)s 件）"),
    "more_waiting": _("先显示最早的 %(n)s 件，批完再显示下面的。"),
    "wrote_on": _("%(date)s来信"),
    "asked_by": _("%(name)s · %(date)s"),
    "to_sign": _("等我签名"),
    "open_here": _("打开来批"),
    "open_here_of": _("打开来批：%(what)s"),
    "see_case": _("到案件里看（附件、全部经过）"),
    "asked_for": _("请批的"),
    "based_on": _("依据"),
    "undecided": _("先不批"),
    "verdict": _("怎么批"),
    "sign_it": _("签名"),
    "send_chosen": _("把选好的 %(n)s 件签名、发出"),
    "nothing_chosen": _("还没有选好的。每件打开看过，再选同意或退回。"),
    "sending": _("正在签名、发出第 %(n)s 件……"),
    "done_approved": _("已同意，写进了案件"),
    "done_returned": _("已退回，写进了案件"),
    "done_signed": _("已签名，写进了案件"),
    "not_done": _("没有办成：%(why)s 写好的意见还在，可以再发。"),
    "settled": _("有人已经批过，或撤回了，不用再批。"),
    "not_provable": _("这一件的签名对不上，不能在这里批。到案件里看怎么办。"),
    "some_done": _("办好 %(done)s 件，没有办成 %(failed)s 件。"),
}
LISTED: dict[str, LazyString] = {
    "opening": _("解密中……"),
    "cases_total": _("案件 %(n)s 件"),
    "cases_found": _("符合的 %(n)s 件"),
    "page": _("第 %(page)s 页，共 %(pages)s 页"),
    "objection": _("有异议"),
    "handler": _("承办：%(name)s"),
    "registered_on": _("%(date)s登记"),
    "rekey_due": _("等着换钥匙"),
    "view_none": _("我存的筛选……"),
    "view_kept": _("存好了：%(name)s"),
    "view_dropped": _("删掉了：%(name)s"),
    "view_unnamed": _("请给这个筛选起个名字"),
    "view_unchosen": _("请先选一个存过的筛选"),
    "views_full": _("最多存 20 个，请先删掉不用的。"),
}
