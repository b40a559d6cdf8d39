import copy
import hashlib
import json
import os
import shutil
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyogikai_desktop.domain.release import Cell, Period, Release
from kyogikai_desktop.interchange.release_folder import fingerprint, seal, write_release
from kyogikai_desktop.interchange.summary_csv import summary_csv
from kyogikai_desktop.verify.releases import verify

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
ACTIVITIES = (
    Cell("meetings_held", 1, (("tier", "representatives"),)),
    Cell("meetings_held", 4, (("tier", "practitioners"),)),
    Cell("meetings_held", None, (("tier", "case_conference"),)),
    Cell("bodies", 5, (("class", "administrative"),)),
    Cell("bodies", 6, (("class", "corporation"),)),
    Cell("bodies", 7, (("class", "other"),)),
)


def release(period, new, closed, open_at_end, **changes):
    totals = (Cell("new", new), Cell("closed", closed), Cell("open_at_end", open_at_end))
    fields = {
        "council": "北の杜市　協議会",
        "codes": ("202070",),
        "practice": False,
        "preview": False,
        "plan": "small",
        "plan_version": 1,
        "k": 10,
        "period": Period.parse(period),
        "totals": totals,
        "activities": ACTIVITIES,
    }
    return Release(**{**fields, **changes})


@pytest.fixture
def year(tmp_path):
    """The folder of one good release."""
    return write_release(seal(release("2025", 57, 20, 70), KEY, 3), tmp_path)


def lines(*folders, key=None):
    return [str(finding) for finding in verify(folders, key).findings]


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sign_again(folder, ledger=3, key=KEY):
    """Seal whatever lies in a folder with a right manifest, as a careless or dishonest publisher would."""
    private = Ed25519PrivateKey.from_private_bytes(key)
    names = sorted(path.name for path in folder.iterdir() if path.name != "manifest.json")
    manifest = {
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
        "key": private.public_key().public_bytes_raw().hex(),
        "ledger": ledger,
    }
    signed = {**manifest, "signature": private.sign(canonical(manifest)).hex()}
    (folder / "manifest.json").write_bytes(canonical(signed))


def forge(folder, change, ledger=3):
    """Change the summary by a function, write the CSV from it, sign again; return the findings."""
    summary = json.loads((folder / "summary.json").read_bytes())
    change(summary)
    content = canonical(summary)
    (folder / "summary.json").write_bytes(content)
    (folder / "summary.csv").write_bytes(summary_csv(content))
    sign_again(folder, ledger)
    return lines(folder)


def set_total(place, count):
    return lambda summary: summary["tables"][place]["cells"][0].update(count=count)


def test_a_good_release_has_no_findings_and_names_its_key(year):
    report = verify([year])
    assert report.findings == ()
    assert fingerprint(KEY) in str(report.remarks[0])
    assert verify([year], fingerprint(KEY)).remarks == ()


def test_the_folder_that_holds_the_releases_may_be_given_too(year, tmp_path):
    write_release(seal(release("2026", 30, 20, 80), KEY, 4), tmp_path)
    (tmp_path / ".202070_2026.1f.part").mkdir()
    (tmp_path / ".202070_2026.1f.part" / "summary.json").write_bytes(b"{")
    assert lines(tmp_path) == []
    (year / "summary.csv").write_bytes(b"")
    assert lines(tmp_path)[0].startswith("202070_2025/summary.csv: ")


def test_the_fingerprint_of_the_receipt_decides_whose_signature_it_is(year):
    assert lines(year, key=fingerprint(KEY)) == []
    assert lines(year, key=fingerprint(KEY).upper().replace("-", " ")) == []
    wrong = ["202070_2025/manifest.json: 署名の鍵が、受領書の指紋と違います"]
    assert lines(year, key=fingerprint(OTHER_KEY)) == wrong
    assert lines(year, key="") == wrong


@pytest.mark.parametrize("name", ["summary.json", "summary.csv", "manifest.json"])
def test_one_changed_byte_anywhere_is_found_and_its_file_named(year, name):
    whole = (year / name).read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        (year / name).write_bytes(changed)
        assert any(line.startswith(f"202070_2025/{name}: ") for line in lines(year)), place
    (year / name).write_bytes(whole)
    assert lines(year) == []


@pytest.mark.parametrize("name", ["summary.json", "summary.csv", "manifest.json"])
@pytest.mark.parametrize("change", ["cut", "grown", "empty", "missing", "folder", "huge"])
def test_a_file_that_is_not_whole_is_named(year, name, change):
    path = year / name
    content = path.read_bytes()
    path.unlink()
    if change == "folder":
        path.mkdir()
    elif change == "huge":
        with path.open("wb") as file:
            file.truncate(1 << 32)
    elif change != "missing":
        path.write_bytes({"cut": content[:-1], "grown": content + b"\n", "empty": b""}[change])
    assert any(line.startswith(f"202070_2025/{name}: ") for line in lines(year))


def test_nothing_at_all_is_said_in_words(tmp_path):
    assert lines(tmp_path / "none") == [
        f"none/{name}: ありません" for name in ("manifest.json", "summary.json", "summary.csv")
    ]


def test_a_pipe_is_not_waited_for(year):
    (year / "summary.csv").unlink()
    os.mkfifo(year / "summary.csv")
    assert stat.S_ISFIFO((year / "summary.csv").stat().st_mode)
    assert "202070_2025/summary.csv: ありません" in lines(year)


def test_a_file_beside_the_release_is_found_even_if_the_list_names_it(year):
    (year / "names.txt").write_text("x")
    assert lines(year) == ["202070_2025/manifest.json: 一覧にないファイルが、フォルダーにあります"]
    sign_again(year)
    assert lines(year) == ["202070_2025/manifest.json: ファイルの一覧が正しくありません"]


def test_a_number_in_the_table_that_the_summary_withholds_is_found(year):
    """A13, signed by the publisher himself."""
    content = summary_csv((year / "summary.json").read_bytes())
    for changed in (
        content.replace("会議,X".encode(), "会議,3".encode()),
        content.replace(b",57", b",58"),
        content + "注,5\r\n".encode(),
        content.removeprefix(b"\xef\xbb\xbf"),
        b"\xff\xfe",
    ):
        (year / "summary.csv").write_bytes(changed)
        sign_again(year)
        assert lines(year) == ["202070_2025/summary.csv: summary.json と同じ内容ではありません"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (set_total(0, 9), "「新しく受け付けたケース」が 10 未満なのに出ています"),
        (set_total(0, 0), "「新しく受け付けたケース」が 10 未満なのに出ています"),
        (set_total(1, None), "片方だけが出ています"),
        (set_total(0, None), "新しく受け付けた数を伏せているのに"),
        (lambda summary: summary["activities"][2].update(count=9), "個別ケース検討会議の数が 10 未満"),
        (lambda summary: summary["activities"][0].update(count=None), "件数だけの欄が伏せられています"),
        (lambda summary: summary["plan"].update(k=4), "境目が 5 を下回っています"),
        (lambda summary: summary["council"].update(codes=["202071"]), "市区町村コード"),
        (lambda summary: summary["council"].update(codes=[]), "市区町村コード"),
        (lambda summary: summary["council"].update(kind="joint"), "協議会の種類"),
        (lambda summary: summary["period"].update(end="2026-06-30"), "期間の初めと終わり"),
        (lambda summary: summary["period"].update(kind="quarter"), "期間の初めと終わり"),
        (lambda summary: summary["notes"].append("吉田さんの件"), "注が、決まった文ではありません"),
        (lambda summary: summary.update(practice=True), "注が、決まった文ではありません"),
        (lambda summary: summary.update(preview=True), "見本かどうか"),
    ],
)
def test_a_signed_release_that_breaks_a_rule_is_found(year, change, words):
    assert any(words in line for line in forge(year, change))


@pytest.mark.parametrize(
    "change",
    [
        set_total(0, "57"),
        set_total(0, -57),
        set_total(0, True),
        lambda summary: summary.update(version=2),
        lambda summary: summary.update(author="x"),
        lambda summary: summary.pop("codes"),
        lambda summary: summary["tables"].reverse(),
        lambda summary: summary["tables"].append(copy.deepcopy(summary["tables"][0])),
        lambda summary: summary["tables"][0]["cells"][0]["at"].update(sex="F"),
        lambda summary: summary["council"].update(codes="202070"),
        lambda summary: summary["council"].update(codes=["２０２０７０"]),
        lambda summary: summary["period"].update(id="2025-04"),
    ],
)
def test_a_signed_summary_of_another_shape_is_refused_with_its_place(year, change):
    summary = json.loads((year / "summary.json").read_bytes())
    change(summary)
    (year / "summary.json").write_bytes(canonical(summary))
    sign_again(year)
    [line] = [line for line in lines(year) if "summary.json: " in line]
    assert "決まった形ではありません" in line


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"9" * 100_000,
        b"NaN",
        b"1e400",
        b"-Infinity",
        b'{"a":1,"a":1}',
        b'"\\ud800"',
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b"{} ",
        b"null",
        b'"' + b"x" * 900_000 + b'"',
        b"[" + b"{}," * 300_000 + b"{}]",
        b"\x00" * 1000,
    ],
)
@pytest.mark.parametrize("name", ["summary.json", "manifest.json"])
def test_hostile_documents_are_refused_in_words(year, name, content):
    (year / name).write_bytes(content)
    assert any(line.startswith(f"202070_2025/{name}: ") for line in lines(year))


@pytest.mark.parametrize(
    "change",
    [
        {"files": {"../summary.json": "0" * 64, "summary.json": "0" * 64, "summary.csv": "0" * 64}},
        {"files": {"summary.json": 5, "summary.csv": None}},
        {"files": []},
        {"key": "0" * 64},
        {"key": "f" * 64},
        {"ledger": -1},
        {"ledger": True},
    ],
)
def test_hostile_manifests_are_refused_in_words(year, change):
    manifest = json.loads((year / "manifest.json").read_bytes())
    (year / "manifest.json").write_bytes(canonical({**manifest, **change}))
    assert any("manifest.json: " in line for line in lines(year))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_value_at_any_place_is_a_finding_and_never_a_crash(year, data):
    good = (year / "summary.json").read_bytes()
    summary = json.loads(good)
    inner, holders = [summary], []
    while inner:
        value = inner.pop()
        for key in value if isinstance(value, dict) else range(len(value)):
            holders.append((value, key))
            inner += [value[key]] if isinstance(value[key], dict | list) else []
    holder, key = data.draw(st.sampled_from(holders))
    old, holder[key] = holder[key], data.draw(_json)
    content = json.dumps(summary, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (year / "summary.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    try:
        assert lines(year) != [] or holder[key] == old
    finally:
        (year / "summary.json").write_bytes(good)


class TestSeveralReleases:
    def write(self, tmp_path, *releases, first=1, key=KEY):
        return [
            write_release(seal(one, key, first + place), tmp_path / f"{place}")
            for place, one in enumerate(releases)
        ]

    def test_releases_that_fit_have_no_findings_in_any_order(self, tmp_path):
        folders = self.write(tmp_path, release("2024", 40, 20, 33), release("2025", 57, 20, 70))
        assert lines(*folders) == lines(*folders[::-1]) == []

    def test_a_copy_is_the_same_release(self, tmp_path):
        [folder] = self.write(tmp_path, release("2024", 40, 20, 33))
        shutil.copytree(folder, tmp_path / "copy")
        assert lines(folder, tmp_path / "copy") == []

    def test_two_versions_of_one_period_are_found(self, tmp_path):
        """A5 and A14: a period was released again after a correction or from an old backup."""
        folders = self.write(tmp_path, release("2025", 57, 20, 70), release("2025", 58, 20, 71))
        assert "2025: 期間が 2025 と重なっています" in lines(*folders)

    def test_sums_across_releases_are_checked(self, tmp_path):
        folders = self.write(tmp_path, release("2024", 40, 20, 33), release("2025", 57, 20, 71))
        assert lines(*folders) == ["2025: 数の足し引きが合いません"]

    def test_what_follows_from_several_releases_is_found(self, tmp_path):
        folders = self.write(
            tmp_path,
            release("2024", 20, 20, 30),
            release("2025", 12, None, None),
            release("2026", 30, 15, 50),
        )
        assert "2025: 「終結したケース」が 10 未満だと計算できます" in lines(*folders)
        assert lines(folders[2]) == []

    def test_councils_are_not_mixed(self, tmp_path):
        other = release("2025", 57, 20, 71, codes=("131016",))
        folders = self.write(tmp_path, release("2024", 40, 20, 33), other)
        assert lines(*folders) == []

    def test_a_preview_is_remarked_and_stays_outside(self, tmp_path):
        folders = self.write(tmp_path, release("2025", 57, 20, 70), release("2025", 58, 20, 90, preview=True))
        report = verify(folders)
        assert report.findings == ()
        assert "202070_2025_preview: 見本です。公表したものではありません" in map(str, report.remarks)

    def test_another_key_within_one_council_is_found(self, tmp_path):
        folders = self.write(tmp_path, release("2024", 40, 20, 33))
        folders += self.write(tmp_path / "b", release("2025", 57, 20, 70), first=2, key=OTHER_KEY)
        assert lines(*folders) == ["2025: 署名の鍵が、ほかの公表と違います"]
