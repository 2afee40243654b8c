"""Earlier epochs: each statement names what vouched for the epoch before, by its digest.

Nobody can put an epoch of his own among them: the present statement holds on to all of them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from crypto.statements.signing import canonical
from crypto.statements.vouching import Vouched, vouch


def link(charter: Mapping[str, Any], statement: Mapping[str, Any]) -> str:
    """How the next epoch's statement names this one and its charter: SHA-256, hex."""
    return hashlib.sha256(canonical({"charter": charter, "statement": statement})).hexdigest()


def linked_epochs(
    office: Mapping[str, Any], earlier: Iterable[object], site: str
) -> dict[int, Vouched]:
    """What an office.json and the statements before it prove, by epoch.

    earlier: the list of an `earlier.json`. It goes back as far as each names the one before it; the
    rest proves nothing and is left out. Raises Unvouched if the present chain does not hold, on
    whatever day.
    """
    vouched = vouch(office, site, None)
    epochs = {vouched.epoch: vouched}
    by_epoch = {one["epoch"]: one for one in earlier if isinstance(one, Mapping) and "epoch" in one}
    while vouched.previous and (before := by_epoch.get(vouched.epoch - 1)) is not None:
        try:
            charter, statement = before["charter"], before["statement"]
            if link(charter, statement) != vouched.previous:
                break
            found = vouch({**office, "charter": charter, "statement": statement}, site, None)
        except (KeyError, TypeError, ValueError):
            break
        if found.epoch != vouched.epoch - 1:
            break
        vouched = epochs[found.epoch] = found
    return epochs
