# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'unlock_form.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import QCoreApplication, QMetaObject
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.buttons import KeyButton
from kyogikai_desktop.gui.widgets.field_row import FieldNote
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.paragraph import Paragraph
from kyogikai_desktop.gui.widgets.password_field import PasswordField

class Ui_UnlockForm(object):
    def setupUi(self, UnlockForm):
        if not UnlockForm.objectName():
            UnlockForm.setObjectName(u"UnlockForm")
        self.box = QVBoxLayout(UnlockForm)
        self.box.setSpacing(6)
        self.box.setObjectName(u"box")
        self.box.setContentsMargins(0, 0, 0, 0)
        self.council = Paragraph(UnlockForm)
        self.council.setObjectName(u"council")
        self.council.setProperty(u"role", u"title")

        self.box.addWidget(self.council)

        self.state = Paragraph(UnlockForm)
        self.state.setObjectName(u"state")
        self.state.setProperty(u"role", u"caption")

        self.box.addWidget(self.state)

        self.notice = MessageBar(UnlockForm)
        self.notice.setObjectName(u"notice")

        self.box.addWidget(self.notice)

        self.gap = QSpacerItem(20, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.box.addItem(self.gap)

        self.login_label = QLabel(UnlockForm)
        self.login_label.setObjectName(u"login_label")
        self.login_label.setProperty(u"textFormat", 0)
        self.login_label.setProperty(u"role", u"field")

        self.box.addWidget(self.login_label)

        self.login = QComboBox(UnlockForm)
        self.login.setObjectName(u"login")
        self.login.setProperty(u"tall", u"true")

        self.box.addWidget(self.login)

        self.login_note = FieldNote(UnlockForm)
        self.login_note.setObjectName(u"login_note")

        self.box.addWidget(self.login_note)

        self.password_label = QLabel(UnlockForm)
        self.password_label.setObjectName(u"password_label")
        self.password_label.setProperty(u"textFormat", 0)
        self.password_label.setProperty(u"role", u"field")

        self.box.addWidget(self.password_label)

        self.password = PasswordField(UnlockForm)
        self.password.setObjectName(u"password")
        self.password.setProperty(u"tall", u"true")

        self.box.addWidget(self.password)

        self.password_note = FieldNote(UnlockForm)
        self.password_note.setObjectName(u"password_note")

        self.box.addWidget(self.password_note)

        self.gap2 = QSpacerItem(20, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.box.addItem(self.gap2)

        self.actions = QHBoxLayout()
        self.actions.setSpacing(8)
        self.actions.setObjectName(u"actions")
        self.actions.setContentsMargins(0, 0, 0, 0)
        self.open = KeyButton(UnlockForm)
        self.open.setObjectName(u"open")
        self.open.setProperty(u"kind", u"large")
        self.open.setProperty(u"key", u"Enter")
        self.open.setProperty(u"icon_name", u"key")

        self.actions.addWidget(self.open)

        self.actions_space = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.actions_space)


        self.box.addLayout(self.actions)

#if QT_CONFIG(shortcut)
        self.login_label.setBuddy(self.login)
        self.password_label.setBuddy(self.password)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.login, self.password)
        QWidget.setTabOrder(self.password, self.open)

        self.retranslateUi(UnlockForm)

        QMetaObject.connectSlotsByName(UnlockForm)
    # setupUi

    def retranslateUi(self, UnlockForm):
        self.council.setText("")
        self.state.setText(QCoreApplication.translate("UnlockForm", u"\u30d5\u30a1\u30a4\u30eb\u306f\u6697\u53f7\u5316\u3055\u308c\u305f\u307e\u307e\u3067\u3059\u3002\u307e\u3060\u4f55\u3082\u8aad\u307f\u8fbc\u3093\u3067\u3044\u307e\u305b\u3093\u3002", None))
        self.login_label.setText(QCoreApplication.translate("UnlockForm", u"\u5229\u7528\u8005ID", None))
        self.password_label.setText(QCoreApplication.translate("UnlockForm", u"\u30d1\u30b9\u30ef\u30fc\u30c9", None))
        self.open.setText(QCoreApplication.translate("UnlockForm", u"\u958b\u304f", None))
        pass
    # retranslateUi

