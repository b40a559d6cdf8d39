"""F8, F10, F11, F20: every byte of a header flipped, every field changed by somebody without a key."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_vault import forged

from kyogikai_desktop.errors import AppError, Damaged, Refused, TooNew
from kyogikai_desktop.vault import copies, header
from kyogikai_desktop.vault.strict_json import canonical
from kyogikai_desktop.words import say

HEADERS = ("vault.key", "vault.key.2")
WHICH = (HEADERS[:1], HEADERS[1:], HEADERS)
ROOT = Path(__file__).parents[2]

SMALL_PC = """
import resource, sys, time
from datetime import datetime
from pathlib import Path
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.vault.open import unlock

resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[4]) * 2**20,) * 2)
begun = time.process_time()
try:
    with unlock(Path(sys.argv[1]), sys.argv[2], now=datetime.fromisoformat(sys.argv[3])) as vault:
        print("opened", *vault.repaired)
except AppError as error:
    print(error.key)
print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.fixture(scope="module")
def wide(sample_template, tmp_path_factory):
    """A header with everything in it (a person, three pairs of sheets), in a folder of headers alone."""
    place = tmp_path_factory.mktemp("headers")
    data = (sample_template.folder / HEADERS[0]).read_bytes()
    password = sample_template.password
    unlocked = copies.unlock((copies.Copy(data, header.parse(data)),), password, None)
    read, keys = unlocked.copy.header, unlocked.epochs[1]
    body = json.loads(data)
    body["slots"].append({**body["slots"][0], "id": "0e" * 8, "kind": "recovery", "login": "AB"})
    read = header.parse(forged(body))
    return place, password, header.serialise(read, keys)


def put(place, *contents):
    for name, data in zip(HEADERS, contents, strict=True):
        (place / name).write_bytes(data)


def flipped(data, place, bit):
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def outcome(place, password):
    """Return the bytes of the header that counts, or the key of a refusal that can be said in Japanese."""
    try:
        return copies.unlock(copies.read(place), password, None).copy.data
    except AppError as error:
        assert "。" in say(error)
        return error.key


def some(good):
    return [(at, at % 8) for at in range(0, len(good), 13)]


def every(good):
    return [(at, bit) for at in range(len(good)) for bit in range(8)]


@pytest.mark.parametrize("bits", [some, pytest.param(every, marks=pytest.mark.long)])
@pytest.mark.parametrize("names", WHICH)
def test_a_flipped_bit_opens_from_the_other_copy_or_is_called_damage(wide, names, bits):
    place, password, good = wide
    for at, bit in bits(good):
        put(place, *(flipped(good, at, bit) if name in names else good for name in HEADERS))
        if names == HEADERS:
            assert outcome(place, password) == "header_damaged"
        else:
            assert outcome(place, password) == good
            assert copies.stale(place, good) == names


@pytest.mark.long
@pytest.mark.parametrize("name", HEADERS)
def test_a_vault_opens_and_mends_whatever_byte_of_one_copy_was_flipped(sample, name):
    good = (sample.folder / name).read_bytes()
    for at in range(len(good)):
        (sample.folder / name).write_bytes(flipped(good, at, at % 8))
        with sample.unlock() as vault:
            assert vault.repaired == (name,)
        assert (sample.folder / name).read_bytes() == good


LIMITS = (-1, 0, 1, 2, 3, 16, 17, 20, 21, 64, 65_535, 65_536, 2_097_152, 2_097_153, 2**31, 2**53, 2**64)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=70)
SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from(LIMITS)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner))


def members(value, path=()):
    """Return the path of every member of a JSON value, lists' members included."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, one in inside for found in [(*path, key), *members(one, (*path, key))]]


def tampered(draw, data):
    """Change, remove, double or empty a member, or change it as little as its type allows."""
    body = json.loads(data)
    path = draw(st.sampled_from([path for path in members(body) if path != ("check",)]))
    inside = body
    for key in path[:-1]:
        inside = inside[key]
    key, old = path[-1], inside[path[-1]]
    way = draw(st.sampled_from(["any", "near", "gone", "twice"]))
    if way == "gone":
        del inside[key]
    elif way == "twice" and isinstance(inside, list):
        inside.append(old)
    elif way == "near" and isinstance(old, str) and old:
        at = draw(st.integers(0, len(old) - 1))
        inside[key] = old[:at] + draw(st.sampled_from("0f")) + old[at + 1 :]
    elif way == "near" and isinstance(old, int):
        inside[key] = old + draw(st.sampled_from([-1, 1]))
    else:
        inside[key] = draw(VALUES)
    return forged(body)


def refusal(data):
    """Return the error by which a header is refused unread, or None."""
    try:
        header.parse(data)
    except AppError as error:
        return error
    return None


def assert_refused_or_beaten(wide, derived, draw, names):
    place, password, good = wide
    given = [tampered(draw, good) if name in names else good for name in HEADERS]
    put(place, *given)
    found = outcome(place, password)
    assert found in {
        good,
        "header_refused",
        "vault_too_new",
        "header_of_two",
        "header_damaged",
        "wrong_password",
    }
    if good in given:
        of_two = len({str(json.loads(data).get("vault_id")) for data in given}) > 1
        assert found == good or of_two or any(isinstance(refusal(data), Refused | TooNew) for data in given)
    assert all(params.is_bounded() for _password, _salt, params in derived)
    assert [(place / name).read_bytes() for name in HEADERS] == given


@given(st.data(), st.sampled_from(WHICH))
@settings(max_examples=30)
def test_a_change_without_a_key_is_refused_or_does_not_win(wide, derived, chosen, names):
    assert_refused_or_beaten(wide, derived, chosen.draw, names)


@pytest.mark.long
@given(st.data(), st.sampled_from(WHICH))
@settings(max_examples=2000)
def test_no_change_without_a_key_wins(wide, derived, chosen, names):
    assert_refused_or_beaten(wide, derived, chosen.draw, names)


HOSTILE = {
    "lists in lists": b"[" * header.LARGEST,
    "closed lists in lists": b"[" * (header.LARGEST // 2) + b"]" * (header.LARGEST // 2),
    "objects in objects": b'{"a":' * (header.LARGEST // 5),
    "a number without end": b"9" * header.LARGEST,
    "a number beyond all": b'{"seq":1e999}',
    "not a number": b'{"seq":NaN}',
    "half a character": b'{"a":"\\ud800"}',
    "the same twice": b"{" + b'"a":1,' * 10_000 + b'"a":1}',
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "NUL": bytes(header.LARGEST),
    "a thousand slots": forged({"format": "kyogikai-vault", "version": 1, "slots": [{}] * 15_000}),
    "slots in slots": canonical({"slots": [[[[[[{}]]]]]] * 4000}),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_header_costs_little_and_is_refused(data):
    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises((Damaged, Refused)):
        header.parse(data)
    assert time.process_time() - begun < 1
    assert tracemalloc.get_traced_memory()[1] < 32 * 2**20
    tracemalloc.stop()


def costing(sample, names, **cost):
    """Let copies of the header ask for another derivation, and be newer than the others."""
    for name in names:
        body = json.loads((sample.folder / name).read_bytes())
        body["seq"] += 1
        body["slots"][0]["kdf"].update(cost)
        (sample.folder / name).write_bytes(forged(body))


def on_a_small_pc(sample, mib):
    """Return what a process says that may have so much memory: the outcome, its seconds, its MiB."""
    arguments = [str(sample.folder), sample.password, sample.now.isoformat(), str(mib)]
    run = subprocess.run(
        [sys.executable, "-c", SMALL_PC, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    said, measured = run.stdout.splitlines()
    seconds, most = measured.split()
    return said, float(seconds), int(most)


def test_a_copy_that_asks_for_more_memory_than_there_is_hinders_nobody(sample):
    costing(sample, HEADERS[:1], m_kib=2_097_152, t=2)
    assert on_a_small_pc(sample, 1024)[0] == "opened vault.key"
    costing(sample, HEADERS, m_kib=2_097_152, t=2)
    assert on_a_small_pc(sample, 1024)[0] == "no_memory"


@pytest.mark.long
def test_the_dearest_derivation_that_a_header_may_ask_for_ends(sample):
    costing(sample, HEADERS, m_kib=2_097_152, t=2, p=1)
    said, seconds, most = on_a_small_pc(sample, 8192)
    assert said == "wrong_password"
    assert seconds < 60
    assert most < 2048 + 200


@pytest.mark.parametrize("field", ["sealed", "wrapped", "nonce", "salt", "public"])
def test_a_newer_copy_with_a_broken_slot_gives_way_to_the_whole_one(sample, field):
    good = (sample.folder / HEADERS[0]).read_bytes()
    body = json.loads(good)
    slot = body["slots"][0]
    slot[field] = [{"epoch": 1, "vk": "00" * 80}] if field == "sealed" else "00" * (len(slot[field]) // 2)
    (sample.folder / HEADERS[0]).write_bytes(forged(body | {"seq": 2}))
    with sample.unlock() as vault:
        assert vault.repaired == (HEADERS[0],)
    assert [(sample.folder / name).read_bytes() for name in HEADERS] == [good, good]
