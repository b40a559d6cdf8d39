"""Every action that the program logs has words, so that nobody meets a programmer's word in the log."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import kyogikai_desktop
from kyogikai_desktop.domain.audit_acts import ACTS, ActGroup, actions, words

PACKAGE = Path(kyogikai_desktop.__file__).parent
NAMES = ("action", "act")


def trees():
    for layer in ("records", "services"):
        for file in sorted((PACKAGE / layer).rglob("*.py")):
            yield file.name, ast.parse(file.read_text(encoding="utf-8"))


def parameters(function):
    """Yield the position, as a caller counts, and the default of each parameter that names an action."""
    every = [*function.args.posonlyargs, *function.args.args]
    given = dict(zip(reversed(every), reversed(function.args.defaults), strict=False))
    own = [one for one in every if one.arg != "self"]
    yield from ((place, given.get(one)) for place, one in enumerate(own) if one.arg in NAMES)
    keyed = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    yield from ((None, default) for one, default in keyed if one.arg in NAMES)


def told(node):
    """Return the action that an argument is: a text, or the first of a tuple of texts."""
    first = node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node
    value = first.value if isinstance(first, ast.Constant) else ""
    return value if isinstance(value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", value) else ""


def logged():
    """Yield every action that a function of records or services takes by a parameter of that name."""
    places = defaultdict(set)
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                for place, default in parameters(node):
                    places[node.name].add(place)
                    yield told(default), file
    for file, tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            yield from ((told(one.value), file) for one in call.keywords if one.arg in NAMES)
            wanted = (place for place in places[name] if place is not None and place < len(call.args))
            yield from ((told(call.args[place]), file) for place in wanted)


def test_every_logged_action_has_words():
    found = {(action, file) for action, file in logged() if action}
    assert {"view_case", "change_roles", "set_backup_place", "bring_back_case", "restore"} <= {
        action for action, _ in found
    }
    assert not {(action, file) for action, file in found if action not in ACTS}


def test_words_are_short_polite_sentences():
    for action, act in ACTS.items():
        assert re.search(r"(ました|ませんでした)$", act.words), action
        assert len(act.words) <= 30, action
    assert len({act.words for act in ACTS.values()}) == len(ACTS)


def test_groups_hold_every_action_once():
    assert sorted(action for group in ActGroup for action in actions(group)) == sorted(ACTS)


def test_the_action_of_a_newer_program_is_shown_as_it_is():
    assert words("view_case") == "ケースを見ました"
    assert words("fly_to_moon") == "fly_to_moon"
