import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kyogikai_desktop.domain.release import Cell, Period, Release
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.interchange.release_folder import fingerprint, seal, write_release

KEY = bytes(range(32))
RELEASE = Release(
    council="協議会",
    codes=("202070", "131016"),
    practice=False,
    preview=False,
    plan="small",
    plan_version=1,
    k=10,
    period=Period(2025),
    totals=(Cell("new", 57), Cell("closed", 20), Cell("open_at_end", 70)),
    activities=(),
)


def content(sealed, name):
    return next(file.content for file in sealed.files if file.name == name)


def test_the_folder_is_named_after_the_first_code_and_the_period():
    assert seal(RELEASE, KEY, 3).folder == "202070_2025"
    assert seal(replace(RELEASE, period=Period(2025, 2)), KEY, 3).folder == "202070_2025-Q2"
    assert seal(replace(RELEASE, preview=True), KEY, 0).folder == "202070_2025_preview"


def test_the_manifest_holds_hashes_key_number_and_a_signature_over_the_rest():
    sealed = seal(RELEASE, KEY, 7)
    manifest = json.loads(content(sealed, "manifest.json"))
    assert manifest["files"] == {
        name: hashlib.sha256(content(sealed, name)).hexdigest() for name in ("summary.csv", "summary.json")
    }
    assert manifest["ledger"] == 7
    signature = bytes.fromhex(manifest.pop("signature"))
    signed = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["key"])).verify(signature, signed)
    half = hashlib.sha256(bytes.fromhex(manifest["key"])).hexdigest()[:32]
    assert fingerprint(KEY).replace("-", "") == half


def test_a_preview_stays_outside_the_ledger():
    manifest = json.loads(content(seal(replace(RELEASE, preview=True), KEY, 7), "manifest.json"))
    assert manifest["ledger"] == 0


def test_writing_makes_the_folder_with_exactly_its_files(tmp_path):
    sealed = seal(RELEASE, KEY, 1)
    folder = write_release(sealed, tmp_path / "new" / "out")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        file.name: file.content for file in sealed.files
    }
    assert [path.name for path in folder.parent.iterdir()] == ["202070_2025"]


def test_the_same_release_may_be_written_again_and_another_is_never_replaced(tmp_path):
    sealed = seal(RELEASE, KEY, 1)
    folder = write_release(sealed, tmp_path)
    assert write_release(sealed, tmp_path) == folder
    other = seal(replace(RELEASE, totals=(Cell("new", 58),)), KEY, 1)
    with pytest.raises(Refused) as refused:
        write_release(other, tmp_path)
    assert refused.value.key == "release_folder_differs"
    assert (folder / "summary.json").read_bytes() == content(sealed, "summary.json")


@pytest.mark.parametrize("in_the_way", ["file", "parent"])
def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path, in_the_way):
    place = tmp_path / "out"
    if in_the_way == "parent":
        place.write_text("a file, not a folder")
    else:
        place.mkdir()
        (place / "202070_2025").write_text("a file, not a folder")
    with pytest.raises(Refused):
        write_release(seal(RELEASE, KEY, 1), place)
    assert not list(tmp_path.rglob("*.part"))


_CUT = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_release_folder import KEY, RELEASE, seal, write_release
from kyogikai_desktop.errors import NoSpace
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sealed = seal(RELEASE, KEY, 1)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    write_release(sealed, Path(sys.argv[2]))
except NoSpace as error:
    print(error.key)
"""


@pytest.mark.parametrize("room", [0, 100, 700])
def test_a_full_disk_leaves_nothing_under_any_name(tmp_path, room):
    """The files take up to about 1,000 bytes each; the room is what one file may take."""
    ran = subprocess.run(
        [sys.executable, "-B", "-c", _CUT, os.path.dirname(__file__), str(tmp_path), str(room)],  # noqa: PTH120
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "release_no_space"
    assert list(tmp_path.iterdir()) == []
