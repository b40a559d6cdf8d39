"""Attacks on period totals that must fail (A1 to A15 where they concern totals); k is 10 unless said."""

import csv
import json
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kyogikai_desktop import paths
from kyogikai_desktop.disclosure.plan import load_plans
from kyogikai_desktop.disclosure.totals import build
from kyogikai_desktop.domain.release import Activities, Episode, Period, ReleasingCouncil
from kyogikai_desktop.errors import InvalidInput, Refused
from kyogikai_desktop.interchange.release_folder import seal, write_release
from kyogikai_desktop.verify.releases import verify
from kyogikai_desktop.words import say

PLANS = load_plans(paths.resources() / "plans")
COUNCIL = ReleasingCouncil("北の杜市協議会", ("202070",), 50_000, practice=False, cases_a_year=40)
LATER = date(2029, 1, 1)
HELD = Activities(1, 3, 0, 4, 5, 6)
KEY = bytes(32)


@dataclass
class Story:
    """A council over the years: cases come and are closed, periods are released into a folder."""

    out: Path
    council: ReleasingCouncil = COUNCIL
    cases: list = field(default_factory=list)
    history: list = field(default_factory=list)
    sealed: list = field(default_factory=list)

    def come(self, count, day):
        self.cases += [Episode(day)] * count

    def close(self, count, day):
        waiting = [place for place, case in enumerate(self.cases) if case.closed_on is None]
        for place in waiting[:count]:
            self.cases[place] = replace(self.cases[place], closed_on=day)

    def release(self, text, today=LATER, preview=False):
        """Release a period and return its counts."""
        made, books = build(
            Period.parse(text),
            self.council,
            plans=PLANS,
            episodes=self.cases,
            history=self.history,
            activities=HELD,
            today=today,
            preview=preview,
        )
        self.history += [] if preview else [books]
        self.sealed.append(seal(made, KEY, len(self.history)))
        write_release(self.sealed[-1], self.out)
        return [cell.count for cell in made.totals]

    def findings(self):
        return [str(finding) for finding in verify([self.out]).findings]

    def file(self, period, name):
        return (self.out / f"{self.council.codes[0]}_{period}" / name).read_bytes()


@pytest.fixture
def story(tmp_path):
    """A council with a stock of 30 cases at the beginning of fiscal year 2024."""
    told = Story(tmp_path)
    told.come(30, date(2023, 6, 1))
    return told


def refusal(act):
    with pytest.raises((Refused, InvalidInput)) as refused:
        act()
    sentence = say(refused.value)
    assert refused.value.key not in sentence
    assert sentence.endswith("。")
    return refused.value.key


def test_a1_no_two_periods_differ_by_a_few_days(story):
    """April 12 and April to May 15 would leave 3 for May."""
    story.come(12, date(2025, 4, 10))
    story.come(3, date(2025, 5, 10))
    for text in ("2025-04", "2025-05", "2025-04-01..2025-05-31", "2025-Q1-Q2", "2025-2026"):
        assert refusal(lambda text=text: story.release(text)) == "bad_period"
    assert refusal(lambda: story.release("2025-Q1")) == "released_by_year"
    for today in (date(2025, 5, 1), date(2025, 6, 1), date(2026, 3, 31)):
        for preview in (False, True):
            assert refusal(lambda day=today, p=preview: story.release("2025", day, p)) == "period_not_ended"
    assert not list(story.out.iterdir())


def test_a5_a_late_case_changes_no_released_byte(story):
    story.come(12, date(2024, 6, 1))
    story.close(11, date(2024, 9, 1))
    assert story.release("2024") == [12, 11, 31]
    before = {name: story.file("2024", name) for name in ("summary.json", "summary.csv", "manifest.json")}
    story.come(1, date(2024, 6, 1))
    for preview in (False, True):
        key = refusal(lambda p=preview: story.release("2024", preview=p))
        assert key == "period_already_released"
    write_release(story.sealed[0], story.out)
    assert {name: story.file("2024", name) for name in before} == before
    story.come(20, date(2025, 6, 1))
    story.close(14, date(2025, 9, 1))
    assert story.release("2025") == [21, 14, 38]
    assert story.findings() == []


def test_a5_a_total_of_late_cases_never_exists(story):
    """The next period holds the late case and its own; neither number is in any file or follows from them."""
    story.come(12, date(2024, 6, 1))
    story.close(10, date(2024, 9, 1))
    story.release("2024")
    story.come(1, date(2024, 6, 1))
    story.come(9, date(2025, 6, 1))
    assert story.release("2025")[0] == 10
    assert story.findings() == []


@pytest.mark.parametrize("few", [1, 9])
def test_a6_nothing_one_and_nine_look_the_same(tmp_path, few):
    files = []
    for number in (0, few):
        story = Story(tmp_path / str(number))
        story.come(30, date(2023, 6, 1))
        story.come(number, date(2024, 6, 1))
        story.close(number, date(2024, 9, 1))
        assert story.release("2024") == [None, None, None]
        files.append([file.content for file in story.sealed[0].files])
    assert files[0] == files[1]


def test_a6_small_councils_differ_in_name_period_and_activities_only(tmp_path):
    summaries = []
    for place, code in enumerate(("202070", "131016")):
        story = Story(tmp_path / code, replace(COUNCIL, name=code, codes=(code,)))
        story.come(3 * place, date(2024, 6, 1))
        story.release("2024")
        summaries.append(json.loads(story.file("2024", "summary.json")))
    same = [{k: v for k, v in one.items() if k not in ("council", "activities")} for one in summaries]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    ("population", "outcome"),
    [
        (None, "population_unknown"),
        (1_900, "population_too_small"),
        (2_000, [None, None, None]),
        (24_999, [None, None, None]),
        (25_000, [19, 12, 37]),
    ],
)
def test_a8_the_population_decides_what_is_small(story, population, outcome):
    story.council = replace(COUNCIL, population=population)
    story.come(19, date(2024, 6, 1))
    story.close(12, date(2024, 9, 1))
    if isinstance(outcome, str):
        assert refusal(lambda: story.release("2024")) == outcome
    else:
        assert story.release("2024") == outcome


def test_a9_the_flow_gives_no_closing_away(story):
    """Open 30, then 38 with 15 new: the 7 closed cases stay unknown, also from the years after."""
    story.come(10, date(2024, 6, 1))
    story.close(10, date(2024, 9, 1))
    assert story.release("2024") == [10, 10, 30]
    story.come(15, date(2025, 6, 1))
    story.close(7, date(2025, 9, 1))
    assert story.release("2025") == [15, None, None]
    for year in (2026, 2027):
        story.come(12, date(year, 6, 1))
        story.close(11, date(year, 9, 1))
    assert story.release("2026") == [12, None, None]
    assert story.release("2027") == [12, 11, 40]
    assert story.findings() == []


def test_a11_the_files_tell_neither_time_nor_maker(tmp_path):
    stories = []
    for place, today in (("one", LATER), ("other", LATER + timedelta(days=400))):
        story = Story(tmp_path / place)
        story.come(30, date(2024, 6, 1))
        story.release("2024", today=today)
        stories.append(story)
    for name in ("summary.json", "summary.csv", "manifest.json"):
        content = stories[0].file("2024", name)
        assert content == stories[1].file("2024", name)
        assert str(tmp_path).encode() not in content
        if name != "manifest.json":
            assert not re.search(rb"20(29|30)|[0-9]:[0-9]{2}", content)
    assert sorted(json.loads(stories[0].file("2024", "manifest.json"))) == [
        "files",
        "key",
        "ledger",
        "signature",
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＠", "=cmd|'/C calc'!A0"])
def test_a12_no_label_runs_in_a_spreadsheet(story, sign):
    story.council = replace(COUNCIL, name=f"{sign}協議会")
    story.release("2024")
    text = story.file("2024", "summary.csv").decode("utf-8-sig")
    for row in csv.reader(text.splitlines(keepends=True)):
        assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)
    assert story.findings() == []


def test_a13_the_table_holds_no_number_that_the_summary_withholds(story):
    story.come(12, date(2024, 6, 1))
    story.close(8, date(2024, 9, 1))
    assert story.release("2024") == [12, None, None]
    rows = list(csv.reader(story.file("2024", "summary.csv").decode("utf-8-sig").splitlines()))
    table = rows[rows.index(["表", "区分", "数"]) + 1 :]
    assert [row[2] for row in table if len(row) == 3] == ["12", "X", "X", "1", "3", "X", "4", "5", "6"]


def test_a14_an_older_backup_cannot_replace_what_went_out(story):
    """The backup does not know the release of 2024; it makes another one with a case more."""
    story.come(12, date(2024, 6, 1))
    story.close(11, date(2024, 9, 1))
    story.release("2024")
    restored = Story(story.out, cases=[*story.cases, Episode(date(2024, 6, 1))])
    assert refusal(lambda: restored.release("2024")) == "release_folder_differs"
    restored = Story(story.out / "elsewhere", cases=restored.cases)
    restored.release("2024")
    both = verify([story.out / "202070_2024", restored.out]).findings
    assert "2024: 期間が 2024 と重なっています" in map(str, both)


def test_a15_a_council_has_quarters_or_years_and_never_both(tmp_path):
    """15, 7, 12 and 14 in the quarters: with the year's 48 the 7 would follow."""
    story = Story(tmp_path, replace(COUNCIL, cases_a_year=200))
    story.come(30, date(2023, 6, 1))
    for quarter, count in enumerate((15, 7, 12, 14)):
        story.come(count, Period(2024, quarter + 1).start)
    shown = [story.release(f"2024-Q{quarter}")[0] for quarter in (1, 2, 3, 4)]
    assert shown == [15, None, 12, 14]
    assert refusal(lambda: story.release("2024")) == "period_out_of_turn"
    assert story.findings() == []


def test_a15_the_last_day_of_a_year_does_not_open_a_second_count_of_it(story):
    story.release("2024")
    for text in ("2024-Q4", "2024-Q1"):
        assert refusal(lambda text=text: story.release(text)) == "released_by_year"
    assert refusal(lambda: story.release("2023")) == "period_out_of_turn"


def test_swapping_shuffling_and_later_cases_leave_every_file_as_it_is(tmp_path):
    files = []
    for place in range(3):
        story = Story(tmp_path / str(place))
        story.come(30, date(2023, 6, 1))
        story.come(3 + (place == 1), date(2024, 6, 1))
        story.close(3, date(2024, 9, 1))
        if place == 2:
            story.cases = story.cases[::-1] + [Episode(date(2025, 6, 1), date(2025, 7, 1))] * 7
        story.release("2024")
        files.append([file.content for file in story.sealed[0].files])
    assert files[0] == files[1] == files[2]
