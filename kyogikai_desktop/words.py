"""Japanese sentences for message keys; only gui and commands speak them.

Each sentence says what happened, what it means and what to do (three parts, no blame).
"""

from __future__ import annotations

from kyogikai_desktop.errors import AppError

_VAULT = {
    "wrong_password": "パスワードが違います。かな入力と Caps Lock を確かめて、もう一度入力してください。",
}

_RECORDS = {
    "conflict": "ほかの窓で、先に変更されています。保存されている内容を確かめてください。",
}

_WORDS = _VAULT | _RECORDS


def say(error: AppError) -> str:
    """Return the sentence for an error; an unknown key still gives a plain sentence."""
    sentence = _WORDS.get(error.key, "できませんでした。入力した内容は残っています。（{key}）")
    return sentence.format(**{"key": error.key, **error.values})
