# Everything a newcomer needs: `make run`, `make test`. `make help` lists the rest.
BUILD := build
JOBS := $(shell nproc)
NINJA := cmake --build

.DEFAULT_GOAL := help
.PHONY: help run build test test-long test-sanitizers mutation worlds nightly bench bench-sessions lint format clean packages packages-test packages-lint

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

packages:
	@tools/install_packages.sh build
packages-test:
	@tools/install_packages.sh build test
packages-lint:
	@tools/install_packages.sh build test lint

# Not `npm ci`: npm 11 leaves other platforms' optional packages out of the lock and then refuses it. The versions are the lock's.
portal/node_modules/.installed: portal/package-lock.json
	cd portal && npm install --no-save --no-audit --no-fund
	touch $@

PORTAL_SOURCES := $(shell find portal api -type f -not -path '*/node_modules/*' -not -path 'portal/dist/*' -not -path 'portal/src/lib/api-types.ts' 2>/dev/null)
portal/node_modules/.built: portal/node_modules/.installed $(PORTAL_SOURCES)
	cd portal && npm run build
	touch $@

build: packages portal/node_modules/.built ## build the server with the portal inside: build/rolecall
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >/dev/null
	@$(NINJA) $(BUILD) --target rolecall

run: build ## build, then serve a demo clinic on http://127.0.0.1:8080
	@mkdir -p demo
	@exec $(BUILD)/rolecall serve --demo --data demo/data --key-dir demo/keys --mail-dir demo/mail --listen 127.0.0.1:$(or $(PORT),8080)

test: packages-test portal/node_modules/.built ## build and run every test, within 15 minutes on 2 cores
	tools/run_tests.sh $(BUILD)

test-long: packages-test portal/node_modules/.built ## the full rounds of races and kills
	ROLECALL_ROUNDS=long tools/run_tests.sh $(BUILD)

test-sanitizers: packages-test ## the C++ tests under ASan+UBSan, then under TSan
	tools/run_sanitizers.sh

mutation: packages-test ## change each bit and condition of the policy; its tests must notice every one
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON >/dev/null
	@$(NINJA) $(BUILD) --target rolecall_base
	tools/mutate_policy.py --base $(BUILD)/src/librolecall_base.a

# From another first seed than `make test`, or the same worlds were read twice.
worlds: packages-test ## hold every reading of the policy together in 10 million random worlds: hours; it says how many
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON >/dev/null
	@$(NINJA) $(BUILD) --target service_tests
	@ROLECALL_WORLDS=$(or $(ROLECALL_WORLDS),10000000) ROLECALL_SEED=$(or $(ROLECALL_SEED),1000000) \
		$(BUILD)/tests/service_tests --gtest_brief=1 --gtest_filter='*ManyWorlds*'

nightly: test-long test-sanitizers mutation ## what takes longer than a change should wait for, and worlds that nobody has seen
	$(MAKE) worlds ROLECALL_WORLDS=1000000 ROLECALL_SEED=$(shell date +%Y%m%d)00000000

bench: packages-test portal/node_modules/.built ## what a decision, billing, and a request on both stores cost, with the aims
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
	@$(NINJA) $(BUILD) --target rolecall rolecall_bench policy_bench
	@$(BUILD)/policy_bench
	@$(BUILD)/rolecall_bench $(BUILD)/rolecall
	@$(BUILD)/rolecall_bench $(BUILD)/rolecall all billing

bench-sessions: packages-test portal/node_modules/.built ## what lists and searches cost at 10,000 and at 1,000,000 sessions
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
	@$(NINJA) $(BUILD) --target rolecall rolecall_bench
	@$(BUILD)/rolecall_bench $(BUILD)/rolecall all sessions

lint: packages-lint portal/node_modules/.installed ## clang-format, clang-tidy, eslint, OpenAPI
	tools/run_lint.sh

format: packages-lint portal/node_modules/.installed ## format C++ and TypeScript in place
	git ls-files '*.cc' '*.h' | xargs clang-format-19 -i
	cd portal && npm run format

clean: ## remove what was built
	rm -rf $(BUILD) build-* portal/dist demo
