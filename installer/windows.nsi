; Pack dist/kyogikai into one set-up program for Windows: `makensis -DVERSION=0.1.0 installer/windows.nsi`.
; It installs for the one user who runs it, needs no administrator, and never touches a council's folder.

Unicode true
!define NAME "協議会デスクトップ"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\kyogikai-desktop"
!ifndef VERSION
  !error "name the version: makensis -DVERSION=0.1.0 installer/windows.nsi"
!endif

Name "${NAME} ${VERSION}"
OutFile "..\dist\kyogikai-desktop-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\kyogikai-desktop"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

!include "MUI2.nsh"
!define MUI_FINISHPAGE_RUN "$INSTDIR\kyogikai.exe"
!insertmacro MUI_PAGE_LICENSE "..\LICENSE"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Japanese"

; Program files only: an older version leaves nothing behind, and what a person put into the folder stays.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\kyogikai.exe"
  Delete "$INSTDIR\kyogikai-console.exe"
!macroend

Section
  ; A running program keeps its file open: ask to close it before anything is replaced.
  closed:
  IfFileExists "$INSTDIR\kyogikai.exe" 0 install
  ClearErrors
  Delete "$INSTDIR\kyogikai.exe"
  IfErrors 0 install
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}が開いています。閉じてから「再試行」を押してください。" /SD IDCANCEL IDRETRY closed
  Abort
  install:
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "..\dist\kyogikai\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\kyogikai.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "kyogikai-desktop contributors"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
