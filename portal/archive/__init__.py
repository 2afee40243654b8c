"""Archives of cases (docs/report-format.md, An archive) on a machine without a network.

Needs the cryptography and nothing else: no database, no configuration.
"""

from portal.archive.unpacking import ArchiveRefused, Limits, unpack

__all__ = ["ArchiveRefused", "Limits", "unpack"]
