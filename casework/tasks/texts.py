"""The words that the scripts about questions to other departments say."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
TASKS_OF_CASE: dict[str, LazyString] = {
    "task_to": _("问%(name)s，%(date)s前答复"),
    "task_waits": _("还没有答复。"),
    "task_says": _("%(name)s %(date)s签名答复："),
    "task_forged": _(
        "送来的答复证明不了是这位签的，没有显示，可能有人在服务器上动过。请打电话问本人，再告诉系统管理员。"
    ),
    "task_gone": _("服务器上没有这个问题了，对方可能看不到。请打电话问本人，再告诉系统管理员。"),
    "task_note": _("写进案件：协办的答复"),
    "task_take_back": _("撤回这个问题"),
    "nobody_to_ask": _("还没有能问的协办人员。请负责人在“成员”里邀请，角色选“协办”。"),
    "helper_accused": _("没有送出：研判里写着，这位就是被反映的人。请另选一位。"),
    "report_copied": _(
        "没有送出：问题里有一段和来件一字不差，对方可能猜出是谁写的。请用自己的话重新写。"
    ),
}
"""What the page of a case says of them."""
TASKS: dict[str, LazyString] = {
    "no_roster": _("成员名册过期了，或者不是本单位的，证明不了是谁问的。请负责人续签名册。"),
    "task_from": _("%(name)s %(date)s问，请在%(due)s前答复"),
    "task_number": _("文号：%(n)s"),
    "task_overdue": _("过期了"),
    "task_unreadable": _(
        "这个问题打不开：是用您以前的钥匙封的。请告诉提问的人或负责人，让他们再问一次。"
    ),
    "task_forged": _(
        "证明不了这个问题是同事签的，没有显示，可能有人在服务器上动过。请别答复，打电话告诉负责人。"
    ),
    "task_answer": _("您的答复"),
    "task_send": _("签名、加密，送出"),
    "task_empty": _("请写答复"),
    "task_answered": _("%(date)s已答复："),
    "task_answer_lost": _("%(date)s已答复。您的底稿打不开了（换过钥匙），案件里收到的不受影响。"),
    "task_sent": _("已签名、加密，送回提问的人。"),
    "task_not_sent": _("没有送出：证明不了这个问题是同事签的。请打电话告诉负责人。"),
    "task_too_long": _("写得太长了，请写短一些。"),
}
"""What the page of who is asked says."""
