"""Japanese sentences for message keys; only gui and commands speak them.

Each sentence says what happened, what it means and what to do (three parts, no blame).
"""

from __future__ import annotations

from kyogikai_desktop.errors import AppError

_VAULT = {
    "wrong_password": "パスワードが違います。かな入力と Caps Lock を確かめて、もう一度入力してください。",
    "password_empty": "パスワードが入っていません。1文字以上で入力してください。",
    "login_invalid": "その職員名は使えません。64文字までの文字で入力してください。",
    "no_memory": "メモリーが足りず、パスワードを確かめられませんでした。{mib} MB が必要です。"
    "ほかのプログラムを閉じてから、もう一度開いてください。",
    "no_memory_left": "メモリーが足りず、できませんでした。保存してある内容はそのままです。"
    "ほかのプログラムを閉じてから、もう一度試してください。",
    "in_use": "この協議会は、{who}さんが {since:%H:%M} から開いています。同時には開けません。"
    "{who}さんが閉じてから、もう一度開いてください。",
    "in_use_unknown": "この協議会は、ほかの画面で開かれています。同時には開けません。"
    "そちらを閉じてから、もう一度開いてください。",
    "database_busy": "ほかの処理が終わらず、待ちきれませんでした。何も変わっていません。"
    "少し待ってから、もう一度試してください。",
    "read_only": "この協議会は、読むことだけできます。フォルダーに書き込めないためです。"
    "書き込めるフォルダーに移すと、変更できます。",
    "no_rights": "フォルダーを読み書きする権利がありません。何も変わっていません。"
    "フォルダーを使えるようにしてもらうか、ほかの場所を選んでください。",
    "folder_not_empty": "そのフォルダーには、もう何か入っています。中のものには触れていません。"
    "空のフォルダーか、新しい名前を選んでください。",
    "folder_network": "ネットワーク上のフォルダーには作れません。記録が壊れるおそれがあるためです。"
    "この PC の中のフォルダーを選んでください。",
    "folder_synced": "自動で同期されるフォルダーには作れません。"
    "記録が壊れたり、外に出たりするおそれがあるためです。同期されないフォルダーを選んでください。",
    "disk_full": "空き容量が足りず、保存できませんでした。保存してある内容はそのままです。"
    "空きをつくってから、もう一度保存してください。",
    "disk_error": "ディスクを読み書きできませんでした。この保存は行われていません。"
    "いったん閉じて開き直してください。続くときは、ディスクを取りかえてください。",
    "header_missing": "このフォルダーは、協議会のフォルダーではないようです。"
    "鍵のファイル（vault.key）がありません。協議会のフォルダーを選び直してください。",
    "header_damaged": "鍵のファイルが2つとも壊れています。何も書き込んでいません。控えから戻せます。",
    "header_of_two": "2つの鍵のファイルが、別々の協議会のものです。何も書き込んでいません。"
    "vault.key と vault.key.2 を、同じ協議会のものにそろえてください。",
    "header_refused": "鍵のファイルに、使えない値があります。何も書き込んでいません。控えから戻せます。",
    "vault_too_new": "この協議会は、新しい版のプログラムで作られています。この版では開けません。"
    "新しい版を入れてから、開いてください。",
    "database_missing": "記録のファイル（vault.db）がありません。何も書き込んでいません。控えから戻せます。",
    "database_empty": "記録のファイル（vault.db）が空になっています。"
    "何も書き込んでいません。控えから戻せます。",
    "database_cut": "記録のファイル（vault.db）の大きさが合いません。"
    "途中で切れたか、余分なものが付いています。何も書き込んでいません。控えから戻せます。",
    "database_damaged": "記録のファイル（vault.db）が壊れているか、別の協議会のものです。"
    "何も書き込んでいません。控えから戻せます。",
    "database_foreign": "記録のファイル（vault.db）が、このプログラムのものではありません。"
    "何も書き込んでいません。控えから戻せます。",
    "database_plain": "記録のファイル（vault.db）が暗号化されていません。別のファイルに置きかわっています。"
    "何も書き込んでいません。控えから戻せます。",
    "pages_damaged": "記録のファイル（vault.db）の一部が壊れています（{pages} ページ）。"
    "何も書き込んでいません。控えから戻せます。",
    "structure_damaged": "記録のファイル（vault.db）の中のつながりが壊れています（{place}）。"
    "何も書き込んでいません。控えから戻せます。",
    "salt_damaged": "記録のファイル（vault.db）の先頭の 16 バイトが変わっています。記録は読めます。"
    "次の保存で直ります。ディスクを確かめてください。",
    "header_copy_missing": "鍵のファイル（{name}）がありません。もう一方から、開くときに作り直します。",
    "header_copy_damaged": "鍵のファイル（{name}）が壊れています。もう一方から、開くときに直します。",
    "backup_damaged": "控えが壊れています。この控えは使えません。"
    "別の控えを使うか、控えを取り直してください。",
}

_WINDOW = {
    "required": "まだ入っていません。入力すると、先へ進めます。",
    "password_short": "パスワードが短すぎます。{least} 文字以上にしてください。",
    "password_differs": "2つのパスワードが違います。もう一度、同じものを入力してください。",
    "population_unreadable": "人口を読めませんでした。数字で入力してください。例：50,000",
    "unexpected": "予期しないことが起きました（{place}）。保存した記録はそのままです。"
    "同じ操作を続けるときは、いったんロックして開き直してください。",
}

_RECORDS = {
    "audit_damaged": "{finding}控えと見くらべてください。",
    "record_altered": "プログラムの外で書きかえられた記録があります（{record}）。控えと見くらべてください。",
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
    "my_number_named": "マイナンバーは保存できません。消してください。",
    "born_after_intake": "生年月日が受理日より後になっています。どちらかを直してください。",
    "chief_not_among_concerns": "いちばん困っていること（◎）に、○がついていません。○をつけてください。",
    "closed_on_but_open": "支援中のケースに終結日が入っています。終結にするか、終結日を消してください。",
    "closing_date_missing": "終結日が入っていません。終結した日を入れてください。",
    "closing_reason_missing": "終結の理由が選ばれていません。理由を選んでください。",
    "closed_before_intake": "終結日が受理日より前になっています。どちらかを直してください。",
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
    "no_such_meeting": "その番号の会議はありません。会議の一覧で番号を確かめてください。",
    "item_gone": "この議題は、ほかの窓で外されています。入力した内容は、下書きに残っています。"
    "もう一度議題に入れるときは、会議の準備を書き直してください。",
    "time_unreadable": "時刻を読めませんでした。例：14:00、14時30分",
    "count_unreadable": "部数を読めませんでした。数字で入れてください。例：12",
    "meeting_unreadable": "会議の番号を読めませんでした。数字か latest を指定してください。",
}

_FILES = {
    "folder_missing": "そのフォルダーがありません。何も書き出していません。フォルダーを確かめてください。",
    "file_not_allowed": "そこには書き込めませんでした。何も書き出していません。ほかの場所を選んでください。",
    "file_not_written": "書き出せませんでした。前からあるファイルはそのままです。"
    "ほかの場所を選んでください。",
    "printer_refused": "プリンターが受け付けませんでした。何も印刷していません。"
    "プリンターの電源と設定を確かめて、もう一度印刷してください。",
    "import_again": "このファイルは {on} に取り込みずみです。何も変わっていません。"
    "直した行があるときは、理由の表を直して取り込んでください。",
    "password_needed": "パスワードが要ります。--password-stdin を付けて、1行目に渡してください。",
    "practice_size": "練習用のケースは 0 件から {most} 件までです。",
    "no_japanese_font": "日本語の書体が見つからず、PDF をつくれませんでした。記録はそのままです。"
    "BIZ UD か IPAmj の書体を入れてから、もう一度試してください。",
    "release_not_verified": "書き出した集計が点検に通りませんでした。ファイルは残していません。"
    "協議会の「控えと点検」で点検してください。",
    "too_new": "この協議会は、新しい版のプログラム（記録の形 {needed}）で使われています。"
    "この版（{known}）では開けません。何も書き込んでいません。新しい版を入れてください。",
}

_IMPORT = {
    "ledger_other_format": "この形（{suffix}）のファイルは読めません。何も取り込んでいません。"
    "Excel などで .xlsx か .csv に保存し直して、選んでください。",
    "ledger_not_readable": "ファイルを開けませんでした。何も取り込んでいません。"
    "場所と名前を確かめ、ほかのプログラムで開いていれば閉じてください。",
    "ledger_too_large": "ファイルが大きすぎます（{megabytes} MB まで）。何も取り込んでいません。"
    "年度ごとなどに分けてください。",
    "ledger_unpacks_too_large": "ファイルの中身が大きすぎます（広げて {megabytes} MB まで）。"
    "何も取り込んでいません。"
    "台帳だけを新しいファイルに写すか、年度ごとなどに分けてください。",
    "ledger_too_many_rows": "行が多すぎます（{rows:,} 行まで）。何も取り込んでいません。"
    "年度ごとなどに分けてください。",
    "ledger_too_many_columns": "{row} 行目の列が多すぎます（{columns} 列まで）。何も取り込んでいません。"
    "台帳でない列を消してください。",
    "ledger_cell_too_long": "{row} 行目に、長すぎる文字があります。何も取り込んでいません。"
    '引用符（"）が閉じているかを確かめてください。',
    "ledger_protected": "パスワードつきか、古い形（.xls）のファイルのようです。何も取り込んでいません。"
    "Excel で開き、パスワードなしの .xlsx で保存し直してください。",
    "ledger_damaged": "ファイルが壊れているか、.xlsx ではないようです。何も取り込んでいません。"
    "Excel で開いて確かめ、.xlsx で保存し直してください。",
    "ledger_csv_broken": '{line} 行目あたりで、引用符（"）が合いません。何も取り込んでいません。'
    "その行を直してください。",
    "ledger_encoding": "文字の表し方（文字コード）が分かりません。何も取り込んでいません。"
    "UTF-8 か Shift_JIS の CSV で保存し直してください。",
    "ledger_empty": "ファイルに何も入っていません。何も取り込んでいません。ファイルを確かめてください。",
    "ledger_columns_missing": "{columns}の列が見つかりません。何も取り込んでいません。"
    "列の対応を選んでください。文字が化けて見えるときは、UTF-8 の CSV で保存し直してください。",
    "mapping_unreadable": "列の対応のファイルを読めませんでした。何も取り込んでいません。"
    "このプログラムで保存したファイルを選んでください。",
    "row_no_name": "「{header}」に名前がありません。このままでは取り込めません。"
    "名前を入れるか、分からないときは「氏名不詳」と入れてください。",
    "row_no_intake": "「{header}」が入っていません。このままでは取り込めません。日付を入れてください。",
    "row_intake_unreadable": "「{header}」の「{text}」：{reason}　"
    "このままでは取り込めません。日付を直してください。",
    "row_formula_refused": "「{header}」が式で、結果が分かりません。式は計算しません。"
    "このままでは取り込めません。式を値に直してください。",
    "row_number_twice": "番号「{text}」は、{row} 行目と同じです。同じ番号は2つ取り込めません。"
    "番号を直すか、この行を消してください。",
    "row_number_taken": "番号「{text}」のケースが、もうあります。同じ番号は2つ取り込めません。"
    "番号を直すか、この行を消してください。",
    "row_no_number": "番号がないので、新しい番号を付けます。",
    "row_same_person": "{row} 行目と、ふりがなと生年月日が同じです。同じ人かどうか確かめてください。",
    "row_my_number_removed": "「{header}」に、マイナンバーと思われる数字がありました。"
    "保存できないため、除きました。",
    "row_formula": "「{header}」は式です。式は計算せず、空にして、元の文字を備考に残しました。",
    "row_formula_value": "「{header}」は式です。表に出ている値を取り込みました。",
    "row_date": "「{header}」の「{text}」：{reason}　空にして、元の文字を備考に残しました。",
    "row_unknown_word": "「{header}」の「{text}」は、表にない言葉です。元の文字を備考に残しました。",
    "row_unknown_concern": "「{header}」の「{unknown}」は、表にない言葉です。元の文字を備考に残しました。",
    "row_unknown_closing_reason": "「{header}」の「{text}」は、表にない言葉です。"
    "「その他」として、元の文字を終結の説明に残しました。",
    "row_codes_differ": "「{header}」の「{text}」が、経路の名前と合いません。"
    "名前のほうを採り、元の文字を備考に残しました。",
    "row_intake_in_future": "「{header}」が、きょうより先の日付です。確かめてください。",
    "row_born_after_intake": "「{header}」の「{text}」が、受理日より後です。"
    "空にして、元の文字を備考に残しました。",
    "row_age_contradicts": "台帳の年齢は {age} ですが、生年月日からは {expected} 歳前後です。"
    "生年月日を採り、年齢は備考に残しました。",
    "row_before_intake": "「{header}」の「{text}」が、受理日より前です。"
    "空にして、元の文字を備考に残しました。",
    "row_in_future": "「{header}」の「{text}」が、きょうより先です。空にして、元の文字を備考に残しました。",
    "row_review_before_meeting": "次の見直しが、前回の会議より前になっています。確かめてください。",
    "row_closed_before_meeting": "終結日が、前回の会議より前になっています。確かめてください。",
    "row_reason_without_date": "終結の理由がありますが、終結日を読めません。支援中として取り込み、"
    "理由は備考に残しました。",
    "passed_blank": "空の行です。",
    "passed_title": "見出しより上の行です。",
    "passed_header": "見出しの行です。",
    "passed_sum": "合計の行です。",
    "passed_remark": "注意書きの行です。",
    "passed_other_sheet": "ほかのシートです。",
    "passed_other_ledger": "ほかのシートですが、台帳のようです。取り込むには、このシートを選んでください。",
    "passed_before": "前の取り込みで、データでないとされた行です。",
    "passed_imported_before": "前に取り込んだ行です。",
}

SENTENCES = (
    _WINDOW | _VAULT | _RECORDS | _DATES | _CASES | _COUNCIL | _MEETINGS | _FILES | _DISCLOSURE | _IMPORT
)


def say(error: AppError) -> str:
    """Return the sentence for an error; an unknown key still gives a plain sentence."""
    values = {"key": error.key, **error.values}
    if "reason" in values:
        values["reason"] = SENTENCES.get(str(values["reason"]), "").format(**values)
    sentence = SENTENCES.get(error.key, "できませんでした。入力した内容は残っています。（{key}）")
    return sentence.format(**values)
