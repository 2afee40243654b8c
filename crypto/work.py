"""The work that goes with a submission: a little of the sender's time for each one stored.

SHA-256(challenge ‖ id ‖ SHA-256(body) ‖ solution) must begin with `difficulty` zero bits. The
body is part of it, so a solution is good for one body only and cannot be reused.
"""

import hashlib

_SIZES = (32, 16, 32)


def solved(
    challenge: bytes, submission: bytes, body_digest: bytes, solution: bytes, difficulty: int
) -> bool:
    """Tell whether the solution (8 bytes) is one for this challenge, id (16 bytes) and body."""
    if tuple(map(len, (challenge, submission, body_digest))) != _SIZES or len(solution) != 8:
        return False
    digest = hashlib.sha256(challenge + submission + body_digest + solution).digest()
    return int.from_bytes(digest) >> 256 - difficulty == 0


def solve(challenge: bytes, submission: bytes, body_digest: bytes, difficulty: int) -> bytes:
    """Return the smallest solution. Takes about 2 ** difficulty hashes."""
    if tuple(map(len, (challenge, submission, body_digest))) != _SIZES:
        raise ValueError("a challenge has 32 bytes, an id 16 and a digest 32")
    prefix = hashlib.sha256(challenge + submission + body_digest)
    ceiling = 1 << 256 - difficulty
    number = 0
    while True:
        attempt = prefix.copy()
        solution = number.to_bytes(8)
        attempt.update(solution)
        if int.from_bytes(attempt.digest()) < ceiling:
            return solution
        number += 1
