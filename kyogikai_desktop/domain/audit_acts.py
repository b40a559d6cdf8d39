"""What the audit log can tell, in words: every action that is logged, and the group it belongs to.

Whoever logs a new action adds its words here; a test reads the code and finds those that are missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from kyogikai_desktop.domain.labels import Labelled


class ActGroup(Labelled):
    """What kind of thing was done; the order is that of filters and of the monthly sheet."""

    SEEN = "seen", "見た・さがした"
    OUT = "out", "外へ出した"
    REFUSED = "refused", "失敗・断り"
    CHANGED = "changed", "書いた・変えた"
    PEOPLE = "people", "利用者と鍵"
    COPIES = "copies", "控えと復元"
    LOG = "log", "開いた・記録を見た"


@dataclass(frozen=True)
class Act:
    """An action: its sentence without who and when, and its group."""

    words: str
    group: ActGroup


def _acts(group: ActGroup, **words: str) -> dict[str, Act]:
    return {action: Act(said, group) for action, said in words.items()}


ACTS: dict[str, Act] = {
    **_acts(
        ActGroup.SEEN,
        view_case="ケースを見ました",
        reveal_whereabouts="住所と電話を見ました",
        search="さがしました",
    ),
    **_acts(
        ActGroup.OUT,
        print_minutes="会議録を印刷か PDF にしました",
        print_minutes_dropped="会議録の印刷か PDF は、できずに終わりました",
        preview_release="公表の見本を書き出しました",
        release="公表用の集計を書き出しました",
        write_release_again="公表ずみの集計を、もう一度書き出しました",
        export_log="操作の記録を CSV にしました",
        export_log_dropped="操作の記録の CSV は、できずに終わりました",
        carry_out="協議会を持ち出しました",
        carry_file="持ち出しのファイルをつくりました",
        carry_drop="持ち出しを、ファイルができずに取りやめました",
        carry_back="持ち帰りのファイルをつくりました",
        carry_on="持ち帰りを取り消し、続きを書くことにしました",
        carry_break="持ち出したものを、2人で打ち切りました",
        print_carry="持出簿の記載票を印刷か PDF にしました",
        print_carry_dropped="持出簿の記載票の印刷か PDF は、できずに終わりました",
        print_loss="紛失の記録を印刷か PDF にしました",
        print_loss_dropped="紛失の記録の印刷か PDF は、できずに終わりました",
        make_audit_sheet="月次確認票を印刷か PDF にしました",
        make_audit_sheet_dropped="月次確認票の印刷か PDF は、できずに終わりました",
    ),
    **_acts(
        ActGroup.REFUSED,
        failed_login="パスワードが違い、開けませんでした",
    ),
    **_acts(
        ActGroup.CHANGED,
        receive_case="相談を受け付けました",
        import_case="台帳から取り込みました",
        bring_back_case="控えから1件を戻しました",
        change_case="ケースを書き直しました",
        review_case="見直しを記録しました",
        close_case="終結にしました",
        reopen_case="再び受け付けました",
        add_note="支援の記録を書きました",
        change_note="支援の記録を書き直しました",
        link_cases="ケースをつなげました",
        delete="ケースのつながりを外しました",
        declare_not_my_number="12桁の数字を、マイナンバーではないとしました",
        plan_meeting="会議を準備しました",
        change_meeting="会議を書き直しました",
        conclude_meeting="会議を終えました",
        add_body="構成機関を加えました",
        change_body="構成機関を書き直しました",
        add_member="機関の人を加えました",
        change_member="機関の人を書き直しました",
        create_council="協議会をつくりました",
        change_council="協議会の設定を変えました",
        import_ledger="台帳を取り込みました",
        save_ledger_mapping="台帳の読み方を決めました",
    ),
    **_acts(
        ActGroup.PEOPLE,
        add_account="利用者を加えました",
        change_account="利用者を書き直しました",
        change_roles="役割を変えました",
        disable_account="利用者を止めました",
        enable_account="止めた利用者を、また使えるようにしました",
        remove_account="利用者を外しました",
        reset_password="はじめのパスワードを出し直しました",  # noqa: S106 (words, no password)
        change_password="自分のパスワードを変えました",  # noqa: S106
        change_key="鍵を新しくしました",
        recover="復旧シートで開き、新しいパスワードを決めました",
        make_recovery_sheets="復旧シートをつくりました",
        prove_recovery_sheets="復旧シートで開けることを確かめました",
        sheets_outdated="復旧シートのつくり直しが要る、としるしを付けました",
        make_signing_key="公表の署名に使う鍵をつくりました",
    ),
    **_acts(
        ActGroup.COPIES,
        backup="控えました",
        backup_failed="控えをつくれませんでした",
        backup_place_failed="控えを別の場所に置けませんでした",
        delete_backups="外した人がまだ開けた控えを消しました",
        set_backup_place="控えの別の場所を決めました",
        set_lock="自動でロックするまでの時間を決めました",
        rehearse="控えをためしに開きました",
        bring_back="控えの1件を、新しいケースとして戻しました",
        carry_open="持ち出しのファイルを開きました",
        carry_return="持ち帰りを取り込みました",
        carry_move="持ち出し先のパソコンに、2人で引きつぎました",
        restore="控えから全部を戻しました",
        rebuild_derived="さがすための写しと件数を、記録から作り直しました",
        accept_older_copy="前に使ったものより古い協議会を、このまま使うとしました",
    ),
    **_acts(
        ActGroup.LOG,
        open="協議会を開きました",
        view_log="操作の記録を見ました",
    ),
}


def words(action: str) -> str:
    """Return the sentence of an action; one that a newer program has logged is shown as it is stored."""
    act = ACTS.get(action)
    return act.words if act else action


def actions(group: ActGroup) -> tuple[str, ...]:
    """Return the actions of a group."""
    return tuple(action for action, act in ACTS.items() if act.group is group)
