#!/bin/sh
# Sets up a source tree, runs it, tests it.
#
#   sh packaging/dev.sh run                     the application with its demo server
#   sh packaging/dev.sh run URL | COMMAND ...   the application with these arguments
#   sh packaging/dev.sh test [--latest] [ARGS]  format, lint, types, import contracts, tests;
#                                               ARGS go to pytest
#   sh packaging/dev.sh lock                    make the lock anew from pyproject.toml; UPGRADE=1 before
#                                               it takes the newest versions
#
# `run` and `test` install the exact versions of packaging/lock into .venv. `test --latest` installs
# the newest versions that pyproject.toml allows into .venv-latest. PYTHON=python3.13 chooses an
# interpreter other than python3. System packages are installed where they are missing and root or a
# sudo without password can do it.
set -eu
cd -P "$(dirname "$0")/.."
venv=.venv
locks=packaging/lock

say() { echo "dev.sh: $*" >&2; }

die() {
    say "$*"
    exit 1
}

# apt_install PACKAGE...  Fails, having said what to do, where that needs a person.
apt_install() {
    if ! command -v apt-get >/dev/null; then
        say "please install what your system has in place of these Debian packages: $*"
        return 1
    fi
    sudo=
    if [ "$(id -u)" != 0 ]; then
        sudo="sudo -n"
        if ! $sudo true 2>/dev/null; then
            say "please run: sudo apt-get install -y $*"
            return 1
        fi
    fi
    say "installing $*"
    apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq"
    # A fresh machine has no package lists, or old ones: they are fetched only if it takes that.
    $apt install -y --no-install-recommends "$@" >/dev/null 2>&1 ||
        { $apt update && $apt install -y --no-install-recommends "$@" >/dev/null; }
}

# is_recent PYTHON  Whether it runs and is 3.11 or later.
is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

make_venv() {
    for python in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_recent "$python"; then
            "$python" -c 'import ensurepip' 2>/dev/null || apt_install python3-venv ||
                die "$python cannot make a virtual environment without it"
            say "making $venv with $("$python" -V)"
            rm -rf "$venv"
            "$python" -m venv "$venv"
            return
        fi
    done
    die "Python 3.11 or later is needed, but ${PYTHON:-python3} is not; PYTHON=... names another"
}

# fits_venv  Whether $venv can be used: it works, was made here, and no other Python is asked for.
fits_venv() {
    is_recent "$venv/bin/python" && grep -qsF "$PWD/$venv/" "$venv/bin/pip" &&
        [ "$("${PYTHON:-$venv/bin/python}" -V)" = "$("$venv/bin/python" -V)" ]
}

# install_locked NAME STAMP...  Install the project with the versions of the lock NAME. Quick if a
# STAMP says that this is done; writes the first.
install_locked() {
    lock=$locks/$1.txt
    shift
    now="$("$venv/bin/python" -V) $(cat pyproject.toml $locks/*.txt | cksum)"
    if ! cat "$@" 2>/dev/null | grep -qxF "$now"; then
        say "installing the project and what it needs into $venv"
        pip="$venv/bin/python -m pip install -q --disable-pip-version-check"
        $pip --require-hashes -r "$lock"
        $pip --no-deps --no-build-isolation -e .
        echo "$now" >"$1"
    fi
}

install_latest() {
    say "installing the newest versions that pyproject.toml allows into $venv"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --upgrade \
        --upgrade-strategy eager -e ".[dev]"
}

# lock  Resolve pyproject.toml for all systems and Python versions. A locked version stays where the
# ranges allow it, unless UPGRADE is set.
lock() {
    fits_venv || make_venv
    uv=build/uv
    "$venv/bin/python" -m venv $uv
    $uv/bin/python -m pip install -q --disable-pip-version-check --upgrade uv
    mkdir -p $locks
    compile="$uv/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11
        --no-emit-index-url --no-emit-find-links ${UPGRADE:+--upgrade} pyproject.toml"
    $compile --custom-compile-command "sh packaging/dev.sh lock" \
        --all-extras -o $locks/test.txt
    $compile --custom-compile-command "sh packaging/dev.sh lock" \
        --extra editable --constraints $locks/test.txt -o $locks/run.txt
}

# missing_libraries  The shared libraries that Qt's platform plugins look for in vain.
missing_libraries() {
    plugins=$(echo "$venv"/lib/python3*/site-packages/PySide6/Qt/plugins/platforms)
    ldd "$plugins/libqoffscreen.so" "$plugins/libqxcb.so" "$plugins"/libqwayland*.so 2>/dev/null |
        awk '/not found/ { print $1 }' | sort -u | xargs
}

# missing_fonts  The packages of fonts for what the demo shows, without those that are there.
missing_fonts() {
    there=$(find -L /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" \
        "$HOME/.local/share/fonts" -name '*.[ot]t[fc]' 2>/dev/null || true)
    for font in 'DejaVuSans\.:fonts-dejavu-core' 'CJK|wqy-microhei:fonts-wqy-microhei' \
        'Emoji|Symbola:fonts-symbola' 'Devanagari|Lohit-Deva:fonts-lohit-deva'; do
        echo "$there" | grep -qE "${font%:*}" || echo "${font#*:}"
    done
}

install_qt_libraries() {
    [ "$(uname)" = Linux ] || return 0
    # Without a font for them, characters are shown as boxes: a pity, but nothing fails.
    fonts=$(missing_fonts | xargs)
    [ -z "$fonts" ] || apt_install $fonts || true
    [ -n "$(missing_libraries)" ] || return 0
    apt_install libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libx11-6 \
        libx11-xcb1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \
        libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-util1 \
        libxcb-xfixes0 libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1 || true
    missing=$(missing_libraries)
    [ -z "$missing" ] || say "not found: $missing"
    QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'import PySide6.QtWidgets' 2>/dev/null ||
        die "Qt does not load without these libraries"
}

# is_command WORD  Whether the application takes WORD, its first argument, as a command (`record`),
# rather than as an option of the window or a URL.
is_command() {
    case $1 in '' | -* | *:*) return 1 ;; esac
}

# has_url ARGS...
has_url() {
    for argument in "$@"; do
        case $argument in *://*) return 0 ;; esac
    done
    return 1
}

# needs_display ARGS...  Whether `run` opens a window on a screen.
needs_display() {
    ! is_command "${1:-}" || return 1
    for argument in "$@"; do
        case $argument in --screenshot* | --help | -h | --version) return 1 ;; esac
    done
    [ "$(uname)" = Linux ] && [ -z "${QT_QPA_PLATFORM:-}" ]
}

run() {
    if needs_display "$@" && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        die "there is no display to open a window on. In a desktop session this just works; over" \
            "ssh, use ssh -X; or draw the window into a file: sh packaging/dev.sh run" \
            "--screenshot demo.png"
    fi
    fits_venv || make_venv
    install_locked run "$venv/run-is-set-up" "$venv/test-is-set-up"
    if ! is_command "${1:-}"; then
        install_qt_libraries
        has_url "$@" || set -- --demo "$@"
    fi
    exec "$venv/bin/python" -m inspector "$@"
}

check() {
    if [ "${1:-}" = --latest ]; then
        shift
        venv=.venv-latest
        fits_venv || make_venv
        install_latest
    else
        fits_venv || make_venv
        install_locked test "$venv/test-is-set-up"
    fi
    install_qt_libraries
    export PATH="$PWD/$venv/bin:$PATH"
    ruff format --check .
    ruff check .
    mypy
    lint-imports
    exec python -m pytest -n auto --maxprocesses 4 --dist loadfile "$@"
}

command=${1:-}
[ $# = 0 ] || shift
case $command in
run) run "$@" ;;
test) check "$@" ;;
lock) lock ;;
*) die "usage: sh packaging/dev.sh run [ARGS] | test [--latest] [ARGS] | lock" ;;
esac
