# Installs a layer's pinned requirements: wheels for the functions' Python and architecture, resolved from any
# host. Both must be those of the template's parameters; `make build` and `broadsheet local` see to that.
BROADSHEET_ARCHITECTURE ?= arm64

wheels_for_arm64 = --python-platform aarch64-manylinux_2_28
wheels_for_x86_64 = --python-platform x86_64-manylinux_2_28
wheels_for_host =

define install_wheels
	@command -v uv >/dev/null || { echo "uv is not on the path: build with 'make build', deploy with 'make deploy'" >&2; exit 1; }
	uv pip install --quiet --require-hashes --no-deps --only-binary :all: \
		--python-version "$(BROADSHEET_PYTHON)" $(wheels_for_$(BROADSHEET_ARCHITECTURE)) \
		--target "$(ARTIFACTS_DIR)/python" --requirements requirements.txt
endef
