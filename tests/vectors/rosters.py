"""Examples of a roster: one that is vouched for, and one for each way it can be broken.

And of the epochs before: a row of statements that hold on to each other, and what breaks the row.
"""

from collections.abc import Iterator
from typing import Any

from crypto import keys, statements
from tests.vectors.chain import TODAY, Case, Chain, Secret, _hex


class Names:
    """The chain's office with three members, one of whom had other keys before."""

    def __init__(self, chain: Chain, secret: Secret) -> None:
        self.chain = chain
        self.members = [
            self._entry(secret("member"), "leader", "周书记", ["leader", "registrar"]),
            self._entry(secret("stranger"), "li", "李承办", ["investigator"]),
            self._entry(secret("other"), "wang", "王审计", ["auditor"]),
        ]
        former = self._entry(secret("epoch"), "li", "李承办", ["investigator"])
        self.former = former | {"left_on": "2026-02-10"}
        self.roster = self.signed()

    def _entry(self, secret: bytes, name: str, display_name: str, roles: list[str]) -> Case:
        return {
            "name": name,
            "display_name": display_name,
            "roles": roles,
            "recipient": str(keys.reading_half("member", secret).recipient),
            "verify_key": _hex(keys.signing_half("member", secret)),
            "joined_on": "2026-02-01",
            "left_on": "",
        }

    def signed(self, key: Any = None, kind: str = "roster", **changes: Any) -> Case:
        """A roster with other content, properly signed."""
        key = key or self.chain.leader
        body = {
            "site": self.chain.site,
            "office": "demo",
            "version": 7,
            "epoch": 3,
            "members": [*self.members, self.former],
            "recovery": self.chain.recovery,
            "leader": _hex(key),
            "issued_on": "2026-03-01",
            "expires_on": "2026-06-01",
        }
        return statements.sign(kind, body | changes, key)

    def first(self, **changes: Any) -> Case:
        """A roster whose first entry is another one."""
        return self.signed(members=[self.members[0] | changes])


def vectors(site: str, secret: Secret) -> dict[str, Any]:
    """Rosters for the office of `chain.vectors`, each with what is wrong with it, if anything."""
    names = Names(Chain(site, secret), secret)
    cases = [
        {"name": name, "today": TODAY, "site": site, **(rest[0] if rest else {}), "error": error}
        | {"roster": roster}
        for name, error, roster, *rest in [*_accepted(names), *_refused(names)]
    ]
    read = statements.read_roster(names.roster, names.chain.office, site, TODAY)
    members = [entry._asdict() | {"roles": list(entry.roles)} for entry in read.members]
    return {"read": read._asdict() | {"members": members}, "cases": cases}


def _accepted(names: Names) -> Iterator[tuple[Any, ...]]:
    yield "as signed", None, names.roster
    yield "on the last day", None, names.roster, {"today": "2026-06-01"}
    yield "an unknown signed field", None, names.signed(colour="blue")
    yield "nobody in it", None, names.signed(members=[])
    yield "no recovery", None, names.signed(recovery="")
    yield "a field more of a member", None, names.first(colour="blue")


def _refused(names: Names) -> Iterator[tuple[Any, ...]]:
    invalid, stranger = "RosterInvalid", names.chain.stranger
    good = names.roster
    other = names.members[1]["recipient"]
    twice = [*names.members, names.members[1]]
    yield "no roster", invalid, None
    yield "a roster that is a text", invalid, "yes"
    yield "signed by somebody else", "LeaderUnknown", names.signed(stranger)
    yield "another signer's name", "LeaderUnknown", good | {"leader": _hex(stranger)}
    yield "no signature", invalid, {k: v for k, v in good.items() if k != "signature"}
    yield "a swapped version", invalid, good | {"version": 8}
    yield "a member added", invalid, good | {"members": [*good["members"], names.members[0]]}
    yield "a signature of another type", invalid, names.signed(kind="statement")
    yield "version zero", invalid, names.signed(version=0)
    yield "epoch zero", invalid, names.signed(epoch=0)
    yield "an epoch that is a text", invalid, names.signed(epoch="3")
    yield "a version that is true", invalid, names.signed(version=True)
    yield "members that are a text", invalid, names.signed(members="li")
    yield "two pairs of keys for one name", invalid, names.signed(members=twice)
    yield "recovery that the charter does not name", invalid, names.signed(recovery=other)
    yield "recovery that is no recipient", invalid, names.signed(recovery="age1pq1")
    yield "a name in upper case", invalid, names.first(name="Li")
    yield "no name to show", invalid, names.first(display_name="")
    yield "no roles", invalid, names.first(roles=[])
    yield "an unknown role", invalid, names.first(roles=["director"])
    yield "a mistyped recipient", invalid, names.first(recipient=other[:-1] + "q")
    yield "a short verify key", invalid, names.first(verify_key=_hex(stranger)[:-2])
    yield "joined on no day", invalid, names.first(joined_on="")
    yield "left on no day", invalid, names.first(left_on="2026-02-30")
    yield "a member that is a text", invalid, names.signed(members=["li"])
    yield "a roster of 93 days", invalid, names.signed(expires_on="2026-06-02")
    yield "a roster of another site", "OfficeMismatch", names.signed(site="ff" * 16)
    yield "a roster of another office", "OfficeMismatch", names.signed(office="other")
    yield "a roster run out", "RosterExpired", good, {"today": "2026-06-02"}
    yield "a roster not begun", "RosterExpired", good, {"today": "2026-02-27"}
    yield "under a charter run out", "CharterExpired", good, {"today": "2027-02-01"}


def history(site: str, secret: Secret) -> dict[str, Any]:
    """An office in its third epoch, and lists of what came before, with the epochs they prove."""
    chain = Chain(site, secret)
    earlier: list[Case] = []
    for epoch in (1, 2):
        earlier.append({"epoch": epoch, **_of_epoch(chain, secret, epoch, earlier)})
    office = chain.office | _of_epoch(chain, secret, 3, earlier)
    first, second = earlier
    forged = {"epoch": 2, **_of_epoch(chain, secret, 2, [], name="别处")}
    renumbered = second | {"epoch": 1}
    cases = [
        {"name": "all of them", "earlier": earlier, "epochs": [1, 2, 3]},
        {"name": "in any order", "earlier": [second, first], "epochs": [1, 2, 3]},
        {"name": "none", "earlier": [], "epochs": [3]},
        {"name": "the first alone", "earlier": [first], "epochs": [3]},
        {"name": "the second alone", "earlier": [second], "epochs": [2, 3]},
        {"name": "another second, well signed", "earlier": [first, forged], "epochs": [3]},
        {"name": "under another number", "earlier": [renumbered, second], "epochs": [2, 3]},
        {"name": "something else", "earlier": [None, "x", {"epoch": 2}, {}], "epochs": [3]},
    ]
    return {"office": office, "cases": cases}


def _of_epoch(
    chain: Chain, secret: Secret, epoch: int, earlier: list[Case], **changes: Any
) -> Case:
    own = secret("epoch" if epoch == 3 else f"epoch {epoch}")
    before = earlier[-1] if earlier else None
    body = chain.office["statement"] | {
        "epoch": epoch,
        "recipient": str(keys.reading_half("epoch", own).recipient),
        "answer_key": _hex(keys.signing_half("epoch", own)),
        "previous": statements.link(before["charter"], before["statement"]) if before else "",
    }
    signed = statements.sign("statement", body | changes, chain.leader)
    return {"charter": chain.office["charter"], "statement": signed}
