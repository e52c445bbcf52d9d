#!/bin/sh
# Make .venv and install one hashed lock file into it: environment.sh <lock file> <stamp file>
set -eu
lock=$1
stamp=$2
venv=.venv

say() { printf '%s\n' "$*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 && new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    say "Caravanserai needs Python 3.11 or newer, and none was found on this machine."
    say "Install it (Debian: apt install python3 python3-venv) or install uv, then run make again."
    exit 1
}

with_uv() {
    [ -x $venv/bin/python ] || uv venv --quiet --python '>=3.11' $venv || uv_failed
    uv pip install --quiet --compile-bytecode --require-hashes --python $venv/bin/python -r "$lock" || uv_failed
}

uv_failed() {
    say "uv could not make the environment (see above): it needs Python 3.11 or newer and a network."
    exit 1
}

with_pip() {
    python=$(find_python)
    [ -x $venv/bin/python ] || "$python" -m venv $venv || {
        say "Python cannot make an environment here. Debian: apt install python3-venv, or install uv."
        exit 1
    }
    $venv/bin/python -m pip --version >/dev/null 2>&1 || $venv/bin/python -m ensurepip --upgrade
    $venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock" || {
        say "pip could not install $lock (see above): check the network and run make again."
        exit 1
    }
}

if [ -x $venv/bin/python ] && ! new_enough $venv/bin/python; then
    say "Replacing $venv, whose Python is older than 3.11 or gone."
    rm -rf $venv
fi
if command -v uv >/dev/null 2>&1; then with_uv; else with_pip; fi
touch "$stamp"
