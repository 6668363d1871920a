# What a person or a CI job calls. Everything in Go is pinned by go.mod, every tool
# by its own modfile in .ci/tools; nothing has to be installed first but Go and make.
#
#   make verify    the main job: run the whole suite against simulator and sender
#   make test      what CI runs: setup, format, vet, lint, all tests with -race
#   make lint      the linter alone
#   make bench     benchmarks, and a table of them against the budgets of the design:
#                  BENCH=regexp picks, BENCHTIME=5s lengthens
#   make build     the binary ./brevdue, static
#   make image     the container image brevdue:dev
#   make generate  generated code anew (it is committed)
#   make generated tell whether the committed generated code is what its sources say;
#                  not part of CI, because building sqlc takes minutes
#   make setup     look for the outside tools, install what is missing where allowed
#
# A test that needs an outside tool (chromium, docker, openssl, xmllint, ...) looks
# for it with exec.LookPath and skips itself when it is missing, unless CI=true:
# then it fails. "make test" lists everything that was not run, with the reason, in
# a closing table; the table being non-empty is a failure when CI=true only.
#
# Tests run in a random order. The seed is printed; SEED=n repeats it.

GO        ?= go
SEED      ?= $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
BENCH     ?= .
BENCHTIME ?= 1s
TOOL       = $(GO) tool -modfile=.ci/tools/$(1).mod $(1)

.PHONY: build verify test lint bench image generate generated setup clean

build:
	CGO_ENABLED=0 $(GO) build -buildvcs=false -trimpath -o brevdue .

verify:
	$(GO) run . verify

test: setup
	@SEED=$(SEED) GO=$(GO) .ci/test

lint:
	$(call TOOL,golangci-lint) run ./...

bench:
	@SEED=$(SEED) GO=$(GO) BENCH='$(BENCH)' BENCHTIME=$(BENCHTIME) .ci/bench

# The binary and the Dockerfile alone are the context, so no .dockerignore is needed.
image:
	rm -rf .ci/out/image
	mkdir -p .ci/out/image/data
	CGO_ENABLED=0 GOOS=linux $(GO) build -buildvcs=false -trimpath -ldflags='-s -w' -o .ci/out/image/brevdue .
	cp docker/Dockerfile .ci/out/image/
	docker build -t brevdue:dev .ci/out/image

# The first use of sqlc takes minutes to build and needs gcc.
generate:
	$(GO) generate ./...
	find . -name sqlc.yaml -print0 | xargs -r -0 -n 1 $(call TOOL,sqlc) generate -f

generated: generate
	git diff --exit-code --stat -- '*.go'

setup:
	@.ci/setup

clean:
	rm -rf brevdue brevdue-report .ci/out
