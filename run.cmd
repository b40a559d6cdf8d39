@echo off
rem Set up the program and open it, as run.sh does on Debian. Works from any folder.
rem
rem   run.cmd                      set up what is missing, then open the program
rem   run.cmd test [ARGUMENTS]     set up, then run the short tests; ARGUMENTS go to pytest
rem   run.cmd test --all [...]     run also the long tests
rem   run.cmd ANYTHING ELSE        set up, then hand it to the program: run.cmd check VAULT
rem
rem Everything lands in .venv beside this file; the fonts come with Windows. Set-up reads nothing from
rem standard input (a password may be waiting there) and writes only to standard error.
setlocal EnableExtensions DisableDelayedExpansion

set "here=%~dp0"
set "venv=%here%.venv"
set "python=%venv%\Scripts\python.exe"

rem Only our own code and .venv are imported, never a stray file of the folder the program was started from.
set "PYTHONSAFEPATH=1"
set "PYTHONPATH=%here:~0,-1%"

if "%~1"=="test" goto test
call :prepare requirements.txt
if errorlevel 1 exit /b 2
"%python%" -m kyogikai_desktop %*
exit /b %errorlevel%

:test
call :prepare requirements-test.txt
if errorlevel 1 exit /b 2
set "QT_QPA_PLATFORM=offscreen"
set arguments=
if "%~2"=="" set arguments= -n auto
:next_argument
shift
if [%1]==[] goto run_tests
if not "%~1"=="--all" set arguments=%arguments% %1
if "%~1"=="--all" set arguments=%arguments% -m ""
goto next_argument
:run_tests
cd /d "%here%"
"%python%" -m pytest%arguments%
exit /b %errorlevel%

rem Make .venv hold what the lock file %1 names. A run that was interrupted leaves the file "unfinished" behind.
:prepare
if exist "%venv%\unfinished" goto make
if not exist "%python%" goto make
if not exist "%venv%\%1" goto install
fc /b "%here%%1" "%venv%\%1" >nul
if errorlevel 1 goto install
exit /b 0
:make
call :find_python
if errorlevel 1 exit /b 1
>&2 echo run.cmd: making .venv with %found%
if exist "%venv%" rmdir /s /q "%venv%"
mkdir "%venv%"
type nul >"%venv%\unfinished"
%found% -m venv "%venv%" <nul 1>&2
if errorlevel 1 exit /b 1
:install
>&2 echo run.cmd: installing %1
type nul >"%venv%\unfinished"
"%python%" -m pip install --no-input --disable-pip-version-check --require-hashes --only-binary=:all: -r "%here%%1" <nul 1>&2
if errorlevel 1 exit /b 1
copy /y /b "%here%%1" "%venv%\%1" >nul
del "%venv%\unfinished"
exit /b 0

rem Set "found" to the first Python that is new enough, not too new, and can make a virtual environment.
:find_python
for %%v in (3.14 3.13 3.12 3.11) do (
    set "found=py -%%v"
    py -%%v -c "import venv" <nul >nul 2>nul
    if not errorlevel 1 exit /b 0
)
set "found=python"
python -c "import sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" <nul >nul 2>nul
if not errorlevel 1 exit /b 0
>&2 echo run.cmd: Python 3.11 to 3.14, 64 bits, is needed
exit /b 1
