#!/bin/sh
# The programs that the tests drive for real: a Chromium browser, LibreOffice Calc, Impress
# and Writer, and on Linux fonts, nginx and what looks at the samples for systemd and compose.
# $1 is the folder of the virtual environment's programs.
set -u
as_root_with_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
from_debian() {
    as_root_with_apt || return 1
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

a_browser() {
    for name in chromium chromium-browser google-chrome chrome; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

# of Chromium the part without windows, where it is to be had: it is what tests open pages with
if ! command -v chromium-headless-shell >/dev/null; then
    from_debian chromium-headless-shell fonts-noto-cjk || a_browser || "$1/playwright" install chromium || {
        echo "The tests need a browser: install Chromium or Chrome so that it is on PATH." >&2
        exit 1
    }
fi

opens_slides_and_documents() {
    office=$(command -v soffice) || return 1
    programs=$(dirname "$(readlink -f "$office")")
    [ "$(uname)" != Linux ] || { [ -e "$programs/libsdlo.so" ] && [ -e "$programs/libmswordlo.so" ]; }
}
if ! opens_slides_and_documents; then
    from_debian libreoffice-calc libreoffice-impress libreoffice-writer || command -v soffice >/dev/null || {
        echo "The tests need LibreOffice: install it so that soffice is on PATH." >&2
        exit 1
    }
fi

[ "$(uname)" = Linux ] || exit 0
# the fonts that Office files name have the widths of these
has_fonts() { command -v fc-list >/dev/null && fc-list | grep -q Carlito && fc-list | grep -q Caladea; }
has_fonts || from_debian fontconfig fonts-crosextra-carlito fonts-crosextra-caladea || {
    echo "The tests need the fonts Carlito and Caladea, as wide as Calibri and Cambria: install them." >&2
    exit 1
}
for tool in nginx systemd-analyze:systemd docker-compose; do
    program=${tool%:*} package=${tool#*:}
    PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null || from_debian "$package" || {
        echo "The tests need $program: install it so that it is on PATH." >&2
        exit 1
    }
done
