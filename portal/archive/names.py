"""Names of our own for what lies in an archive: no stored path is ever followed."""

from __future__ import annotations

import re
import unicodedata

STEM = 60
ENDING = 11
"""Characters of a name and of its ending, the dot included, as the browser writes them."""
_NUMBER = re.compile(r"^[0-9]{2,5}-")


def own_name(number: int, stored: str) -> str:
    """A name for the number-th attachment: its number, then what is harmless of the stored name.

    Letters and digits of any script and `._() -` stay; path separators cut off all before them, and
    everything else, controls and marks of direction among it, becomes `_`. The number keeps names
    apart and makes none of them a device of Windows (`CON`, `NUL`), hidden, or an option.
    """
    base = re.split(r"[/\\]", stored)[-1]
    base = _NUMBER.sub("", unicodedata.normalize("NFC", base))
    fit = "".join(sign if _is_fit(sign) else "_" for sign in base)
    dot = fit.rfind(".")
    cut = dot if dot > 0 and len(fit) - dot <= ENDING else len(fit)
    name = (fit[:cut][:STEM] + fit[cut:]).strip(" .")
    return f"{number:02d}-{name or 'file'}"


def _is_fit(sign: str) -> bool:
    return sign in "._() -" or unicodedata.category(sign)[0] in "LN"
