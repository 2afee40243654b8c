"""The words of the evidence list (static/js/components/evidence), for every page that has one."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext

EVIDENCE: dict[str, LazyString] = {
    "evidence_limits": _("一次选一个，最多 %(most)s 个，每个不超过 %(mib)s MB。"),
    "evidence_photo": _("照片 %(n)s"),
    "evidence_recording": _("录音录像 %(n)s"),
    "evidence_file": _("文件 %(n)s"),
    "evidence_cleaning": _("正在检查并去掉附带信息……"),
    "evidence_queued": _("等前一个传完就传"),
    "evidence_sending": _("正在加密上传，%(percent)s"),
    "evidence_offline": _("网络断了，连上会自动接着传，已传 %(percent)s"),
    "evidence_busy": _("网站正忙，过一会自动接着传，已传 %(percent)s"),
    "evidence_done_removed": _("已上传，拍摄时间、地点、作者等附带信息已去掉"),
    "evidence_done_none": _("已上传，里面没有附带信息"),
    "evidence_done_kept": _("已上传，附带信息没有去掉"),
    "evidence_may_recording": _(
        "录音录像里可能记着拍摄的时间、地点和手机型号，这里去不掉。单位看得到。要照样上传吗？"
    ),
    "evidence_may_heic": _(
        "这种照片里可能记着拍摄的时间、地点和手机型号，这里去不掉。"
        "可以移除它，截一张图再选；也可以照样上传，单位看得到。"
    ),
    "evidence_may_picture": _(
        "这张照片的附带信息（拍摄时间、地点）没能去掉。可以移除它，截一张图再选；"
        "也可以照样上传，单位看得到。"
    ),
    "evidence_may_document": _(
        "这个文件的附带信息没能去掉，可能还有作者、单位和修改时间。"
        "可以移除它，拍照或截图再选；也可以照样上传，单位看得到。"
    ),
    "evidence_may_other": _(
        "这种文件里有没有附带信息（作者、时间、地点），这里看不出来。要照样上传吗？"
    ),
    "evidence_too_large": _(
        "“%(name)s”太大了（%(size)s），最多 %(mib)s MB。可以分成几段、压缩后再选，"
        "或把U盘投进信箱、交给办公室。"
    ),
    "evidence_too_many": _("最多放 %(most)s 个。其余的可以送出以后，凭查询码再补。"),
    "evidence_empty": _("“%(name)s”是空的，请重新选。"),
    "evidence_unknown_limits": _("网络不通，还不能选文件。连上网再点一次。"),
    "evidence_failed_offline": _("没有传完：网络不通。连上网点“重试”，从断的地方接着传。"),
    "evidence_failed_full": _("没有传完：网站暂时放不下了。过一会点“重试”；急的话先送文字。"),
    "evidence_failed_large": _("传不了：太大了。请分成几段或压缩后再选，或把U盘交给办公室。"),
    "evidence_failed_unreadable": _("读不出这个文件，可能已移动或删除。请移除后重新选。"),
    "evidence_failed_unready": _("加密的部件没有打开。请连好网点“重试”，还不行就换个浏览器。"),
    "evidence_failed_fault": _("没有传完：网站出了错。请点“重试”；还不行，先送文字。"),
    "evidence_cancel": _("取消"),
    "evidence_remove": _("移除"),
    "evidence_retry": _("重试"),
    "evidence_keep": _("照样上传"),
    "evidence_progress": _("%(name)s的上传进度"),
    "evidence_added": _("已选%(name)s"),
    "evidence_removed": _("已移除%(name)s"),
    "evidence_unfinished": _("“%(name)s”还没有传好。请等它传完、重试，或移除它。"),
    "evidence_undecided": _("“%(name)s”要不要照样上传，请先选一下。"),
}
