# make            builds this repository's content/ into public/
# make test       installs what the tests need and runs them all
# make bench      builds, previews and comparisons beside Hugo, Git and a floor, into docs/performance.md; LARGE=-large: 20,000 texts, too
# make fuzz       30 s of each fuzz target
# make lighthouse scores of every kind of page behind nginx, as a phone sees them
# make pictures   the pictures of the guides, from the running program
# make dist       binaries for Linux, Windows and macOS with checksums, and a zip for Windows with the guides

GO ?= go
FUZZTIME ?= 30s

# Packages with goroutines of their own, or that are called from several; make
# soak runs all of them under the race detector.
CONCURRENT = ./i18n ./internal/ledger ./internal/links ./internal/memo ./internal/publish ./internal/serve ./internal/watch

.PHONY: site test lint setup unit e2e firefox lighthouse windows office pictures deploy bench fuzz soak corpora redline-score dist clean

site:
	$(GO) run ./cmd/kelisim build

# The browser waits for most of its time, so both halves run side by side.
test: lint setup
	$(MAKE) -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=line) unit e2e

setup:
	sh internal/e2e/setup.sh unit
	sh internal/e2e/setup.sh browser

lint:
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "gofmt would change:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) mod tidy -diff
	$(GO) tool -modfile=tools.mod staticcheck ./...

unit:
	sh internal/e2e/setup.sh unit
	$(GO) test -vet=off -timeout 60m ./...
	cd internal/e2e/translog && $(GO) vet ./... && $(GO) test ./...
	$(GO) test -vet=off -race $(CONCURRENT)
	$(GO) test -vet=off -race -run 'TestFaultAtOnce$$|TestScript$$/build-(good|same)$$' ./cmd/kelisim

e2e:
	sh internal/e2e/setup.sh browser
	cd docs/example-ais && $(GO) vet ./... && $(GO) test ./...
	docs/example-django/test.sh
	cd docs/example-node && npm test
	cd internal/e2e && npm test

lighthouse:
	sh internal/e2e/setup.sh browser
	sh internal/e2e/setup.sh lighthouse
	node internal/e2e/lighthouse/lighthouse.mjs

# The element kelisim-text in Firefox.
firefox:
	sh internal/e2e/setup.sh browser
	sh internal/e2e/setup.sh firefox
	cd internal/e2e && node firefox.mjs

# The program for Windows, out of its zip, under wine.
windows: dist
	sh internal/e2e/setup.sh wine
	sh internal/e2e/wine.sh

# The pictures of the guides, taken from the running program.
pictures:
	sh internal/e2e/setup.sh browser
	node internal/e2e/guide.mjs

# Hugo is compiled once, for minutes; HUGO=FILE is one that is there. ONLY=build,diff measures only that.
HUGO ?= dist/bench/hugo
bench:
	sh internal/e2e/setup.sh browser
	$(GO) test -run '^$$' -bench Clauses -benchtime 3x ./internal/word
	mkdir -p dist/bench
	command -v $(HUGO) >/dev/null || GOBIN=$(abspath dist/bench) $(GO) install github.com/gohugoio/hugo@v0.164.0
	$(GO) build -trimpath -o dist/bench/ ./cmd/kelisim ./internal/lab/bench
	dist/bench/bench -kelisim dist/bench/kelisim -hugo $(HUGO) -only '$(ONLY)' $(LARGE) $(if $(ONLY),,-table docs/performance.md)

redline-score:
	$(GO) run ./internal/lab/score

fuzz:
	sh internal/e2e/fuzz.sh $(FUZZTIME)

# The laws over real versioned texts, and the stems over lemmas/LANG.tsv: make corpora CORPORA=folder of SOURCE/DOCUMENT/NNN.md
corpora:
	KELISIM_CORPORA=$(abspath $(CORPORA)) $(GO) test -tags corpora -run 'Corpora|Labels' ./internal/docx ./internal/importer ./internal/language ./internal/markdown ./internal/merge ./internal/order ./internal/word ./internal/redline ./internal/lab/... ./internal/check

# The site on object storage, and the manifest of the shards' job.
deploy:
	sh internal/e2e/setup.sh deploy
	node --test internal/e2e/deploy/*.test.mjs internal/e2e/cluster/*.test.mjs

# LibreOffice reads Word files as this program does; with CORPORA those of CORPORA/docx, too.
office:
	sh internal/e2e/setup.sh office
	KELISIM_CORPORA=$(if $(CORPORA),$(abspath $(CORPORA))) $(GO) test -count 1 -timeout 90m -tags office -run 'Office|Schema' ./internal/docx ./internal/importer ./internal/merge ./internal/word ./internal/lab/score

soak: test fuzz redline-score firefox lighthouse windows office deploy
	KELISIM_PEOPLE=1000000 $(GO) test -count 1 -v -timeout 20m -run TestDue ./internal/render
	KELISIM_SOAK=50 $(GO) test -tags soak -count 1 -timeout 180m -run 'TestFault|TestProtections' ./cmd/kelisim
	KELISIM_ORDER_PAIRS=1000 $(GO) test -count 1 -timeout 60m -run TestLaw ./internal/order
	KELISIM_CARRY_WORLDS=60 $(GO) test -count 1 -timeout 120m -run TestCarried ./internal/pipeline
	KELISIM_MERGE_ROUNDS=200 $(GO) test -count 1 -timeout 60m -run TestLaw ./internal/merge
	$(GO) test -race -timeout 30m ./...
	$(GO) test -timeout 30m -run Agree ./internal/bundle -bundles 10000
	$(GO) test -count 1 -tags growth -timeout 30m -run 'TestGrowth|TestLimits' ./internal/lab/synth

# Reproducible: the same commit and Go version give the same bytes.
# The zip for Windows has the guides beside the program.
VERSION ?= $(shell git describe --tags --always --dirty)
TARGETS = linux/amd64 linux/arm64 windows/amd64 darwin/amd64 darwin/arm64
dist:
	rm -rf dist && mkdir dist
	@set -e; for t in $(TARGETS); do \
	  os=$${t%/*}; arch=$${t#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  echo "dist/kelisim-$$os-$$arch$$ext"; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -buildvcs=auto -ldflags '-s -w -X main.stamped=$(VERSION)' -o dist/kelisim-$$os-$$arch$$ext ./cmd/kelisim; \
	done
	$(GO) run ./internal/dist dist/kelisim-windows-amd64.exe dist/kelisim-windows.zip
	cd dist && sha256sum kelisim-* > SHA256SUMS && cat SHA256SUMS

clean:
	rm -rf dist internal/e2e/node_modules internal/e2e/unpacked internal/e2e/lighthouse/node_modules internal/e2e/cluster/node_modules
