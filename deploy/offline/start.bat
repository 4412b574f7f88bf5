@echo off
rem Install the dashboard into this folder at the first start, without a network, and start it.
rem Options are those of `resilience serve`: start.bat --demo; --no-hall-certificate serves plain http alone
rem This file has not been tried on Windows.
setlocal
cd /d "%~dp0"
set /p needed=<python-version
py -%needed% -c "import venv, ensurepip" 2>nul || (
    echo This bundle needs Python %needed%. Install it, then start again. 1>&2
    exit /b 1
)
if not exist venv\installed (
    echo Installing into %CD%\venv ...
    py -%needed% -m venv --clear venv || exit /b 1
    venv\Scripts\python -m pip install --quiet --no-compile --disable-pip-version-check --no-index --find-links wheels --requirement requirements.txt || exit /b 1
    for %%w in (wheels\urban_resilience_dashboard-*.whl) do (
        venv\Scripts\python -m pip install --quiet --no-compile --disable-pip-version-check --no-index --find-links wheels --no-deps "%%w" || exit /b 1
    )
    type nul > venv\installed
)
if not defined RESILIENCE_DATA set "RESILIENCE_DATA=%CD%\data"
venv\Scripts\python -m resilience serve --hall-certificate %*
