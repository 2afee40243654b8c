"""What a page says of a file that it shows, or does not show."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
VIEWING: dict[str, LazyString] = {
    "close": _("收起"),
    "close_file": _("收起 %(name)s"),
    "larger": _("放大"),
    "smaller": _("缩小"),
    "turn": _("转 90 度"),
    "page_before": _("上一页"),
    "page_after": _("下一页"),
    "page_of": _("第 %(page)s 页，共 %(pages)s 页"),
    "drawing": _("正在画出来……一直不出来，请保存下来再看。"),
    "lies": _(
        "名字和内容对不上，这里不显示。可能是伪装的文件：不要在办公电脑上打开，先请系统管理员查。"
    ),
    "lies_shown": _("名字和内容对不上，下面按实际内容显示。保存后不要双击打开，先查毒。"),
    "only_saved": _(
        "这种文件这里不显示，只能保存。里面可能藏着会运行的东西：先查毒，打开时不要“启用宏”或“启用内容”。"
    ),
    "too_large": _("文件太大，这里不显示。请保存下来再看。"),
    "too_many_pixels": _(
        "图片尺寸太大或看不出有多大，这里不显示，免得拖垮电脑。请保存下来，先查毒再看。"
    ),
    "not_a_picture": _("图片坏了，显示不出来。可以保存下来，用别的程序试试。"),
    "not_played": _("这个浏览器放不了这段录音录像。请保存下来，用播放器打开。"),
    "not_drawn": _("这份 PDF 坏了，或这个浏览器画不出来。请保存下来，先查毒再打开。"),
    "page_not_drawn": _("这一页画不出来，其他页不受影响。要看这一页，请保存下来，先查毒再打开。"),
    "has_password": _("这份 PDF 有密码，这里打不开。请保存下来，先查毒，再用密码打开。"),
}
