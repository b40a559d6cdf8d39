"""The gate before everything that writes: open, or shut with the key of the refusal."""

from __future__ import annotations

from kyogikai_desktop.errors import Refused

NO_LEASE = "read_only"
FULL = "disk_full_opened"


class Gate:
    """Say whether a vault may be written; without a lease (read-only folder or medium) it stays shut."""

    def __init__(self, refusal: str = "") -> None:
        self._refusal = refusal

    @property
    def refusal(self) -> str:
        """Return the key of the refusal; empty while it is open."""
        return self._refusal

    @property
    def is_shut(self) -> bool:
        """Tell whether nothing can be written."""
        return bool(self._refusal)

    def shut(self, refusal: str) -> None:
        """Refuse every write from now on by this key."""
        if self._refusal != NO_LEASE:
            self._refusal = refusal

    def open(self) -> None:
        """Let what was shut be written again; raise Refused where the folder cannot be."""
        if self._refusal == NO_LEASE:
            raise Refused(NO_LEASE)
        self._refusal = ""

    def require(self) -> None:
        """Raise Refused while it is shut."""
        if self._refusal:
            raise Refused(self._refusal)
