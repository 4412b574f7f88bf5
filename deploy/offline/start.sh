#!/bin/sh
# Install the dashboard into this folder at the first start, without a network, and start it.
# Options are those of `resilience serve`: ./start.sh --demo; --no-hall-certificate serves plain http alone
set -eu
cd "$(dirname "$0")"
needed=$(cat python-version)
python=$(command -v "python$needed" || command -v python3 || echo python3)
if ! "$python" -c "import sys, venv, ensurepip; sys.exit('%d.%d' % sys.version_info[:2] != '$needed')" 2>/dev/null; then
    echo "This bundle needs Python $needed with venv. Install it from a package of your system, then start again." >&2
    exit 1
fi
if [ ! -e venv/installed ]; then
    echo "Installing into $PWD/venv ..."
    "$python" -m venv --clear venv
    offline="venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check --no-index --find-links wheels"
    $offline --requirement requirements.txt
    $offline --no-deps wheels/urban_resilience_dashboard-*.whl
    touch venv/installed
fi
RESILIENCE_DATA=${RESILIENCE_DATA:-$PWD/data}
export RESILIENCE_DATA
exec venv/bin/python -m resilience serve --hall-certificate "$@"
