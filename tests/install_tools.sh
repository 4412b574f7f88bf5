#!/bin/sh
# The programs that the tests drive for real: a Chromium browser and LibreOffice Calc.
# $1 is the folder of the virtual environment's programs.
set -u
as_root_with_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
from_debian() {
    as_root_with_apt || return 1
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null &&
    ! command -v google-chrome >/dev/null && ! command -v chrome >/dev/null; then
    from_debian chromium fonts-noto-cjk || "$1/playwright" install chromium || {
        echo "The tests need a browser: install Chromium or Chrome so that it is on PATH." >&2
        exit 1
    }
fi

if ! command -v soffice >/dev/null; then
    from_debian libreoffice-calc || {
        echo "The tests need LibreOffice: install it so that soffice is on PATH." >&2
        exit 1
    }
fi
