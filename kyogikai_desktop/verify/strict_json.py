"""Hostile JSON read within bounds: one spelling, no key twice, no floats, no huge numbers, a fixed shape."""

from __future__ import annotations

import json
import re
from typing import NoReturn

MOST_DIGITS = 15

# A type, a pattern of the whole text, a predicate, [the shape of every item], (a shape for each item),
# {key: shape}, or the one value allowed.
Shape = object


def parse(content: bytes) -> object:
    """Return the value of canonical JSON bytes; raise ValueError for any other bytes."""
    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_int=_small,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
        spelled = canonical(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if spelled != content:
        raise ValueError("not canonical")
    return value


def canonical(value: object) -> bytes:
    """Return the one spelling that is signed: UTF-8, sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _small(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("a huge number")
    return int(digits)


def _refuse(_: str) -> NoReturn:
    raise ValueError("a number that is no integer")


def misfit(value: object, shape: Shape, place: str = "") -> str | None:
    """Return the place of the first value that does not fit its shape, or None."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or value.keys() != shape.keys():
            return place
        pairs = [(value[key], shape[key], f"{place}.{key}".lstrip(".")) for key in shape]
    elif isinstance(shape, list | tuple):
        if not isinstance(value, list) or (isinstance(shape, tuple) and len(value) != len(shape)):
            return place
        shapes = shape if isinstance(shape, tuple) else shape * len(value)
        pairs = [(item, shapes[n], f"{place}[{n}]") for n, item in enumerate(value)]
    else:
        return None if _fits(value, shape) else place
    return next((bad for pair in pairs if (bad := misfit(*pair)) is not None), None)


def _fits(value: object, shape: Shape) -> bool:
    if isinstance(shape, type):
        return type(value) is shape
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if callable(shape):
        return bool(shape(value))
    return type(value) is type(shape) and value == shape
