"""What is said of an imported ledger: of the file, of a column, of each row."""

from __future__ import annotations

LEDGER = {
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
    "ledger_too_many_cells": "欄が多すぎます（行の数と列の数を掛けて {cells:,} まで）。"
    "何も取り込んでいません。"
    "台帳でない列を消すか、年度ごとなどに分けてください。",
    "ledger_line_too_long": "{row} 行目が長すぎます。何も取り込んでいません。"
    "台帳の CSV かどうか、行が分かれているかを確かめてください。",
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
    "row_protected_unclear": "「{header}」の「{text}」が、守る・守らないのどちらか分かりません。"
    "所在を守る印をつけ、元の文字を備考に残しました。ちがうときは、ケースで印を外してください。",
    "row_protected_by_word": "この行に「{text}」とあります。所在を守る印をつけて取り込みます。"
    "ちがうときは、ケースで印を外してください。",
    "row_unknown_concern": "「{header}」の「{unknown}」は、表にない言葉です。元の文字を備考に残しました。",
    "row_unknown_closing_reason": "「{header}」の「{text}」は、表にない言葉です。"
    "「その他」として、元の文字を終結の説明に残しました。",
    "row_codes_differ": "「{header}」の「{text}」が、経路の名前と合いません。"
    "名前のほうを採り、元の文字を備考に残しました。",
    "row_intake_in_future": "「{header}」が、きょうより先の日付です。確かめてください。",
    "row_born_after_intake": "「{header}」の「{text}」が、受理日より後です。"
    "空にして、元の文字を備考に残しました。",
    "row_age_contradicts": "台帳の年齢は {age}ですが、生年月日からは {expected} 歳前後です。"
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
