"""Japanese sentences for message keys; only gui and commands speak them.

Each sentence says what happened, what it means and what to do (three parts, no blame).
"""

from __future__ import annotations

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.words.ledger import LEDGER
from kyogikai_desktop.words.vault import CARRY, PEOPLE, VAULT

_WINDOW = {
    "required": "まだ入っていません。入力すると、先へ進めます。",
    "password_short": "パスワードが短すぎます。{least} 文字以上にしてください。",
    "password_differs": "2つのパスワードが違います。もう一度、同じものを入力してください。",
    "population_unreadable": "人口を読めませんでした。数字で入力してください。例：50,000",
    "unexpected": "予期しないことが起きました（{place}）。保存した記録はそのままです。"
    "同じ操作を続けるときは、いったんロックして開き直してください。",
}

_RECORDS = {
    "anchor_number": "番号を読めませんでした。紙の「○番」の数字を入れてください。例：1234",
    "anchor_value": "値を読めませんでした。数字と a から f までの英字だけを、紙のとおりに入れてください。",
    "anchor_short": "値の長さが合いません。紙にある値を、はしから全部（{fewest}文字以上）入れてください。",
    "anchor_text": "アンカーを読めませんでした。番号:値 の形で書いてください。例：1234:9f3a0c51d2e7",
    "anchor_left_behind": "紙の {seq} 番は、控えから戻したときに残らなかった記録です。"
    "ここでは確かめられません。",
    "seen_differs": "このパソコンで前に見た操作の記録（{seq} 番）が、いまの記録（{here} 番まで）に"
    "続いていません。古い控えに置きかわったおそれがあります。新しいほうの協議会や控えを探してください。",
    "check_broken": "点検が途中で止まりました。何も変わっていません。もう一度、点検してください。",
    "audit_damaged": "{finding}控えと見くらべてください。",
    "record_altered": "プログラムの外で書きかえられた記録があります（{record}）。控えと見くらべてください。",
    "history_altered": (
        "書き直す前の内容が、プログラムの外で変えられています（{record}）。控えと見くらべてください。"
    ),
    "search_altered": (
        "さがすための写しが、元の記録と違います（{record}）。さがしても見つからないことがあります。"
        "記録から作り直せます。"
    ),
    "index_altered": (
        "さがすための索引に、欠けたところがあります。さがしても見つからないことがあります。"
        "記録から作り直せます。"
    ),
    "rebuild_unreadable": (
        "プログラムが書いたのではない記録があり、作り直せません。何も変わっていません。"
        "点検でどの記録かを確かめ、控えから戻してください。"
    ),
    "counts_altered": "一覧に出す件数が、ケースの数と違います。記録から作り直せます。",
    "structure_altered": (
        "記録の入れ物や見張りのしくみが、プログラムの外で変えられています（{part}）。控えと見くらべてください。"
    ),
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
    "release_not_audited": "公表用には、まだ書き出せません。"
    "逆算できないことの検査が、まだ備わっていないためです。見本を書き出して、形を確かめられます。",
    "release_folder_missing": "その集計のフォルダーがありません。フォルダーの名前を確かめてください。",
    "release_folder_differs": "{folder} という名前で、別のものがあります。書きかえていません。"
    "ほかの場所を選ぶか、今あるものの名前を変えてください。",
    "release_folder_unwritable": "そこには書き込めませんでした。何も書き出していません。"
    "ほかの場所を選んでください。",
    "release_no_space": "空き容量が足りず、書き出せませんでした。途中のファイルは残していません。"
    "空きをつくってから、もう一度書き出してください。",
}

_DATES = {
    "date_unreadable": "日付を読めませんでした。例：R8.12.24、令和8年12月24日、2026/12/24",
    "no_such_month": "{month}月はありません。例：R8.12.24",
    "no_such_day": "{month}月{day}日はありません。例：R8.12.24",
    "date_outside_era": "{era}の期間にない日付です。元号か年を確かめてください。",
    "date_too_old": "明治より前の日付です。年を確かめてください。",
    "date_in_future": "先の日付です。今日までの日付を入れてください。",
    "no_such_time": "時刻を読めませんでした。例：昨日 14:00、11.19 15:20",
    "minutes_unreadable": "時間を読めませんでした。分の数だけを入れてください。例：15",
    "birth_in_future": "生年月日が先の日付です。例：S30.4.2、昭和30年ごろ",
    "age_implausible": "年齢を確かめてください。120歳までの数を入れてください。",
}

_CASES = {
    "my_number": "マイナンバーと思われるため保存できません。消してください。"
    "ほかの番号のときは、「マイナンバーではありません」を選ぶと保存できます。",
    "intake_date_missing": "受理日が入っていません。相談を受けた日を入れてください。例：R8.11.24",
    "my_number_named": "マイナンバーは保存できません。消してください。",
    "born_after_intake": "生年月日が受理日より後になっています。どちらかを直してください。",
    "chief_not_among_concerns": "いちばん困っていること（◎）に、○がついていません。○をつけてください。",
    "closed_on_but_open": "支援中のケースに終結日が入っています。終結にするか、終結日を消してください。",
    "closing_date_missing": "終結日が入っていません。終結した日を入れてください。",
    "closing_reason_missing": "終結の理由が選ばれていません。理由を選んでください。",
    "closed_before_intake": "終結日が受理日より前になっています。どちらかを直してください。",
    "number_taken": "この番号のケースが、もうあります。別の番号にしてください。",
    "case_is_open": "このケースは支援中です。終結したケースだけ、再び受け付けられます。",
    "review_date_missing": "次の見直しの日が入っていません。いつ見直すかを入れてください。例：来週金、+30",
    "note_empty": "記録の本文が入っていません。聞いたことや見たことを書いてください。",
    "reveal_reason_missing": "所在を守っている人の住所と電話です。見る理由を書いてください。"
    "見たことは記録に残ります。",
}

_COUNCIL = {
    "council_name_missing": "協議会の名前が入っていません。公示の名前を入れてください。",
    "body_name_missing": "機関の名前が入っていません。名前を入れてください。",
    "member_name_missing": "氏名が入っていません。氏名を入れてください。",
    "left_before_joined": "終わりの日が始めの日より前になっています。どちらかを直してください。",
    "pledge_ends_before_start": "誓約の期限が提出日より前になっています。どちらかを直してください。",
    "second_coordinator": "調整機関は同時に1つだけです（推進法第17条）。"
    "{body}の指定を終えてから、指定してください。",
    "code_not_six_digits": "市区町村コードは6桁の数字です。例：202070",
    "code_check_digit": "市区町村コードの検査数字（6桁目）が合いません。6桁を確かめてください。",
    "corporate_not_13_digits": "法人番号は13桁の数字です。",
    "corporate_check_digit": "法人番号の検査数字（先頭）が合いません。13桁を確かめてください。",
}

_MEETINGS = {
    "no_pledge": "誓約書が未提出か、期限が切れている人がいます。提出日を記録すると出席にできます。",
    "no_consent": "{case} は、この会議の議題に入れられません。同意が「{consent}」のためです。"
    "同意を記録すると入れられます。",
    "nobody_present": "出席が記録されていません。出席した人に印をつけてください。",
    "ends_before_start": "終わりの時刻が始まりより前になっています。どちらかを直してください。",
    "no_meeting_held": "開催ずみの会議が、まだありません。会議を終えると、会議録をつくれます。",
    "no_such_number": "その番号のケースはありません。ケースの一覧で番号を確かめてください。",
    "month_unreadable": "月を読めませんでした。例：2026-10、R8.10",
    "month_to_come": "まだ来ていない月です。今月か、前の月を指定してください。",
    "span_backward": "終わりの日が、始まりの日より前です。終わりの日を直してください。",
    "no_such_meeting": "その番号の会議はありません。会議の一覧で番号を確かめてください。",
    "task_gone": "この約束は、ほかの窓で外されています。会議を開き直して、確かめてください。",
    "item_gone": "この議題は、ほかの窓で外されています。入力した内容は、下書きに残っています。"
    "もう一度議題に入れるときは、会議の準備を書き直してください。",
    "time_unreadable": "時刻を読めませんでした。例：14:00、14時30分",
    "moment_unreadable": "日と時刻を読めませんでした。例：今日 17:00、11.28 12:00",
    "count_unreadable": "部数を読めませんでした。数字で入れてください。例：12",
    "meeting_unreadable": "会議の番号を読めませんでした。数字か latest を指定してください。",
}

_FILES = {
    "folder_missing": "そのフォルダーがありません。何も書き出していません。フォルダーを確かめてください。",
    "file_not_allowed": "そこには書き込めませんでした。何も書き出していません。ほかの場所を選んでください。",
    "not_a_file": "そこはファイルではないため、書き出せません。ファイルの名前を指定してください。",
    "file_not_written": "書き出せませんでした。前からあるファイルはそのままです。"
    "ほかの場所を選んでください。",
    "answer_not_written": "結果を書き出せませんでした。"
    "書き出す先の空きを確かめて、もう一度実行してください。",
    "printer_refused": "プリンターが受け付けませんでした。何も印刷していません。"
    "プリンターの電源と設定を確かめて、もう一度印刷してください。",
    "import_again": "このファイルは {on} に取り込みずみです。何も変わっていません。"
    "直した行があるときは、理由の表を直して取り込んでください。",
    "command_failed": "予期しないことが起きました（{place}）。ここまでに保存した記録はそのままです。"
    "もう一度試し、続くときは、この行をプログラムの担当者に伝えてください。",
    "input_unreadable": "標準入力を読めませんでした。"
    "パスワードなどは UTF-8 の文字で、1行に1つずつ渡してください。",
    "search_text_missing": "さがす言葉が入っていません。1文字以上を入れてください。",
    "password_needed": "パスワードが要ります。--password-stdin を付けて、1行目に渡してください。",
    "practice_size": "練習用のケースは 0 件から {most} 件までです。",
    "no_japanese_font": "日本語の書体が見つからず、PDF をつくれませんでした。記録はそのままです。"
    "BIZ UD か IPAmj の書体を入れてから、もう一度試してください。",
    "release_not_verified": "書き出した集計が点検に通りませんでした。ファイルは残していません。"
    "協議会の「控えと点検」で点検してください。",
    "too_new": "この協議会は、新しい版のプログラム（記録の形 {needed}）で使われています。"
    "この版（{known}）では開けません。何も書き込んでいません。新しい版を入れてください。",
}

SENTENCES = (
    _WINDOW
    | VAULT
    | _RECORDS
    | _DATES
    | _CASES
    | _COUNCIL
    | _MEETINGS
    | _FILES
    | _DISCLOSURE
    | LEDGER
    | PEOPLE
    | CARRY
)

_KINDS = {
    "council": "協議会の設定",
    "account": "利用者",
    "carry": "持ち出し",
    "body": "構成機関",
    "member": "機関の人",
    "case": "ケース",
    "note": "支援の記録",
    "link": "ケースのつながり",
    "meeting": "会議",
    "settings": "設定",
    "import": "台帳の取り込み",
    "release": "公表",
}


def kind_words(kind: str) -> str:
    """Return the office's word for a kind of record."""
    return _KINDS.get(kind, kind)


def say(error: AppError) -> str:
    """Return the sentence for an error; an unknown key still gives a plain sentence."""
    values = {"key": error.key, **error.values}
    if "record" in values:
        kind = str(values["record"]).partition(":")[0]
        values["record"] = f"{kind_words(kind)} {values.get('called', '')}".rstrip()
    if "reason" in values:
        key = str(values["reason"])
        values["reason"] = (SENTENCES.get(f"because_{key}") or SENTENCES.get(key, "")).format(**values)
    sentence = SENTENCES.get(error.key, "できませんでした。入力した内容は残っています。（{key}）")
    return sentence.format(**values)
