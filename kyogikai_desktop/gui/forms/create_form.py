# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'create_form.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import QCoreApplication, QMetaObject, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.buttons import KeyButton
from kyogikai_desktop.gui.widgets.field_row import FieldNote
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.paragraph import Paragraph
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.strength_meter import StrengthMeter

class Ui_CreateForm(object):
    def setupUi(self, CreateForm):
        if not CreateForm.objectName():
            CreateForm.setObjectName(u"CreateForm")
        self.box = QVBoxLayout(CreateForm)
        self.box.setSpacing(10)
        self.box.setObjectName(u"box")
        self.box.setContentsMargins(0, 0, 0, 0)
        self.title = QLabel(CreateForm)
        self.title.setObjectName(u"title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty(u"role", u"title")

        self.box.addWidget(self.title)

        self.lead = Paragraph(CreateForm)
        self.lead.setObjectName(u"lead")
        self.lead.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setProperty(u"role", u"second")

        self.box.addWidget(self.lead)

        self.council_section = QLabel(CreateForm)
        self.council_section.setObjectName(u"council_section")
        self.council_section.setTextFormat(Qt.TextFormat.PlainText)
        self.council_section.setProperty(u"role", u"section")

        self.box.addWidget(self.council_section)

        self.council_box = QVBoxLayout()
        self.council_box.setSpacing(4)
        self.council_box.setObjectName(u"council_box")
        self.council_box.setContentsMargins(0, 0, 0, 0)
        self.council_head = QHBoxLayout()
        self.council_head.setSpacing(8)
        self.council_head.setObjectName(u"council_head")
        self.council_head.setContentsMargins(0, 0, 0, 0)
        self.council_label = QLabel(CreateForm)
        self.council_label.setObjectName(u"council_label")
        self.council_label.setTextFormat(Qt.TextFormat.PlainText)
        self.council_label.setProperty(u"role", u"field")

        self.council_head.addWidget(self.council_label)

        self.council_mark = QLabel(CreateForm)
        self.council_mark.setObjectName(u"council_mark")
        self.council_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.council_mark.setProperty(u"role", u"mark")

        self.council_head.addWidget(self.council_mark)

        self.council_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.council_head.addItem(self.council_space)


        self.council_box.addLayout(self.council_head)

        self.council = LineEdit(CreateForm)
        self.council.setObjectName(u"council")

        self.council_box.addWidget(self.council)

        self.council_note = FieldNote(CreateForm)
        self.council_note.setObjectName(u"council_note")

        self.council_box.addWidget(self.council_note)

        self.council_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.council_box.addItem(self.council_rest)


        self.box.addLayout(self.council_box)

        self.codes_row = QHBoxLayout()
        self.codes_row.setSpacing(24)
        self.codes_row.setObjectName(u"codes_row")
        self.codes_box = QVBoxLayout()
        self.codes_box.setSpacing(4)
        self.codes_box.setObjectName(u"codes_box")
        self.codes_box.setContentsMargins(0, 0, 0, 0)
        self.codes_head = QHBoxLayout()
        self.codes_head.setSpacing(8)
        self.codes_head.setObjectName(u"codes_head")
        self.codes_head.setContentsMargins(0, 0, 0, 0)
        self.codes_label = QLabel(CreateForm)
        self.codes_label.setObjectName(u"codes_label")
        self.codes_label.setTextFormat(Qt.TextFormat.PlainText)
        self.codes_label.setProperty(u"role", u"field")

        self.codes_head.addWidget(self.codes_label)

        self.codes_mark = QLabel(CreateForm)
        self.codes_mark.setObjectName(u"codes_mark")
        self.codes_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.codes_mark.setProperty(u"role", u"mark")

        self.codes_head.addWidget(self.codes_mark)

        self.codes_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.codes_head.addItem(self.codes_space)


        self.codes_box.addLayout(self.codes_head)

        self.codes = LineEdit(CreateForm)
        self.codes.setObjectName(u"codes")

        self.codes_box.addWidget(self.codes)

        self.codes_note = FieldNote(CreateForm)
        self.codes_note.setObjectName(u"codes_note")

        self.codes_box.addWidget(self.codes_note)

        self.codes_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.codes_box.addItem(self.codes_rest)


        self.codes_row.addLayout(self.codes_box)

        self.population_box = QVBoxLayout()
        self.population_box.setSpacing(4)
        self.population_box.setObjectName(u"population_box")
        self.population_box.setContentsMargins(0, 0, 0, 0)
        self.population_head = QHBoxLayout()
        self.population_head.setSpacing(8)
        self.population_head.setObjectName(u"population_head")
        self.population_head.setContentsMargins(0, 0, 0, 0)
        self.population_label = QLabel(CreateForm)
        self.population_label.setObjectName(u"population_label")
        self.population_label.setTextFormat(Qt.TextFormat.PlainText)
        self.population_label.setProperty(u"role", u"field")

        self.population_head.addWidget(self.population_label)

        self.population_mark = QLabel(CreateForm)
        self.population_mark.setObjectName(u"population_mark")
        self.population_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.population_mark.setProperty(u"role", u"mark")

        self.population_head.addWidget(self.population_mark)

        self.population_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.population_head.addItem(self.population_space)


        self.population_box.addLayout(self.population_head)

        self.population = LineEdit(CreateForm)
        self.population.setObjectName(u"population")

        self.population_box.addWidget(self.population)

        self.population_note = FieldNote(CreateForm)
        self.population_note.setObjectName(u"population_note")

        self.population_box.addWidget(self.population_note)

        self.population_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.population_box.addItem(self.population_rest)


        self.codes_row.addLayout(self.population_box)

        self.codes_row.setStretch(0, 1)
        self.codes_row.setStretch(1, 1)

        self.box.addLayout(self.codes_row)

        self.legal_basis_box = QVBoxLayout()
        self.legal_basis_box.setSpacing(4)
        self.legal_basis_box.setObjectName(u"legal_basis_box")
        self.legal_basis_box.setContentsMargins(0, 0, 0, 0)
        self.legal_basis_head = QHBoxLayout()
        self.legal_basis_head.setSpacing(8)
        self.legal_basis_head.setObjectName(u"legal_basis_head")
        self.legal_basis_head.setContentsMargins(0, 0, 0, 0)
        self.legal_basis_label = QLabel(CreateForm)
        self.legal_basis_label.setObjectName(u"legal_basis_label")
        self.legal_basis_label.setTextFormat(Qt.TextFormat.PlainText)
        self.legal_basis_label.setProperty(u"role", u"field")

        self.legal_basis_head.addWidget(self.legal_basis_label)

        self.legal_basis_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.legal_basis_head.addItem(self.legal_basis_space)


        self.legal_basis_box.addLayout(self.legal_basis_head)

        self.legal_basis = QComboBox(CreateForm)
        self.legal_basis.setObjectName(u"legal_basis")

        self.legal_basis_box.addWidget(self.legal_basis)

        self.legal_basis_note = FieldNote(CreateForm)
        self.legal_basis_note.setObjectName(u"legal_basis_note")

        self.legal_basis_box.addWidget(self.legal_basis_note)

        self.legal_basis_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.legal_basis_box.addItem(self.legal_basis_rest)


        self.box.addLayout(self.legal_basis_box)

        self.folder_box = QVBoxLayout()
        self.folder_box.setSpacing(4)
        self.folder_box.setObjectName(u"folder_box")
        self.folder_box.setContentsMargins(0, 0, 0, 0)
        self.folder_head = QHBoxLayout()
        self.folder_head.setSpacing(8)
        self.folder_head.setObjectName(u"folder_head")
        self.folder_head.setContentsMargins(0, 0, 0, 0)
        self.folder_label = QLabel(CreateForm)
        self.folder_label.setObjectName(u"folder_label")
        self.folder_label.setTextFormat(Qt.TextFormat.PlainText)
        self.folder_label.setProperty(u"role", u"field")

        self.folder_head.addWidget(self.folder_label)

        self.folder_mark = QLabel(CreateForm)
        self.folder_mark.setObjectName(u"folder_mark")
        self.folder_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.folder_mark.setProperty(u"role", u"mark")

        self.folder_head.addWidget(self.folder_mark)

        self.folder_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.folder_head.addItem(self.folder_space)


        self.folder_box.addLayout(self.folder_head)

        self.folder_row = QHBoxLayout()
        self.folder_row.setSpacing(8)
        self.folder_row.setObjectName(u"folder_row")
        self.folder_row.setContentsMargins(0, 0, 0, 0)
        self.folder = LineEdit(CreateForm)
        self.folder.setObjectName(u"folder")

        self.folder_row.addWidget(self.folder)

        self.choose = KeyButton(CreateForm)
        self.choose.setObjectName(u"choose")
        self.choose.setProperty(u"kind", u"outlined")
        self.choose.setProperty(u"icon_name", u"folder")

        self.folder_row.addWidget(self.choose)


        self.folder_box.addLayout(self.folder_row)

        self.folder_note = FieldNote(CreateForm)
        self.folder_note.setObjectName(u"folder_note")

        self.folder_box.addWidget(self.folder_note)


        self.box.addLayout(self.folder_box)

        self.gap = QSpacerItem(20, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.box.addItem(self.gap)

        self.founder_section = QLabel(CreateForm)
        self.founder_section.setObjectName(u"founder_section")
        self.founder_section.setTextFormat(Qt.TextFormat.PlainText)
        self.founder_section.setProperty(u"role", u"section")

        self.box.addWidget(self.founder_section)

        self.founder_row = QHBoxLayout()
        self.founder_row.setSpacing(24)
        self.founder_row.setObjectName(u"founder_row")
        self.name_box = QVBoxLayout()
        self.name_box.setSpacing(4)
        self.name_box.setObjectName(u"name_box")
        self.name_box.setContentsMargins(0, 0, 0, 0)
        self.name_head = QHBoxLayout()
        self.name_head.setSpacing(8)
        self.name_head.setObjectName(u"name_head")
        self.name_head.setContentsMargins(0, 0, 0, 0)
        self.name_label = QLabel(CreateForm)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setTextFormat(Qt.TextFormat.PlainText)
        self.name_label.setProperty(u"role", u"field")

        self.name_head.addWidget(self.name_label)

        self.name_mark = QLabel(CreateForm)
        self.name_mark.setObjectName(u"name_mark")
        self.name_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.name_mark.setProperty(u"role", u"mark")

        self.name_head.addWidget(self.name_mark)

        self.name_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.name_head.addItem(self.name_space)


        self.name_box.addLayout(self.name_head)

        self.name = LineEdit(CreateForm)
        self.name.setObjectName(u"name")

        self.name_box.addWidget(self.name)

        self.name_note = FieldNote(CreateForm)
        self.name_note.setObjectName(u"name_note")

        self.name_box.addWidget(self.name_note)

        self.name_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.name_box.addItem(self.name_rest)


        self.founder_row.addLayout(self.name_box)

        self.login_box = QVBoxLayout()
        self.login_box.setSpacing(4)
        self.login_box.setObjectName(u"login_box")
        self.login_box.setContentsMargins(0, 0, 0, 0)
        self.login_head = QHBoxLayout()
        self.login_head.setSpacing(8)
        self.login_head.setObjectName(u"login_head")
        self.login_head.setContentsMargins(0, 0, 0, 0)
        self.login_label = QLabel(CreateForm)
        self.login_label.setObjectName(u"login_label")
        self.login_label.setTextFormat(Qt.TextFormat.PlainText)
        self.login_label.setProperty(u"role", u"field")

        self.login_head.addWidget(self.login_label)

        self.login_mark = QLabel(CreateForm)
        self.login_mark.setObjectName(u"login_mark")
        self.login_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.login_mark.setProperty(u"role", u"mark")

        self.login_head.addWidget(self.login_mark)

        self.login_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.login_head.addItem(self.login_space)


        self.login_box.addLayout(self.login_head)

        self.login = LineEdit(CreateForm)
        self.login.setObjectName(u"login")

        self.login_box.addWidget(self.login)

        self.login_note = FieldNote(CreateForm)
        self.login_note.setObjectName(u"login_note")

        self.login_box.addWidget(self.login_note)

        self.login_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.login_box.addItem(self.login_rest)


        self.founder_row.addLayout(self.login_box)

        self.founder_row.setStretch(0, 1)
        self.founder_row.setStretch(1, 1)

        self.box.addLayout(self.founder_row)

        self.password_row = QHBoxLayout()
        self.password_row.setSpacing(24)
        self.password_row.setObjectName(u"password_row")
        self.password_box = QVBoxLayout()
        self.password_box.setSpacing(4)
        self.password_box.setObjectName(u"password_box")
        self.password_box.setContentsMargins(0, 0, 0, 0)
        self.password_head = QHBoxLayout()
        self.password_head.setSpacing(8)
        self.password_head.setObjectName(u"password_head")
        self.password_head.setContentsMargins(0, 0, 0, 0)
        self.password_label = QLabel(CreateForm)
        self.password_label.setObjectName(u"password_label")
        self.password_label.setTextFormat(Qt.TextFormat.PlainText)
        self.password_label.setProperty(u"role", u"field")

        self.password_head.addWidget(self.password_label)

        self.password_mark = QLabel(CreateForm)
        self.password_mark.setObjectName(u"password_mark")
        self.password_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.password_mark.setProperty(u"role", u"mark")

        self.password_head.addWidget(self.password_mark)

        self.password_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.password_head.addItem(self.password_space)


        self.password_box.addLayout(self.password_head)

        self.password = PasswordField(CreateForm)
        self.password.setObjectName(u"password")

        self.password_box.addWidget(self.password)

        self.password_note = FieldNote(CreateForm)
        self.password_note.setObjectName(u"password_note")

        self.password_box.addWidget(self.password_note)

        self.strength = StrengthMeter(CreateForm)
        self.strength.setObjectName(u"strength")

        self.password_box.addWidget(self.strength)

        self.password_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.password_box.addItem(self.password_rest)


        self.password_row.addLayout(self.password_box)

        self.repeat_box = QVBoxLayout()
        self.repeat_box.setSpacing(4)
        self.repeat_box.setObjectName(u"repeat_box")
        self.repeat_box.setContentsMargins(0, 0, 0, 0)
        self.repeat_head = QHBoxLayout()
        self.repeat_head.setSpacing(8)
        self.repeat_head.setObjectName(u"repeat_head")
        self.repeat_head.setContentsMargins(0, 0, 0, 0)
        self.repeat_label = QLabel(CreateForm)
        self.repeat_label.setObjectName(u"repeat_label")
        self.repeat_label.setTextFormat(Qt.TextFormat.PlainText)
        self.repeat_label.setProperty(u"role", u"field")

        self.repeat_head.addWidget(self.repeat_label)

        self.repeat_mark = QLabel(CreateForm)
        self.repeat_mark.setObjectName(u"repeat_mark")
        self.repeat_mark.setTextFormat(Qt.TextFormat.PlainText)
        self.repeat_mark.setProperty(u"role", u"mark")

        self.repeat_head.addWidget(self.repeat_mark)

        self.repeat_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.repeat_head.addItem(self.repeat_space)


        self.repeat_box.addLayout(self.repeat_head)

        self.repeat = PasswordField(CreateForm)
        self.repeat.setObjectName(u"repeat")

        self.repeat_box.addWidget(self.repeat)

        self.repeat_note = FieldNote(CreateForm)
        self.repeat_note.setObjectName(u"repeat_note")

        self.repeat_box.addWidget(self.repeat_note)

        self.repeat_rest = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.repeat_box.addItem(self.repeat_rest)


        self.password_row.addLayout(self.repeat_box)

        self.password_row.setStretch(0, 1)
        self.password_row.setStretch(1, 1)

        self.box.addLayout(self.password_row)

        self.warning = MessageBar(CreateForm)
        self.warning.setObjectName(u"warning")

        self.box.addWidget(self.warning)

        self.rest = QSpacerItem(20, 20, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.box.addItem(self.rest)

#if QT_CONFIG(shortcut)
        self.council_label.setBuddy(self.council)
        self.codes_label.setBuddy(self.codes)
        self.population_label.setBuddy(self.population)
        self.legal_basis_label.setBuddy(self.legal_basis)
        self.folder_label.setBuddy(self.folder)
        self.name_label.setBuddy(self.name)
        self.login_label.setBuddy(self.login)
        self.password_label.setBuddy(self.password)
        self.repeat_label.setBuddy(self.repeat)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.council, self.codes)
        QWidget.setTabOrder(self.codes, self.population)
        QWidget.setTabOrder(self.population, self.legal_basis)
        QWidget.setTabOrder(self.legal_basis, self.folder)
        QWidget.setTabOrder(self.folder, self.choose)
        QWidget.setTabOrder(self.choose, self.name)
        QWidget.setTabOrder(self.name, self.login)
        QWidget.setTabOrder(self.login, self.password)
        QWidget.setTabOrder(self.password, self.repeat)

        self.retranslateUi(CreateForm)

        QMetaObject.connectSlotsByName(CreateForm)
    # setupUi

    def retranslateUi(self, CreateForm):
        self.title.setText(QCoreApplication.translate("CreateForm", u"\u5354\u8b70\u4f1a\u3092\u3064\u304f\u308b", None))
        self.lead.setText(QCoreApplication.translate("CreateForm", u"\u540d\u524d\u3084\u756a\u53f7\u306f\u3001\u3042\u3068\u304b\u3089\u300c\u8a2d\u5b9a\u300d\u3067\u76f4\u305b\u307e\u3059\u3002\u4fdd\u5b58\u3059\u308b\u5834\u6240\u3068\u30d1\u30b9\u30ef\u30fc\u30c9\u3060\u3051\u306f\u3001\u3044\u307e\u6c7a\u3081\u3066\u304f\u3060\u3055\u3044\u3002", None))
        self.council_section.setText(QCoreApplication.translate("CreateForm", u"\u5354\u8b70\u4f1a", None))
        self.council_label.setText(QCoreApplication.translate("CreateForm", u"\u5354\u8b70\u4f1a\u306e\u540d\u524d", None))
        self.council_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        self.codes_label.setText(QCoreApplication.translate("CreateForm", u"\u5e02\u533a\u753a\u6751\u30b3\u30fc\u30c9", None))
        self.codes_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        self.population_label.setText(QCoreApplication.translate("CreateForm", u"\u4eba\u53e3", None))
        self.population_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        self.legal_basis_label.setText(QCoreApplication.translate("CreateForm", u"\u6839\u62e0", None))
        self.folder_label.setText(QCoreApplication.translate("CreateForm", u"\u4fdd\u5b58\u3059\u308b\u5834\u6240", None))
        self.folder_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        self.choose.setText(QCoreApplication.translate("CreateForm", u"\u9078\u3076", None))
        self.founder_section.setText(QCoreApplication.translate("CreateForm", u"\u306f\u3058\u3081\u306e\u5229\u7528\u8005\uff08\u3042\u306a\u305f\uff09", None))
        self.name_label.setText(QCoreApplication.translate("CreateForm", u"\u6c0f\u540d", None))
        self.name_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        self.login_label.setText(QCoreApplication.translate("CreateForm", u"\u5229\u7528\u8005ID\uff08\u82f1\u6570\u5b57\uff09", None))
        self.login_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        self.password_label.setText(QCoreApplication.translate("CreateForm", u"\u30d1\u30b9\u30ef\u30fc\u30c9", None))
        self.password_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        self.repeat_label.setText(QCoreApplication.translate("CreateForm", u"\u30d1\u30b9\u30ef\u30fc\u30c9\uff08\u3082\u3046\u4e00\u5ea6\uff09", None))
        self.repeat_mark.setText(QCoreApplication.translate("CreateForm", u"\u5fc5\u9808", None))
        pass
    # retranslateUi

