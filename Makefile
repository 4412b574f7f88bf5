# Everything below works where only python3 (with venv) and make are there.
PYTHON ?= python3
UV = .venv/bin/uv
BIN = .venv/bin

.PHONY: run demo test test-undrr lint types layers check canary screenshots pictures looks docs benchmark attack faults audit fuzz extract update compile translations mutations hall image-test release bundle clean

run: .venv/ready  ## set up and start the dashboard; options of `serve` in ARGS
	$(BIN)/resilience serve $(ARGS)

demo: .venv/ready  ## write the invented demo city into the database
	$(BIN)/resilience demo

# what was compiled is kept: tests start some hundred processes of the program
test check canary: export PYTHONDONTWRITEBYTECODE =
test: .venv/ready-tests  ## everything that CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@$(BIN)/mypy & types=$$!; \
		$(BIN)/pytest --ignore tests/image --numprocesses 3 --dist loadfile --no-loadscope-reorder; tests=$$?; \
		wait $$types || { echo "mypy found what it says above"; exit 1; }; exit $$tests

# what starts a browser, servers or PostgreSQL, or draws many examples, is left to `make test`
APART = $(addprefix --ignore tests/,benchmarks browser deploy docs faults fuzz golden image properties)
QUICK = --dist loadfile --no-loadscope-reorder --hypothesis-profile quick \
	-m "not long" -k "not postgresql" $(APART)

check: .venv/ready-tests  ## the quick part of the tests: no browser, no office suite, one database
	$(BIN)/pytest --numprocesses 2 $(QUICK)

canary: .venv/ready-tests  ## check, guards of overridden parts, hall and scorecard on the newest packages; says what broke
	.ci/canary $(QUICK)

test-undrr: .venv/ready-tests  ## the tests of the official UNDRR workbook, on your copy: RESILIENCE_UNDRR_TEMPLATE=FILE
	@test -f "$(RESILIENCE_UNDRR_TEMPLATE)" || { \
		echo "Name an empty official workbook (.xlsm): RESILIENCE_UNDRR_TEMPLATE=FILE make test-undrr"; \
		exit 1; }
	$(BIN)/pytest tests/workbook/undrr/test_undrr_filled.py tests/workbook/undrr/test_undrr_totals.py

screenshots: .venv/ready-tests  ## pictures of every page in screenshots/, to be looked at
	SCREENSHOTS=1 $(BIN)/pytest tests/browser/test_screenshots.py

pictures: .venv/ready-tests  ## take the pictures of README and the tour again, into docs/pictures
	$(BIN)/python -m tests.browser.tour

looks: .venv/ready-tests  ## every chart in light, dark, print, on a phone and to other eyes, in screenshots/looks.html
	$(BIN)/python -m tests.browser.results.looks

docs: .venv/ready-docs  ## build the documentation into site/, which the server shows under /docs and a wheel takes along
	rm -rf site
	$(BIN)/python -m tools.reference
	$(BIN)/python -m sphinx -qWE --keep-going -d .venv/doctrees docs site

benchmark: .venv/ready-tests  ## print what everything costs and how fast it is, in short forms; docs/performance.md has the long ones; nothing passes or fails
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/scoring.py
	$(BIN)/python -m benchmarks.hostile
	$(BIN)/python -m benchmarks.workbooks
	$(BIN)/python -m benchmarks.report
	$(BIN)/python -m benchmarks.hall
	$(BIN)/python -m benchmarks.phone_load --people 500 --phones 200 --seconds 15
	$(BIN)/python -m benchmarks.servers
	$(BIN)/python -m benchmarks.cost
	$(BIN)/python -m benchmarks.clicks
	$(BIN)/python -m benchmarks.results_pages
	$(BIN)/python -m benchmarks.plan
	$(BIN)/python -m benchmarks.budget --pages phone-en phone-ja score overview --networks none slow-3g --times 1
	$(BIN)/python -m benchmarks.visits --pages overview actions --roles nobody facilitator
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.backup
	$(BIN)/python -m benchmarks.curves --quick people indicators answers
	$(BIN)/python -m benchmarks.networks

hall: .venv/ready-tests  ## a whole day with 12 browsers and 100 people more, at two sizes of the desk; docs/hall.md has the last figures
	$(BIN)/python -m benchmarks.day

attack: .venv/ready-tests  ## the long form of the attack on the small-group rule
	ATTACK_EXAMPLES=2000 $(BIN)/pytest --numprocesses auto tests/services/attack/test_partition_attack.py \
		tests/services/attack/test_attack_by_name.py tests/services/attack/test_comment_attack.py \
		tests/services/counting/test_attack_means.py

audit: .venv/bin/uv  ## ask the vulnerability service about the packages of uv.lock; fails where it gives no answer
	.ci/audit

faults: .venv/ready-tests  ## the long form of what breaks while a hall votes: database, disk, network, servers
	FAULT_SECONDS=35 FAULTS_LONG=1 $(BIN)/pytest -s tests/faults

image-test: .venv/ready-tests  ## build the image of deploy/ with podman and run it, alone and with compose; needs root on Debian and 5 to 8 minutes, too long for `make test`
	sh tests/image/install_tools.sh
	$(BIN)/pytest tests/image

fuzz: .venv/ready-tests  ## services against a plain model, 10 000 steps of any roles, calls and clocks on each database
	FUZZ_STEPS=10000 $(BIN)/pytest tests/fuzz

LOCALE = resilience/text/locale
SAID = text plural:1,2 mark InputError NotAllowed NotFound WrongTime CannotRun Sentence

extract: .venv/ready  ## gather the sentences of the interface in resilience.pot
	$(BIN)/pybabel -q extract -F pyproject.toml --no-default-keywords $(addprefix -k ,$(SAID)) \
		--no-location --sort-output --project "Urban resilience dashboard" --version 1 \
		--copyright-holder "the authors" -o $(LOCALE)/resilience.pot app.py pages resilience
	@sed -i.old -e '/^"POT-Creation-Date: /d' -e '/^"Generated-By: /d' $(LOCALE)/resilience.pot  # change with no sentence
	@rm $(LOCALE)/resilience.pot.old

update: extract  ## bring them into the catalogue of each language, to be translated there
	@for language in $$($(BIN)/python -c "from resilience.text import LANGUAGES; print(*(one.replace('-', '_') for one in LANGUAGES if one != 'en'))"); do \
		test -f $(LOCALE)/$$language/LC_MESSAGES/resilience.po || \
			$(BIN)/pybabel -q init -D resilience -d $(LOCALE) -i $(LOCALE)/resilience.pot -l $$language; done
	$(BIN)/pybabel -q update -D resilience -d $(LOCALE) -i $(LOCALE)/resilience.pot \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@sed -i.old -e '/^"Generated-By: /d' $(LOCALE)/*/LC_MESSAGES/resilience.po
	@rm $(LOCALE)/*/LC_MESSAGES/resilience.po.old

compile: .venv/ready  ## make the catalogues that the program reads from those that people write
	$(BIN)/pybabel -q compile -D resilience -d $(LOCALE)

translations: .venv/ready-tests  ## list what is shown in English for want of a translation; fails nothing
	$(BIN)/python -m tests.text.translations

mutations: .venv/ready-tests  ## put 60 small faults into the code, one at a time, and write which test catches each
	nice -n 10 $(BIN)/python -m tests.mutations $(ARGS)

# the packages that the product runs on, as uv.lock has them
RUNS_ON = --quiet --frozen --no-dev --all-extras

release: docs  ## wheel with the documentation, source archive, SBOM, notes and checksums in dist/; KEY=FILE signs them with an SSH key
	rm -rf dist
	$(UV) build --quiet --sdist --wheel --out-dir dist  # the wheel from here, with the documentation
	$(UV) export $(RUNS_ON) --no-emit-project --output-file dist/requirements.txt >/dev/null
	$(UV) export $(RUNS_ON) --format cyclonedx1.5 --preview-features sbom-export --output-file dist/sbom.cdx.json >/dev/null
	$(BIN)/python tools/release.py dist $(KEY)

bundle: release  ## the release, and an archive that installs and starts it without a network on machines like this one
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary :all: \
		--requirement dist/requirements.txt --dest dist/wheels
	$(BIN)/python tools/bundle.py dist
	$(BIN)/python tools/release.py dist $(KEY)

.venv/bin/uv:
	@echo "Setting up .venv: a minute with packages in the cache, several minutes without. Nothing is printed meanwhile."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

.venv/ready: $(UV) uv.lock pyproject.toml
	@echo "Installing the packages of the dashboard into .venv and compiling them"
	$(UV) sync --frozen --quiet --compile-bytecode --all-extras --no-dev --inexact
	touch $@

.venv/ready-docs: $(UV) uv.lock pyproject.toml
	$(UV) sync --frozen --quiet --compile-bytecode --all-extras --no-dev --group docs --inexact
	touch $@

.venv/ready-tests: $(UV) uv.lock pyproject.toml tests/install_tools.sh
	$(UV) sync --frozen --quiet --compile-bytecode --all-extras --inexact
	sh tests/install_tools.sh $(BIN)
	touch $@

clean:
	rm -rf .venv .canary screenshots site
