"""Passphrases of members: made by us, typed by people, never sent.

Two pinyin syllables make a word, five words a passphrase: ASCII, because input methods are off
in password fields, and strong enough that a stolen database cannot be guessed offline.
"""

import hashlib
import math
import secrets
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw

from crypto import typed
from crypto.keys import derive as expand

_FINALS_OF = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao ei en eng i ian iang iao ie in ing iu ong u uan uo",
    "l": "a ai an ang ao e ei eng i ian iang iao ie in ing iu ong ou u uan un uo",
    "g": "ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "sh": "a ai an ang ao e en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = tuple(
    initial + final for initial, finals in _FINALS_OF.items() for final in finals.split()
)
"""Syllables that begin with a consonant, so that a word can be cut in one way only."""

WORDS = 5
BITS = math.log2(len(SYLLABLES)) * 2 * WORDS
"""Strength of a generated passphrase: 85 bits; 70 are asked for."""


class Derived(NamedTuple):
    """What a passphrase gives."""

    proof: bytes
    """32 bytes sent at sign-in; the server keeps a hash of it."""
    seed: bytes
    """32 bytes never sent: the age identity seed that opens the member's sealed secret."""


def new_passphrase() -> str:
    """Return five fresh words joined by hyphens, such as `qingfeng-mulan-…`."""
    words = (secrets.choice(SYLLABLES) + secrets.choice(SYLLABLES) for _ in range(WORDS))
    return "-".join(words)


def normalise(text: str) -> str:
    """Return a typed passphrase in its written form: lower case, words joined by hyphens."""
    return "-".join(typed.words(text)).lower()


def derive(passphrase: str, site: bytes, office: str, name: str) -> Derived:
    """Stretch a member's passphrase: Argon2id, 64 MiB, three passes.

    `site` is the site id (16 bytes), `office` its slug, `name` the login name: a passphrase used
    in two places gives unrelated keys. Each name ends with a zero byte, so that two different
    pairs never run together into the same salt.
    """
    place = b"qingfeng/member/1" + site + office.encode() + b"\0" + name.encode() + b"\0"
    root = hash_secret_raw(
        normalise(passphrase).encode(),
        hashlib.sha256(place).digest()[:16],
        time_cost=3,
        memory_cost=65536,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    return Derived(expand(root, "qingfeng/member/proof/1"), expand(root, "qingfeng/member/seed/1"))
