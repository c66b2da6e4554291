# Compiles a layer to bytecode. Lambda mounts layers read-only, so a module that comes without is compiled
# again at every cold start. Only the runtime's own minor version makes bytecode that the runtime takes: uv
# finds that Python on this machine or downloads it. Where it can do neither, the layer works, but starts slower.
BROADSHEET_PYTHON ?= 3.13
# Whether a build without it fails (yes, as `make build` has it).
BROADSHEET_BYTECODE ?= no
BROADSHEET_INTERPRETER ?= uv run --quiet --no-project --python "$(BROADSHEET_PYTHON)" python

is_of_the_runtime = import sys; sys.exit("%d.%d" % sys.version_info[:2] != "$(BROADSHEET_PYTHON)")

# Bytecode that is compared with its source by time would be stale as soon as the layer is unpacked.
define compile_to_bytecode
	@if $(BROADSHEET_INTERPRETER) -c '$(is_of_the_runtime)' 2>/dev/null; then \
		$(BROADSHEET_INTERPRETER) -m compileall -q -j 0 --invalidation-mode unchecked-hash \
			-s "$(ARTIFACTS_DIR)" -p /opt "$(ARTIFACTS_DIR)/python"; \
	else \
		echo "WITHOUT BYTECODE: there is no Python $(BROADSHEET_PYTHON) to make it. See docs/operations.md." >&2; \
		[ "$(BROADSHEET_BYTECODE)" != yes ]; \
	fi
endef
