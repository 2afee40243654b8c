"""Examples of an office.json: one that is vouched for, and one for each way it can be broken."""

from collections.abc import Callable, Iterator
from typing import Any

from crypto import keys, statements

Secret = Callable[[str], bytes]
Case = dict[str, Any]
TODAY = "2026-03-15"


class Chain:
    """An office with its root key, a leader and an epoch, from fixed secrets."""

    def __init__(self, site: str, secret: Secret) -> None:
        self.site = site
        self.root = keys.signing_half("trust", secret("trust"))
        self.leader = keys.signing_half("member", secret("member"))
        self.stranger = keys.signing_half("member", secret("stranger"))
        self.recovery = str(keys.reading_half("trust", secret("trust")).recipient)
        epoch = secret("epoch")
        self.fingerprint = keys.fingerprint(keys.verify_key(self.root))
        charter = {
            "site": site,
            "office": "demo",
            "leaders": [_hex(self.leader)],
            "recovery": statements.recovery_digest(self.recovery),
            "issued_on": "2026-01-01",
            "expires_on": "2027-01-31",
        }
        statement = {
            "site": site,
            "office": "demo",
            "name": "示范医院纪检监察室",
            "epoch": 3,
            "recipient": str(keys.reading_half("epoch", epoch).recipient),
            "answer_key": _hex(keys.signing_half("epoch", epoch)),
            "authority": "authority",
            "authority_fingerprint": "0000-1111-2222-3333-4444",
            "previous": "ab" * 32,
            "leader": _hex(self.leader),
            "issued_on": "2026-03-01",
            "expires_on": "2026-06-01",
        }
        self.office: dict[str, Any] = {
            "office": "demo",
            "name": "示范医院",
            "root_key": _hex(self.root),
            "fingerprint": self.fingerprint,
            "charter": statements.sign("charter", charter, self.root),
            "statement": statements.sign("statement", statement, self.leader),
        }

    def charter(self, **changes: Any) -> Case:
        """A charter with other content, properly signed."""
        return self._signed_again("charter", self.root, changes)

    def statement(self, **changes: Any) -> Case:
        """A statement with other content, properly signed."""
        return self._signed_again("statement", self.leader, changes)

    def _signed_again(self, kind: str, key: Any, changes: Case) -> Case:
        signed = statements.sign(kind, self.office[kind] | changes, key)
        changed = {**changes, "signature": signed["signature"]}
        return {f"{kind}.{field}": value for field, value in changed.items()}


def vectors(site: str, secret: Secret) -> dict[str, Any]:
    """Return the good office.json and cases; a case changes fields of it, named by dotted paths."""
    chain = Chain(site, secret)
    names = [*_accepted(chain), *_refused_charters(chain), *_refused_statements(chain)]
    cases = []
    for name, error, changes, *options in names:
        given = options[0] if options else {}
        case = {"today": TODAY, "fingerprint": None, "site": site, **given}
        cases.append({"name": name, **case, "changes": changes, "error": error})
    vouched = statements.vouch(chain.office, site, TODAY)._asdict()
    return {"office": chain.office, "vouched": vouched, "cases": cases}


def applied(office: dict[str, Any], changes: Case) -> dict[str, Any]:
    """Return a copy of the office.json with the changes of a case; null removes a field."""
    changed = {k: dict(v) if isinstance(v, dict) else v for k, v in office.items()}
    for path, value in changes.items():
        *parents, field = path.split(".")
        target: Any = changed[parents[0]] if parents else changed
        if value is None:
            del target[field]
        else:
            target[field] = value
    return changed


def _accepted(chain: Chain) -> Iterator[tuple[Any, ...]]:
    printed = chain.fingerprint
    yield "without a fingerprint", None, {}
    yield "with the poster's fingerprint", None, {}, {"fingerprint": printed}
    yield "typed", None, {}, {"fingerprint": f" {printed.replace('-', ' ').lower()}"}
    yield "on the last day", None, {}, {"today": "2026-06-01"}
    yield "issued tomorrow elsewhere", None, {}, {"today": "2026-02-28"}
    yield "an unknown signed field", None, chain.statement(colour="blue")
    yield "an unknown unsigned field of the office", None, {"colour": "blue"}
    dates = {"issued_on": "2026-01-01", "expires_on": "2027-02-05"}
    yield "a charter of 400 days", None, chain.charter(**dates)
    leaders = [_hex(chain.stranger), _hex(chain.leader)]
    yield "a second leader", None, chain.charter(leaders=leaders)
    yield "a charter without recovery", None, chain.charter(recovery="")
    yield "a statement of the first epoch", None, chain.statement(previous="")
    yield "no authority", None, chain.statement(authority="", authority_fingerprint="")


def _refused_charters(chain: Chain) -> Iterator[tuple[Any, ...]]:
    stranger = _hex(chain.stranger)
    other = keys.fingerprint(bytes.fromhex(stranger))
    swapped = {"root_key": stranger, "fingerprint": other}
    mismatch = "FingerprintMismatch"
    yield "another poster", mismatch, {}, {"fingerprint": other}
    yield "an unreadable fingerprint", mismatch, {}, {"fingerprint": "H9Q8"}
    yield "an empty fingerprint", mismatch, {}, {"fingerprint": ""}
    yield "a fingerprint of another key", mismatch, {"fingerprint": other}
    yield "no fingerprint of the office", mismatch, {"fingerprint": None}
    yield "a swapped root key", mismatch, swapped, {"fingerprint": chain.fingerprint}
    yield "a swapped root key, no poster", "CharterInvalid", swapped
    yield "no root key", "CharterInvalid", {"root_key": None}
    yield "a short root key", "CharterInvalid", {"root_key": stranger[:-2]}
    yield "no charter", "CharterInvalid", {"charter": None}
    yield "a charter that is a text", "CharterInvalid", {"charter": "yes"}
    yield "an added leader", "CharterInvalid", {"charter.leaders": [stranger]}
    yield "leaders that are a text", "CharterInvalid", chain.charter(leaders=stranger)
    yield "a leader in upper case", "CharterInvalid", chain.charter(leaders=[stranger.upper()])
    recovery = chain.charter(recovery=chain.recovery)
    yield "recovery that is a recipient", "CharterInvalid", recovery
    yield "an unsigned charter", "CharterInvalid", {"charter.signature": None}
    yield "no date", "CharterInvalid", {"charter.issued_on": None}
    yield "an impossible date", "CharterInvalid", chain.charter(issued_on="2026-02-30")
    yield "a charter of 401 days", "CharterInvalid", chain.charter(expires_on="2027-02-06")
    yield "a charter that ends first", "CharterInvalid", chain.charter(expires_on="2025-12-31")
    yield "a charter of another site", "OfficeMismatch", chain.charter(site="ff" * 16)
    yield "a charter of another office", "OfficeMismatch", chain.charter(office="other")
    yield "another site", "OfficeMismatch", {}, {"site": "ff" * 16}
    yield "an office by another name", "OfficeMismatch", {"office": "other"}
    yield "a charter run out", "CharterExpired", {}, {"today": "2027-02-01"}
    yield "a charter not begun", "CharterExpired", {}, {"today": "2025-12-30"}


def _refused_statements(chain: Chain) -> Iterator[tuple[Any, ...]]:
    stranger = _hex(chain.stranger)
    invalid = "StatementInvalid"
    foreign = statements.sign(
        "statement", chain.office["statement"] | {"leader": stranger}, chain.stranger
    )
    confused = statements.sign("answer", chain.office["statement"], chain.leader)["signature"]
    recipient = chain.office["statement"]["recipient"]
    yield "a statement of somebody else", "LeaderUnknown", {"statement": foreign}
    yield "another signer's name", "LeaderUnknown", {"statement.leader": stranger}
    yield "no statement", invalid, {"statement": None}
    yield "a statement without a signer", invalid, {"statement.leader": None}
    yield "a signer that is a number", invalid, {"statement.leader": 1}
    yield "a swapped answer key", invalid, {"statement.answer_key": stranger}
    yield "a later end", invalid, {"statement.expires_on": "2026-06-02"}
    yield "a signature of another type", invalid, {"statement.signature": confused}
    yield "a short signature", invalid, {"statement.signature": confused[:-2]}
    yield "a statement of 93 days", invalid, chain.statement(expires_on="2026-06-02")
    yield "an epoch that is a text", invalid, chain.statement(epoch="3")
    yield "an epoch that is true", invalid, chain.statement(epoch=True)
    yield "epoch zero", invalid, chain.statement(epoch=0)
    yield "no name", invalid, chain.statement(name="")
    yield "a mistyped recipient", invalid, chain.statement(recipient=recipient[:-1] + "q")
    yield "a recipient in upper case", invalid, chain.statement(recipient=recipient.upper())
    yield "a recipient of another kind", invalid, chain.statement(recipient=_X25519)
    yield "an authority that is no slug", invalid, chain.statement(authority="A/B")
    yield "a wrong fingerprint", invalid, chain.statement(authority_fingerprint="0000-1111")
    yield "what is before that is no digest", invalid, chain.statement(previous="ab")
    yield "a date with a time", invalid, chain.statement(issued_on="2026-03-01T00:00:00")
    yield "a statement of another site", "OfficeMismatch", chain.statement(site="ff" * 16)
    yield "a statement of another office", "OfficeMismatch", chain.statement(office="other")
    yield "a statement run out", "StatementExpired", {}, {"today": "2026-06-02"}
    yield "a statement not begun", "StatementExpired", {}, {"today": "2026-02-27"}


_X25519 = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa"


def _hex(key: Any) -> str:
    return keys.verify_key(key).hex()
