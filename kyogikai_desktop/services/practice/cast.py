"""Who a told case is about: theme, person, household, and the words that stay the same through it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import Person, Sex
from kyogikai_desktop.services.practice.chance import chance, evenly, pick
from kyogikai_desktop.services.practice.outline import Outline, Role
from kyogikai_desktop.services.practice.phrases import Theme, phrases, read, theme_of

_RARE_EVERY = 8
_FLAT, _NO_PHONE, _ABOUT_YEAR, _AGE_ONLY = 0.25, 0.06, 0.06, 0.04
_OLDEST_WITH_PARENTS = 60
_CHILD_AGES, _GENERATION = (42, 55), 27


@dataclass(frozen=True)
class Cast:
    """The theme of a case with its person; `words` fill the slots of every sentence about it."""

    theme: Theme
    person: Person
    household: str
    age: int
    words: dict[str, str]

    def say(self, text: str, **more: str) -> str:
        """Return a sentence with its slots filled."""
        return text.format_map({**self.words, **more})


def cast(outline: Outline, seed: int) -> Cast:
    """Return who a case is about; a parent shares name, address and phone with the child told before."""
    luck = chance(seed, "cast", outline.index)
    theme = _theme(outline, luck)
    household = luck.choice(theme.households)
    age = luck.randint(*_ages(outline.role, theme, household))
    words = {name: luck.choice(options) for name, options in phrases().slots.items()}
    words["kin"] = luck.choice(theme.kin)
    if theme.unnamed:
        about = Birth(age=age // 5 * 5, age_as_of=outline.received_on)
        person = Person(sex=luck.choice((Sex.MALE, Sex.MALE, Sex.UNKNOWN)), birth=about)
    else:
        person = _person(theme, outline.index, outline.received_on, age, luck)
    if outline.role is Role.PARENT:
        child = cast(replace(outline, index=outline.index - 1, role=Role.CHILD), seed)
        return _parent(Cast(theme, person, household, age, words), child, outline.received_on, luck)
    return Cast(theme, person, household, age, words)


def _theme(outline: Outline, luck: Random) -> Theme:
    themes = phrases().themes
    if outline.role is Role.UNNAMED:
        return next(theme for theme in themes if theme.unnamed)
    if outline.role is Role.PARENT:
        return next(theme for theme in themes if theme.parent)
    if outline.role is Role.CHILD:
        return theme_of("withdrawal")
    return pick(luck, [(theme, theme.weight) for theme in themes])


def _ages(role: Role, theme: Theme, household: str) -> tuple[int, int]:
    if role is Role.CHILD:
        return _CHILD_AGES
    youngest, oldest = theme.ages
    return youngest, min(oldest, _OLDEST_WITH_PARENTS) if household == "with_parents" else oldest


def _person(theme: Theme, index: int, day: date, age: int, luck: Random) -> Person:
    sex = Sex.FEMALE if luck.random() < theme.female else Sex.MALE
    born = _birthday(day, age, luck)
    surname, surname_kana = _surname(index, luck)
    name, kana = luck.choice(_names().given(sex, born.year))
    town, postal_code = luck.choice(_names().towns)
    return Person(
        name=f"{surname}　{name}",
        kana=f"{surname_kana}　{kana}",
        sex=sex,
        birth=_known(born, day, age, luck),
        postal_code=postal_code,
        address=_address(town, luck),
        # Mobile numbers never have a zero after 060: these belong to nobody.
        phone=f"060-0{luck.randrange(1000):03}-{luck.randrange(10_000):04}"
        if luck.random() > _NO_PHONE
        else "",
        whereabouts_protected=theme.protected,
    )


def _surname(index: int, luck: Random) -> tuple[str, str]:
    """Return a surname unlike those of the cases before and after; every eighth is a rare one in turn."""
    names = _names()
    if index % _RARE_EVERY == _RARE_EVERY // 2:
        return names.rare[index // _RARE_EVERY % len(names.rare)]
    return names.surnames[int(evenly(index, luck.random() / 60) * len(names.surnames))]


def _birthday(day: date, age: int, luck: Random) -> date:
    return day - timedelta(days=round((age + 0.02 + luck.random() * 0.96) * 365.2425))


def _known(born: date, day: date, age: int, luck: Random) -> Birth:
    place = luck.random()
    if place < _ABOUT_YEAR:
        return Birth(about_year=born.year)
    return Birth(age=age, age_as_of=day) if place < _ABOUT_YEAR + _AGE_ONLY else Birth(on=born)


def _address(town: str, luck: Random) -> str:
    street = f"ひなた市{town}{luck.randint(1, 8)}丁目{luck.randint(1, 38)}番{luck.randint(1, 20)}号"
    return f"{street}　{luck.randint(1, 4)}0{luck.randint(1, 8)}" if luck.random() < _FLAT else street


def _parent(cast: Cast, child: Cast, day: date, luck: Random) -> Cast:
    surname, surname_kana = child.person.name.split("　")[0], child.person.kana.split("　")[0]
    age = child.age + _GENERATION + luck.randint(0, 6)
    born = _birthday(day, age, luck)
    name, kana = luck.choice(_names().given(cast.person.sex, born.year))
    person = replace(
        child.person,
        name=f"{surname}　{name}",
        kana=f"{surname_kana}　{kana}",
        sex=cast.person.sex,
        birth=Birth(on=born),
    )
    return replace(cast, person=person, age=age)


@dataclass(frozen=True)
class _Names:
    """Names with their readings, and the quarters of the city with their postal codes."""

    rare: tuple[tuple[str, str], ...]
    surnames: tuple[tuple[str, str], ...]
    given_names: tuple[tuple[Sex, int, tuple[tuple[str, str], ...]], ...]
    towns: tuple[tuple[str, str], ...]

    def given(self, sex: Sex, born: int) -> tuple[tuple[str, str], ...]:
        """Return the given names that were usual for somebody born in a year."""
        usual = [names for of, until, names in self.given_names if of is sex and born <= until]
        return usual[0]


@cache
def _names() -> _Names:
    table = read("names")
    return _Names(
        rare=tuple(map(tuple, table["rare"])),
        surnames=tuple(map(tuple, table["surnames"])),
        given_names=tuple(
            (Sex(row["sex"]), row["born_until"], tuple(map(tuple, row["names"]))) for row in table["given"]
        ),
        towns=tuple((row["name"], row["postal_code"]) for row in table["town"]),
    )
