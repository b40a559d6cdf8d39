"""Read and write JSON that has exactly one spelling: sorted keys, no spaces, UTF-8, no NaN."""

from __future__ import annotations

import json


def canonical(value: object) -> bytes:
    """Return the only spelling of a JSON value; equal values give equal bytes."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    return text.encode("utf-8")


def load(data: bytes) -> object:
    """Parse canonical JSON; raise ValueError for any other spelling, duplicate keys included."""
    try:
        value: object = json.loads(data)
        as_written = canonical(value)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if as_written != data:
        raise ValueError("not canonical")
    return value


class Fields:
    """Take the members of one JSON object one by one, each of its type and within its bounds.

    Every method raises ValueError for a missing, mistyped or unbounded member.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        self._left = dict(value)

    def take(self, key: str) -> object:
        """Return a member of any type."""
        if key not in self._left:
            raise ValueError("key missing")
        value: object = self._left.pop(key)
        return value

    def integer(self, key: str, bounds: range) -> int:
        """Return a whole number within the bounds; true and false are none."""
        value = self.take(key)
        if type(value) is not int or value not in bounds:
            raise ValueError("not a number within bounds")
        return value

    def text(self, key: str, longest: int) -> str:
        """Return a string of at most so many characters."""
        value = self.take(key)
        if not isinstance(value, str) or len(value) > longest:
            raise ValueError("not a text within bounds")
        return value

    def octets(self, key: str, size: int) -> bytes:
        """Return bytes of exactly this size, spelled in lower-case hex."""
        spelled = self.text(key, 2 * size)
        value = bytes.fromhex(spelled)
        if len(value) != size or value.hex() != spelled:
            raise ValueError("not so many bytes")
        return value

    def items(self, key: str, most: int) -> list[object]:
        """Return a list of one to so many members."""
        value = self.take(key)
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise ValueError("not a list within bounds")
        return value

    def end(self) -> None:
        """Refuse members that nobody asked for."""
        if self._left:
            raise ValueError("unknown key")
