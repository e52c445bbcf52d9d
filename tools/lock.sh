#!/bin/sh
# Compile requirements*.in to lock files with hashes for every platform and Python from 3.11 on.
set -eu
compile() {
    uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' "$@"
}
compile requirements.in -o requirements.txt
compile -c requirements.txt requirements-dev.in -o requirements-dev.txt
