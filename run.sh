#!/bin/sh
# Set up 協議会デスクトップ and open it. Works from any folder.
#
#   sh run.sh                      set up what is missing, then open the program
#                                  (where there is no screen: play the main job on a practice council)
#   sh run.sh test [ARGUMENTS]     set up, then run the short tests; ARGUMENTS go to pytest
#   sh run.sh test --all [...]     run also the tests that need strace, gcc or minutes
#   sh run.sh ANYTHING ELSE        set up, then hand it to the program: sh run.sh check VAULT
#
# Python's part lands in .venv beside this file, the rest are Debian packages. Set-up reads nothing from
# standard input (a password may be waiting there) and writes only to standard error.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
venv=$here/.venv

python_packages='python3 python3-venv'
qt_packages='libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1'
window_packages='libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1 libwayland-cursor0'
font_packages='fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-ipamj-mincho'
long_test_packages='strace gcc libc6-dev poppler-utils xvfb dbus-daemon'

say() { echo "run.sh: $*" >&2; }

# Print the first Python that is new enough, not too new, and can make a virtual environment. The real file
# is wanted: once the system replaces it, .venv points to nothing and is made again.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c '
import ensurepip, os, sys, venv
sys.exit(print(os.path.realpath(sys.executable)) if (3, 11) <= sys.version_info < (3, 15) else 1)
' 2>/dev/null && return
    done
    return 1
}

# Print those of the packages that are not installed; Debian 13 added t64 to some names.
missing() {
    for package; do
        dpkg-query -W -f='${db:Status-Status}\n' "$package" "${package}t64" 2>/dev/null |
            grep -qx installed || echo "$package"
    done
}

# Install those of the packages that are missing, as root or by sudo, or name them and give up.
add_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "this is not Debian; these are taken to be there under other names: $*"
        return
    fi
    # shellcheck disable=SC2046 # one word per package is meant
    set -- $(missing "$@")
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        as_root=false
    fi
    say "these Debian packages are missing and will be installed: $*"
    # shellcheck disable=SC2016 # the inner shell expands these; it first mends what an interrupted run left
    if $as_root sh -c '
        export DEBIAN_FRONTEND=noninteractive
        quietly="-y -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300"
        dpkg --configure -a
        apt-get $quietly update
        apt-get $quietly install --fix-broken --no-install-recommends "$@"
    ' sh "$@"; then
        return
    fi
    say "they could not be installed; as an administrator: apt-get update && apt-get install --no-install-recommends $*"
    exit 2
}

# Succeed if what the lock file names was installed completely by an earlier run.
is_ready() {
    [ -x "$venv/bin/python" ] && [ ! -e "$venv/unfinished" ] && cmp -s "$here/$1" "$venv/$1"
}

# Make .venv hold what the lock file names. A run that was interrupted leaves the file "unfinished" behind.
# shellcheck disable=SC2086 # lists of packages are several words
set_up() {
    is_ready "$1" && return # another run was first
    set -- "$1" $qt_packages $window_packages $font_packages
    find_python >/dev/null || set -- "$@" $python_packages
    lock=$1
    shift
    add_packages "$@"
    python=$(find_python) || { say 'Python 3.11 to 3.14 with its venv module is needed'; exit 2; }
    if [ -e "$venv/unfinished" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        say "making .venv with $python"
        rm -rf "$venv"
        mkdir "$venv"
        touch "$venv/unfinished"
        "$python" -m venv "$venv"
    fi
    touch "$venv/unfinished"
    say "installing $lock"
    "$venv/bin/python" -m pip install --no-input --disable-pip-version-check \
        --require-hashes --only-binary=:all: -r "$here/$lock"
    cp "$here/$lock" "$venv/$lock"
    rm "$venv/unfinished"
    say 'ready'
}

# Wait for any other set-up in this folder, then do what is left to do.
prepare() {
    is_ready "$1" || (
        ! command -v flock >/dev/null || flock 9
        set_up "$1"
    ) 9<"$here/run.sh" </dev/null >&2
}

# Only our own code and .venv are imported, never a stray file of the folder the program was started from.
export PYTHONSAFEPATH=1 PYTHONPATH="$here"

if [ "${1-}" = test ]; then
    shift
    prepare requirements-test.txt
    if [ "${1-}" = --all ]; then
        shift
        # shellcheck disable=SC2086 # a list of packages
        add_packages $long_test_packages </dev/null >&2
        set -- -m '' "$@"
    elif [ $# = 0 ]; then
        set -- -n auto # on all cores; with arguments in one process, whose output can be followed
    fi
    cd "$here"
    exec env LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen "$venv/bin/python" -m pytest "$@"
fi

prepare requirements.txt
if [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
    export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
    [ $# -gt 0 ] || set -- demo
fi
exec "$venv/bin/python" -m kyogikai_desktop "$@"
