"""Japanese sentences for message keys; only gui and commands speak them.

Each sentence says what happened, what it means and what to do (three parts, no blame).
"""

from __future__ import annotations

from kyogikai_desktop.errors import AppError

_VAULT = {
    "wrong_password": "パスワードが違います。かな入力と Caps Lock を確かめて、もう一度入力してください。",
}

_RECORDS = {
    "cancelled": "やめました。何も変わっていません。",
    "conflict": "ほかの窓で、先に変更されています。保存されている内容を確かめてください。",
}

_DISCLOSURE = {
    "bad_period": "期間を読めませんでした。"
    "年度は 2025、四半期は 2025-Q2（7月から9月）のように入力してください。",
    "population_unknown": "人口が入っていないため、集計を出せません。"
    "何人未満の数を伏せるかは、人口で決まります。協議会の設定に、人口を入れてください。",
    "population_too_small": "人口が {least:,} 人に満たないため、集計を出せません。"
    "数だけでも、だれのことか分かるおそれがあります。協議会の中だけで使ってください。",
    "council_without_code": "市区町村コードが入っていないため、集計を出せません。ファイルの名前に使います。"
    "協議会の設定に、6桁のコードを入れてください。",
    "period_already_released": "{period} の集計は、もう出してあります。あとから変わることはありません。"
    "同じものが要るときは、見本ではなく、もう一度書き出してください。",
    "released_by_year": "この協議会の集計は、年度ごとに出します。四半期の数は出しません。"
    "{following} のように、年度を指定してください。",
    "released_by_quarter": "この協議会の集計は、四半期ごとに出します。年度をまとめた数は出しません。"
    "{following} のように、四半期を指定してください。",
    "period_out_of_turn": "集計は、期間の順に出します。"
    "とばすことも、戻ることもできません。次に出すのは {following} です。",
    "period_not_ended": "{period} の集計は、まだ出せません。遅れて届く記録を待つためです。"
    "{first_day.year}年{first_day.month}月{first_day.day}日から出せます。",
    "release_folder_differs": "{folder} という名前で、別のものがあります。書きかえていません。"
    "ほかの場所を選ぶか、今あるものの名前を変えてください。",
    "release_folder_unwritable": "そこには書き込めませんでした。何も書き出していません。"
    "ほかの場所を選んでください。",
    "release_no_space": "空き容量が足りず、書き出せませんでした。途中のファイルは残していません。"
    "空きをつくってから、もう一度書き出してください。",
}

_WORDS = _VAULT | _RECORDS | _DISCLOSURE


def say(error: AppError) -> str:
    """Return the sentence for an error; an unknown key still gives a plain sentence."""
    sentence = _WORDS.get(error.key, "できませんでした。入力した内容は残っています。（{key}）")
    return sentence.format(**{"key": error.key, **error.values})
