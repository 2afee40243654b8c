"""How opening can fail. The kinds are those of the public test vectors of c2sp.org/CCTV/age."""


class AgeError(ValueError):
    """The file, recipient or identity is refused."""


class HeaderInvalid(AgeError):
    """The file does not begin with a well-formed age v1 header."""


class NoMatch(AgeError):
    """No identity given opens this file: it is sealed to somebody else."""


class UnsupportedRecipient(AgeError):
    """The file or recipient uses a recipient type that this program does not support."""


class MacMismatch(AgeError):
    """The header was changed after sealing."""


class PayloadInvalid(AgeError):
    """The payload was changed, cut short or lengthened after sealing."""
