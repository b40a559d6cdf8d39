from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.vault.strict_json import Fields, canonical, load

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc𠮷", max_size=3), inner, max_size=4)
    ),
)


@given(VALUES)
def test_what_is_written_reads_back(value):
    assert load(canonical(value)) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        value = load(data)
    except ValueError:
        return
    assert canonical(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":NaN}',
        b'{"a":1e999}',
        b'{"a":1.50}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b"[" * 60_000,
        b"9" * 60_000,
        b"\xff\xfe",
        b"",
    ],
)
def test_another_spelling_is_refused(data):
    with pytest.raises(ValueError, match=r"."):
        load(data)


@pytest.mark.parametrize(
    "take",
    [
        lambda fields: fields.take("missing"),
        lambda fields: fields.integer("yes", range(9)),
        lambda fields: fields.integer("ten", range(10)),
        lambda fields: fields.text("ten", 9),
        lambda fields: fields.text("long", 3),
        lambda fields: fields.octets("upper", 2),
        lambda fields: fields.octets("spaced", 2),
        lambda fields: fields.octets("long", 4),
        lambda fields: fields.items("none", 4),
        lambda fields: fields.items("three", 2),
        lambda fields: fields.end(),
    ],
)
def test_members_of_another_type_or_size_are_refused(take):
    members = {
        "yes": True,
        "ten": 10,
        "long": "long",
        "upper": "AB00",
        "spaced": "ab 0",
        "none": [],
        "three": [1, 2, 3],
    }
    with pytest.raises(ValueError, match=r"."):
        take(Fields(members))


def test_only_an_object_has_members():
    with pytest.raises(ValueError, match="object"):
        Fields([1])
