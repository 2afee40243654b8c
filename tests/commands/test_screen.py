"""A report shown on a terminal cannot command it."""

from __future__ import annotations

from io import BytesIO

from portal.commands.sealing import Screen

STRANGE = "标题\x1b]0;伪造\x07\x1b[2J\x1b]52;c;QQ==\x07\r第二行\n\t缩进\x7f\x85\u202e倒"


def shown(text: str, size: int) -> str:
    target = BytesIO()
    screen = Screen(target)
    data = text.encode()
    for start in range(0, len(data), size):
        screen.write(data[start : start + size])
    screen.flush()
    return target.getvalue().decode()


def test_control_characters_are_shown_and_not_obeyed() -> None:
    text = shown(STRANGE, 4096)
    assert not any(sign in text for sign in "\x1b\x07\r\x7f\x85\u202e")
    assert "标题\ufffd]0;伪造" in text
    assert "第二行\n\t缩进" in text


def test_a_character_cut_in_two_is_shown_whole() -> None:
    assert shown(STRANGE, 1) == shown(STRANGE, 4096)
