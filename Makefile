# Everything that is installed goes into this folder: .venv for the project, .local/tools for tools
# that need other versions of what the project needs. Both are made again when a pinned list changes.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# What everything here runs on: Python 3.11 or later.
PYTHON ?= python3
# What `make deploy` deploys: the functions' Python, and their processors (arm64 or x86_64).
RUNTIME ?= 3.13
ARCHITECTURE ?= arm64
# What it sets beside them, as in PARAMETERS="AlarmEmail=me@example.org IngestConcurrency=20". What is
# not named keeps the value of the last deployment, at first the template's default.
PARAMETERS ?=
# The stack that it deploys, if not the one that samconfig.toml names.
STACK ?=
# Whether it asks a person before it changes anything (yes, no), and further flags for `sam deploy`.
CONFIRM ?= yes
SAM_FLAGS ?=
# Which settings of samconfig.toml it takes: default, test or prod.
ENVIRONMENT ?= default
# Whether the layers must come with bytecode: without it (no), functions start slower.
BYTECODE ?= yes

BIN := .venv/bin
TOOLS := .local/tools
UV := $(TOOLS)/uv/bin/uv
SAM := $(TOOLS)/sam/bin/sam

HERE := not e2e and not sam_local and not aws
FAST_TESTS := tests/unit tests/golden tests/contract tests/functions tests/cli

PROJECT := .venv/.installed
SYSTEM := $(TOOLS)/engine/.installed $(TOOLS)/sam/.installed

export SAM_CLI_TELEMETRY := 0

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ── Using it ─────────────────────────────────────────────────────────────────────────────────────

.PHONY: run
run: $(PROJECT) $(SYSTEM) ## Run the whole system on this machine, fed by the folder inbox
	@$(BIN)/broadsheet local inbox

.PHONY: build
build: $(PROJECT) $(SYSTEM) ## Build for AWS (RUNTIME=3.13 ARCHITECTURE=arm64)
	PATH="$(abspath $(dir $(UV))):$$PATH" \
	BROADSHEET_PYTHON="$(RUNTIME)" BROADSHEET_ARCHITECTURE="$(ARCHITECTURE)" BROADSHEET_BYTECODE="$(BYTECODE)" \
	$(SAM) build
	# What an operator's rules say of addresses, the api and reader functions ask too.
	find functions/ingest -name "*.toml" -exec cp {} .aws-sam/build/ApiFunction/ \;
	find functions/ingest -name "*.toml" -exec cp {} .aws-sam/build/ReaderFunction/ \;

.PHONY: account
account: $(PROJECT) # Before anything is built
	@$(BIN)/python -m deploying account

.PHONY: deploy
deploy: account build ## Deploy to the AWS account that the environment names (CONFIRM=no: without asking)
	@$(BIN)/python -m deploying layers "$(RUNTIME)" "$(ARCHITECTURE)"
	# SAM publishes a version for a change of the code or of a function's properties, but neither for one of a
	# parameter's value nor for a new table or queue that these refer to.
	for function in IngestFunction PublishFunction ApiFunction ReaderFunction; do \
		{ echo "$(RUNTIME) $(ARCHITECTURE) $(PARAMETERS)"; cat template.yaml; } | cksum \
			> .aws-sam/build/$$function/parameters; \
	done
	$(SAM) deploy --config-env $(ENVIRONMENT) $(if $(STACK),--stack-name $(STACK)) \
		$(if $(filter no,$(CONFIRM)),--no-confirm-changeset) $(SAM_FLAGS) \
		--parameter-overrides PythonVersion=$(RUNTIME) Architecture=$(ARCHITECTURE) $(PARAMETERS)
	@$(BIN)/python -m deploying smoke --environment $(ENVIRONMENT) $(if $(STACK),--stack $(STACK))

.PHONY: test-stack
test-stack: $(PROJECT) ## Try out a deployed stack, by ten checks: STACK=broadsheet
	$(BIN)/pytest -m aws tests/deployed --stack "$(or $(STACK),broadsheet)"

# ── Working on it ────────────────────────────────────────────────────────────────────────────────

.PHONY: test
test: $(PROJECT) $(SYSTEM) ## Run all tests: unit, contract, functions, and the real system end to end
	$(BIN)/pytest -n auto --dist loadfile -m "$(HERE)"
	# Two systems at a time, which wait more than they work; each takes a port that is free. In the order of the
	# files: a module's tests are one story of one system.
	$(BIN)/pytest -m e2e -p no:randomly -n 2 --dist loadfile --durations 15

.PHONY: test-fast
test-fast: $(PROJECT) ## Run what takes under a minute: all but whole systems, injected faults and hostile files
	$(BIN)/pytest -n auto --dist loadfile -m "$(HERE)" $(FAST_TESTS)

.PHONY: coverage
coverage: $(PROJECT) ## Say which lines no fast test runs; fails under the floor that pyproject.toml states
	$(BIN)/coverage erase
	$(BIN)/coverage run --module pytest -n auto --dist loadfile --quiet -m "$(HERE)" $(FAST_TESTS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

.PHONY: golden
golden: $(PROJECT) ## Write the outputs that golden pairs lack (ALL=1: all anew); read them before you commit
	$(BIN)/python -m tests.golden.test_cleaning $(if $(ALL),--all)
	$(BIN)/python -m tests.golden.test_shapes $(if $(ALL),--all)

.PHONY: sam-local
sam-local: $(PROJECT) $(SYSTEM) ## Run the functions on every event in Lambda's own runtime; needs Docker
	@docker info > /dev/null 2>&1 || { echo "Docker does not answer: install and start it (.ci/sam-local does)" >&2; exit 2; }
	$(BIN)/pytest -m sam_local tests/sam_local

.PHONY: local-invoke
local-invoke: $(PROJECT) $(SYSTEM) ## Run a function on one event there: EVENT=events/s3-put.json
	@test -f "$(EVENT)" || { echo "no such event: say EVENT=FILE, one of" events/*.json >&2; exit 2; }
	@$(BIN)/python -m sam_local "$(EVENT)"

.PHONY: bench-cold
bench-cold: $(PROJECT) $(SYSTEM) ## Measure cold starts there, beside a function that only makes clients
	@$(BIN)/python -m benchmarks.cold_start

.PHONY: bench-page
bench-page: $(PROJECT) $(SYSTEM) ## Measure a first page of the reader beside a first answer of the api, on the local engine
	$(BIN)/python -m benchmarks.cold_page

.PHONY: cost
cost: $(PROJECT) ## Compute docs/cost.md anew: CORPUS=folder
	@test -d "$(CORPUS)" || { echo "no such folder: say CORPUS=FOLDER, one of raw feed files" >&2; exit 2; }
	$(BIN)/python -m benchmarks.cost "$(CORPUS)" > .local/cost.md  # an error leaves the page as it is
	mv .local/cost.md docs/cost.md

.PHONY: check
check: $(PROJECT) $(SYSTEM) ## Check style, types, import rules and the template
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true $(SAM) validate
	$(TOOLS)/sam/bin/cfn-lint

.PHONY: scan
scan: $(TOOLS)/scan/.installed ## Scan the template for what is unsafe; .checkov.yaml has the reasons for what stays
	$(TOOLS)/scan/bin/checkov --config-file .checkov.yaml

.PHONY: quality
quality: $(TOOLS)/peers/.installed ## Score the cleaning and its peers: CORPUS=folder LABELS=file
	@test -d "$(CORPUS)" || { echo "no such folder: say CORPUS=FOLDER, one of raw feed files" >&2; exit 2; }
	@test -f "$(LABELS)" || { echo "no such file: say LABELS=FILE, the labels of the files in CORPUS" >&2; exit 2; }
	PYTHONPATH=.:layers/broadsheet $(TOOLS)/peers/bin/python -m benchmarks.quality \
		--corpus "$(CORPUS)" --labels "$(LABELS)"

.PHONY: bench
bench: $(TOOLS)/peers/.installed ## Measure the speed of the cleaning and its peers: CORPUS=folder
	@test -d "$(CORPUS)" || { echo "no such folder: say CORPUS=FOLDER, one of raw feed files" >&2; exit 2; }
	PYTHONPATH=.:layers/broadsheet $(TOOLS)/peers/bin/python -m benchmarks.speed --corpus "$(CORPUS)" --growth

.PHONY: renderers
renderers: $(TOOLS)/renderers/.installed ## Try hostile Markdown in the readers that people use; needs Node and npm
	$(BIN)/pytest -n 0 -s -q tests/hostile/test_renderers.py

.PHONY: pictures
pictures: $(PROJECT) ## Take the pictures of docs/pictures anew; needs Chromium
	$(BIN)/python -m tests.pictures

.PHONY: fuzz
fuzz: $(PROJECT) ## Try parsing and cleaning on input that nobody wrote: SECONDS_EACH=60
	$(BIN)/python -m fuzz --seconds $(or $(SECONDS_EACH),60)

.PHONY: format
format: $(PROJECT) ## Put the code into its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: install
install: $(PROJECT) $(SYSTEM) ## Install all that the other targets need, and nothing twice

.PHONY: clean
clean: ## Remove what was installed and built; the articles in .local/state stay
	rm -rf .venv .aws-sam .local/tools .local/build .local/logs .local/sam-local .local/docker
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# ── Pinned requirements ──────────────────────────────────────────────────────────────────────────
# Each list holds every version and the digests of its files, for all platforms, and no address of a
# package index: it is good for any index.

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"
GROUPS_APART := uv engine sam runtime scan
GROUPS_ON_TOP := dev peers
ON_TOP_OF := -c layers/dependencies/requirements.txt -c layers/pages/requirements.txt

.PHONY: lock
lock: $(UV) ## Pin again all that pyproject.toml asks for (UPGRADE=1: to the newest versions)
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml -o layers/dependencies/requirements.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group pages -c layers/dependencies/requirements.txt \
		-o layers/pages/requirements.txt
	for group in $(GROUPS_ON_TOP); do \
		$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --group $$group $(ON_TOP_OF) \
			-o requirements/$$group.txt; \
	done
	for group in $(GROUPS_APART); do \
		$(COMPILE) $(if $(UPGRADE),--upgrade) --group $$group -o requirements/$$group.txt; \
	done

# ── Installing ───────────────────────────────────────────────────────────────────────────────────

.PHONY: uv
uv: $(UV)

$(UV): requirements/uv.txt
	$(PYTHON) -m venv $(TOOLS)/uv
	$(TOOLS)/uv/bin/python -m pip install --quiet --require-hashes --requirement $<
	touch $@

$(PROJECT): requirements/dev.txt pyproject.toml $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python .venv --require-hashes $<
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	touch $@

$(TOOLS)/renderers/.installed: $(wildcard tests/hostile/renderers/*.json) $(PROJECT)
	mkdir -p $(@D)
	cp tests/hostile/renderers/*.json $(@D)
	npm ci --prefix $(@D) --no-audit --no-fund
	touch $@

$(TOOLS)/%/.installed: requirements/%.txt $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(@D)
	$(UV) pip sync --quiet --python $(@D) --require-hashes $<
	touch $@
