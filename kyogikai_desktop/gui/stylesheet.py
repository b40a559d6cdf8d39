"""The QSS of the program, generated from the design tokens."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from kyogikai_desktop import paths

if TYPE_CHECKING:
    from kyogikai_desktop.gui.theme import Tokens

_SIZES = {
    "small": 9.5,
    "body": 10.5,
    "field": 11.0,
    "section": 12.0,
    "large": 13.5,
    "title": 16.5,
    "name": 19.0,
}

_HEIGHTS = {"line_high": 24, "tall_high": 32}

_SHEET = Template("""
QToolTip { color: $text; background: $surface; border: 1px solid $line2; padding: 4px 8px; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: bold; }
QLabel[role="name"] { font-size: ${name}pt; font-weight: bold; }
QLabel[role="large"] { font-size: ${large}pt; font-weight: bold; }
QLabel[role="section"] { font-size: ${section}pt; font-weight: bold; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="second"] { color: $text2; }
QLabel[role="caption"] { font-size: ${small}pt; color: $text3; }
QLabel[role="field"] { font-size: ${small}pt; font-weight: bold; color: $text2; }
QLabel[role="error"] { font-size: ${small}pt; color: $error_ink; }
QLabel[role="mark"] { font-size: ${small}pt; color: $text2; background: $mute_ground; border-radius: 4px;
  padding: 1px 6px; }

QLabel[role="key"] { font-size: ${small}pt; color: $text3; border: 1px solid $line2; border-radius: 4px;
  padding: 1px 4px; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="chosen"] { background: $surface; border: 2px solid $primary; border-radius: 8px; }
QWidget[role="surface"] { background: $surface; }
QFrame[role="floating"], QDialog[role="floating"] {
  background: $surface; border: 1px solid $line2; border-radius: 10px; }
QFrame[role="rule"] { background: $line; border: none; }
QFrame[role="quote"] { border: none; border-left: 2px solid $line2; }
QWidget[role="header"] { background: $surface; border-bottom: 1px solid $line; }
QWidget[role="bar"] { background: $surface; border-bottom: 1px solid $line; }
QWidget[role="side"] { background: $side; border-right: 1px solid $line; }
QWidget[role="strip"] { background: $side; border-top: 1px solid $line; }
QWidget[role="foot"] { background: $surface; border-top: 1px solid $line; }
QWidget[role="pane"] { background: $surface; border-left: 1px solid $line; }
QWidget[role="column"] { background: $surface; border-right: 1px solid $line; }
QFrame[tone="room"] { background: $room_ground; border: 1px solid #8CCBD3; border-radius: 8px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {
  background: $surface; color: $text; border: 1px solid $control; border-radius: 6px; padding: 5px 9px;
  font-size: ${field}pt; selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit, QComboBox, QSpinBox { min-height: ${line_high}px; }
QLineEdit[tall="true"], QComboBox[tall="true"] { min-height: ${tall_high}px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $text; padding: 4px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit[state="error"], QPlainTextEdit[state="error"], QTextEdit[state="error"], QComboBox[state="error"] {
  border: 2px solid $error_ink; padding: 4px 8px; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: $alt; border-color: $line2; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QSpinBox:disabled {
  background: $alt; color: $text3; border-color: $line2; }
QLineEdit[bare="true"] { border: none; background: transparent; }
QComboBox[kind="small"] { font-size: ${small}pt; padding: 3px 2px 3px 7px; min-height: 22px; }
QComboBox[kind="small"]:focus { padding: 2px 1px 2px 6px; }
QComboBox[kind="small"]::drop-down { width: 20px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url($icons/down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line2; padding: 4px; outline: none;
  selection-background-color: $selection; selection-color: $text; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 3px 0; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $control;
  background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: $surface; border: 2px solid $primary; width: 14px; height: 14px;
  image: url($icons/tick.svg); }
QRadioButton::indicator:checked { border: 5px solid $primary; width: 8px; height: 8px; }
QCheckBox:disabled, QRadioButton:disabled { color: $text3; }

QPushButton { background: $surface; color: $text; border: 1px solid $control; border-radius: 6px;
  padding: 0 13px; min-height: 32px; }
QPushButton:hover { background: $alt; border-color: $text2; }
QPushButton:pressed { background: $side; }
QPushButton:disabled { color: $text3; border-color: $line2; background: $surface; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary;
  font-weight: bold; min-height: 34px; }
QPushButton[kind="primary"]:hover { background: #0D4F99; }
QPushButton[kind="primary"]:pressed { background: #083A71; }
QPushButton[kind="primary"]:disabled { background: $mute_ground; color: $text3; border-color: $line2; }
QPushButton[kind="text"] { background: transparent; color: $link; border: none; padding: 0 4px;
  min-height: 30px; }
QPushButton[kind="text"]:hover { background: $tint; }
QPushButton[kind="text"]:disabled { color: $text3; }
QPushButton[kind="quiet"] { background: transparent; border: none; padding: 0 6px; min-height: 30px; }
QPushButton[kind="quiet"]:hover { background: $side; }
QPushButton[kind="small"] { min-height: 28px; padding: 0 11px; }
QPushButton[kind="large"] { min-height: 42px; padding: 0 18px; background: $primary; color: $on_primary;
  border-color: $primary; font-weight: bold; font-size: ${section}pt; }
QPushButton[kind="large"]:hover { background: #0D4F99; }
QPushButton[kind="large"]:disabled { background: $mute_ground; color: $text3; border-color: $line2; }
QPushButton[kind="search"] { color: $text3; min-height: 30px; min-width: 170px; }
QPushButton[kind="search"]:hover { background: $surface; }
QPushButton:checked { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton::menu-indicator { image: none; width: 0; }

QTableView, QListView, QTreeView { background: $surface; border: none; outline: none; }
QHeaderView { background: $alt; }
QHeaderView::section { background: $alt; color: $text3; border: none; border-bottom: 1px solid $line;
  padding: 0 10px; font-size: ${small}pt; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: #A9B2BC; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: transparent; spacing: 2px; }
QMenuBar::item { padding: 6px 8px; border-radius: 6px; background: transparent; color: $text2; }
QMenuBar::item:selected { background: $side; }
QMenu { background: $surface; border: 1px solid $line2; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: 6px 4px; }

QProgressBar { background: $mute_ground; border: none; border-radius: 5px; min-height: 10px;
  max-height: 10px; }
QProgressBar::chunk { background: $primary; border-radius: 5px; }
QSplitter::handle { background: $line; }
QCalendarWidget QWidget { alternate-background-color: $alt; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $alt; }
QCalendarWidget QAbstractItemView { selection-background-color: $primary; selection-color: $on_primary; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: none; padding: 4px 8px; }
""")


_TONE = Template("""
QFrame[tone="$tone"] { background: $ground; border: none; border-left: 4px solid $ink; border-radius: 4px; }
""")


def stylesheet(tokens: Tokens, zoom: float) -> str:
    """Return the QSS for a theme at a text zoom."""
    names = {"icons": (paths.resources() / "icons").as_posix()}
    tones = ""
    for name, value in tokens._asdict().items():
        if isinstance(value, str):
            names[name] = value
        else:
            names |= {f"{name}_ink": value.ink, f"{name}_ground": value.ground}
            tones += _TONE.substitute(value._asdict(), tone=name)
    names |= {name: f"{points * zoom:.2f}" for name, points in _SIZES.items()}
    names |= {name: str(round(height * max(1.0, zoom))) for name, height in _HEIGHTS.items()}
    return tones + _SHEET.substitute(names)
