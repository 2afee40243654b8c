"""The words that the scripts of intake say."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from casework.intake.channels import CHANNELS

_ = lazy_gettext
QUEUED: dict[str, LazyString] = {
    **{f"channel_{code}": name for code, name in CHANNELS.items()},
    "left": _("还有 %(n)s 个工作日答复"),
    "due_today": _("今天要答复"),
    "overdue": _("该答复的日子过了 %(n)s 个工作日"),
    "up_left": _("归上级管的，%(n)s 个工作日内上报"),
    "up_today": _("归上级管的，今天要上报"),
    "provisional": _("暂定"),
    "counted": _("%(name)s %(n)s"),
    "all_channels": _("全部 %(n)s"),
    "total_overdue": _("%(n)s 件该答复的日子过了"),
    "kind_none": _("这一页没有这一类"),
}
TAKEN: dict[str, LazyString] = {
    "taken_by": _("记录人"),
    "taken_on": _("%(name)s，%(date)s记下"),
    "task_from": _("交办单位"),
    "task_number": _("文号"),
    "task_due": _("交办期限"),
    "caller": _("反映人姓名"),
    "caller_phone": _("反映人电话"),
    "caller_address": _("反映人地址"),
}
TAKING: dict[str, LazyString] = {
    "no_channel": _("请选怎么来的"),
    "no_day": _("请填收到的日期，不晚于今天"),
    "no_caller": _("实名的，请填姓名"),
    "nothing_said": _("请写反映了什么"),
    "taking_too_long": _("写得太长了。请把长的材料扫描，作为附件添加。"),
    "no_statement": _("单位的收件证明过期了，或对不上，现在不能封存。请负责人续签，再来保存。"),
    "storing": _("正在封存……"),
    "uploading": _("附件还在上传，传完就保存……"),
}
