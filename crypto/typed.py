"""What people type or paste: the spaces, hyphens and full-width forms a code may come with.

The sets are written out instead of left to a regular expression's \\s, because Python and
JavaScript disagree about it and both must read a code alike.
"""

import re
import unicodedata

_SPACES = "\t\n\v\f\r \u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_HYPHENS = "\\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d_"
_SEPARATORS = re.compile(f"[{_SPACES}{_HYPHENS}]+")


def words(text: str) -> list[str]:
    """Split typed text at spaces and hyphens, with full-width forms made plain (NFKC)."""
    return [word for word in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if word]
