# Everything a newcomer needs is one of these.
.DEFAULT_GOAL := help
.PHONY: help demo test test-clients crash fuzz check bench bench-triage map lock clean
.NOTPARALLEL:

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

demo: ## set up and play a whole story, all on this machine; KEEP=1 leaves it running
	@.ci/setup demo
	@.venv/bin/hirz demo $(if $(KEEP),--keep)

test: ## set up and run every test; ARGS='-k word' for some of them
	@.ci/setup test
	@PYTHONDONTWRITEBYTECODE= .venv/bin/pytest -n $(or $(WORKERS),auto) --dist worksteal $(ARGS)

test-clients: ## Delta Chat, neomutt, sqop, gosop, rnp, sq and gpg write to the desk and read its answers
	@.ci/setup test
	@.venv/bin/pytest -n auto --dist loadfile -m clients tests/clients $(ARGS)

crash: ## the whole crash tier: every step, 200 random instants, what takes minutes
	@.ci/setup test
	@.venv/bin/pytest -n auto --dist worksteal -m "crash or crash_full" $(ARGS)

fuzz: ## feed every reader of strangers' octets, a minute each; ARGS='armour --seconds 600' for one of them
	@.ci/setup test
	@.venv/bin/python -m tests.fuzz $(or $(ARGS),all)

check: ## format, lint, types, the rules of the house, the unit files
	@.ci/setup test
	@.ci/check

bench: ## how fast, beside bare gpg, and how large
	@.ci/setup test
	@.venv/bin/python -m tests.bench $(ARGS)

bench-triage: ## how much of ARGS="FOLDER ..." is seen through, beside rspamd on the same mails where it is installed
	@.ci/setup test
	@.venv/bin/python -m tests.bench.triage $(ARGS)

map: ## every room of the house with its own first sentence; brings README.md up to date
	@python3 -m tests.house

lock: ## write the lock files anew from pyproject.toml
	@.ci/setup test
	@.ci/lock $(ARGS)

clean: ## remove .venv and everything else that can be made again
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
