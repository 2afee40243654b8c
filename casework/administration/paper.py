"""Sheets (分片) as text to print: what `qingfeng trust split` writes, one file for each trustee."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casework.administration.secret_files import write_secret
from crypto import keys, shares
from portal.days import today

_COLUMNS = 3
_TEXT = """\
清风 · 单位钥匙分片 {number} / {count}          QINGFENG · RECOVERY SHEET {number} OF {count}

单位 Office                    {office}
单位核对码 Fingerprint         {fingerprint}
保管人 Kept by                 {trustee}
制作日期 Made on               {made_on}

这张纸是单位总钥匙的一片。{count} 张里凑齐任意 {threshold} 张，就能恢复单位的钥匙，打开全部来件和
案件；少一张也打不开。总钥匙没有存在任何电脑里。
This is one part of the office's trust secret. Any {threshold} of the {count} sheets together
recover the office's keys and open every report and case; one fewer opens nothing. The secret
itself is kept on no computer.

{words}

装进信封封好，写上日期，和证件放在一起锁好。不拍照，不复印，不输入任何电脑，只在恢复时交给单位
负责人。离任时当面移交。丢了马上告诉负责人。
Seal it in an envelope, date it, and lock it away. Take no photograph and make no copy; type it
only at a recovery, with the office's leader. Hand it over in person when you leave. Tell the
leader at once if it is lost.
"""


@dataclass(frozen=True)
class Paper:
    """Sheets to be written. office: its name; trustees: names, as many as there are sheets."""

    office: str
    trust: bytes
    threshold: int
    trustees: list[str]

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the root key that the secret makes."""
        return keys.fingerprint(keys.verify_key(keys.signing_half("trust", self.trust)))

    def write(self, folder: Path) -> list[Path]:
        """Write one file for each sheet, for its owner only, into a folder that is made if need be.

        Ends with one clear line if a file exists.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        count = len(self.trustees)
        sheets = shares.split(self.trust, self.threshold, count)
        paths = [folder / f"sheet-{number}-of-{count}.txt" for number in range(1, count + 1)]
        for number, (path, words) in enumerate(zip(paths, sheets, strict=True), 1):
            write_secret(path, self._text(number, words))
        return paths

    def _text(self, number: int, words: list[str]) -> str:
        return _TEXT.format(
            number=number,
            count=len(self.trustees),
            threshold=self.threshold,
            office=self.office,
            fingerprint=self.fingerprint,
            trustee=self.trustees[number - 1] or "_" * 20,
            made_on=today().isoformat(),
            words=_table(words),
        )


def _table(words: list[str]) -> str:
    """Numbered words in columns that are read downwards."""
    rows = -(-len(words) // _COLUMNS)
    cells = [f"{position:4}. {word:12}" for position, word in enumerate(words, 1)]
    return "\n".join("".join(cells[row::rows]).rstrip() for row in range(rows))
