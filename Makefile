# Every target sets up what it needs; a second set-up finds its stamp and is over at once.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/set-up
LIBRARIES := libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 libxcb-cursor0 \
	libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 fonts-wqy-microhei
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: setup libraries demo run test lint check build bench screens

setup: libraries
	@if ! cmp -s <(cat pyproject.toml constraints.txt) $(STAMP); then \
		echo "Setting up .venv …"; \
		$(PYTHON) -m venv .venv; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; \
		cat pyproject.toml constraints.txt > $(STAMP); \
	fi

# Qt needs these from the system; elsewhere than on Debian's kind it brings or finds its own.
libraries:
	@if command -v dpkg-query > /dev/null; then \
		missing=""; \
		for name in $(LIBRARIES); do \
			dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; \
		done; \
		if [ -n "$$missing" ]; then \
			if [ "$$(id -u)" = 0 ]; then \
				apt-get update -qq; \
				DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing > /dev/null; \
			else \
				echo "Missing system libraries; type: sudo apt-get install$$missing" >&2; exit 1; \
			fi; \
		fi; \
	fi

demo: setup
	@$(OFFSCREEN) $(BIN)/govmedia demo build/demo

run: setup
	@$(BIN)/python -m ui

test: setup
	@$(OFFSCREEN) $(BIN)/python -m pytest

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test

build: setup
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller build.spec
	@$(OFFSCREEN) dist/govmedia-desktop/govmedia-desktop --selftest

bench: setup
	@$(OFFSCREEN) $(BIN)/python -m tests.bench

screens: setup
	@$(OFFSCREEN) $(BIN)/python -m tests.screens build/screens
