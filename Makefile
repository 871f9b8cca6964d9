# careplan: builds the program, its documents and its tests.
#   make            the program                 make demo     set up, build, render the example
#   make test       set up and run every test   make install  DESTDIR= PREFIX=
#   make unit regress rules cli batch fields rename toml html-valid markdown browser check   one part of the tests
#   make format     lay the sources out as .clang-format says
#   make docs       write what is generated in docs/: the reference, the pictures of the guides
#   make accept     show what changed in the expected results and ask before replacing each
#   VARIANT=release|debug|asan selects how it is built; each has a folder of its own in build/.
#   STATIC=1 links what it can statically.  CC, CFLAGS and LDFLAGS are taken as given.

VERSION := 0.1.0
RELEASED := 2026-11-21
VARIANT ?= release
PREFIX ?= /usr/local
CC ?= cc
# STATIC=1 takes the libraries that Debian ships as archives into the program; the others stay shared,
# as all do in the library: those archives are not made for one.
STATIC ?=
B := build/$(VARIANT)
# Where what is linked goes; its objects are the same.
P := $(B)$(if $(STATIC),-static)
# V=1 shows the commands.
V ?= 0
Q := $(if $(filter 1,$(V)),,@)

# Debian and Ubuntu packages: what building needs, and what the tests need besides.
DEPS := gcc libc6-dev make pkg-config libxml2-dev libcmark-dev libhpdf-dev libpng-dev libjpeg-dev liblcms2-dev zlib1g-dev libdeflate-dev \
	libharfbuzz-dev libunibreak-dev libutf8proc-dev libfontconfig-dev libjansson-dev libssl-dev \
	libcsv-dev libxxhash-dev \
	fonts-noto-core icc-profiles-free lowdown
# PACKAGE:COMMAND is content with the command, wherever it comes from.
TEST_DEPS := python3 valgrind:valgrind gcovr:gcovr binutils:readelf \
	shellcheck:shellcheck clang:clang clang-tidy:clang-tidy cppcheck:cppcheck poppler-utils:pdftotext qpdf:qpdf \
	default-jdk-headless:javac libjaxb-java npm:npm git:git jq:jq \
	zsh:zsh fish:fish mandoc:mandoc util-linux:unshare imagemagick:convert \
	cmark:cmark cmark-gfm:cmark-gfm parallel:parallel pre-commit:pre-commit libxml2-utils:xmllint \
	fontconfig:fc-list ninja-build:ninja openssh-client:ssh python3-kubernetes python3-yaml \
	munge:munged slurmctld:slurmctld slurmd:slurmd slurm-client:sbatch

# Names are sought in libraries in this order: the one with most of them stands first.
PACKAGES := libcrypto libxml-2.0 libcmark libpng libjpeg zlib libdeflate harfbuzz harfbuzz-subset libunibreak libutf8proc \
	fontconfig jansson libxxhash lcms2
SYSTEM_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) | sed 's/-I/-isystem /g')
SHARED_LIBS = $(shell pkg-config --libs $(PACKAGES)) -lhpdf -lcsv -lm
# libxml2 stays shared: its archive would bring 30 MB of character tables along; jansson has a
# utf8_encode of its own.
ARCHIVED := -lcmark -lpng16 -ljpeg -ldeflate -lutf8proc -lcrypto -lfontconfig -lcsv -lxxhash
LIBS = $(if $(STATIC),$(foreach l,$(SHARED_LIBS),$(if $(filter $l,$(ARCHIVED)),$(l:-l%=-l:lib%.a),$l)) \
	-lfreetype -lexpat -lz,$(SHARED_LIBS))

WARNINGS := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wswitch-enum -Wundef \
	-Wvla -Wformat=2
BASE_CFLAGS := -std=c11 -fPIC -fvisibility=hidden -D_XOPEN_SOURCE=700 -DCAREPLAN_VERSION='"$(VERSION)"' -Isrc -Iinclude \
	$(WARNINGS) -fno-common -fstack-protector-strong
# Hardened: what is wrong in spite of all ends in an abort, at an address nobody can foresee.
CFLAGS_release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-clash-protection \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
LDFLAGS_release := -Wl,-z,relro,-z,now,-z,noexecstack
# For measuring what the tests reach: written beside the objects, also by a program that confines
# itself and by one that ends without a farewell (tests/coverage.c).
CFLAGS_coverage := -O0 -g --coverage -fprofile-update=atomic
LDFLAGS_coverage := --coverage -Wl,--wrap=_Exit -Wl,--exclude-libs,ALL
build/coverage/guard.o: CFLAGS += -DMEASURED='"$(CURDIR)/build/coverage"'
# What a function never set is the same nonsense on every run, so that whoever reads it is seen by his results.
UNSET := -ftrivial-auto-var-init=pattern
CFLAGS_debug := -O0 -g3 $(UNSET)
# For valgrind: each function has a frame of its own, of which nothing is set.
CFLAGS_memcheck := -O0 -g
# For the tests: a build by another compiler beside that of the first.
CFLAGS_clang := -O0 -g $(UNSET)
# For fuzzing, with clang, which knows the sanitizer under another name than gcc.
SANITIZE_fuzz := -fsanitize=address,undefined -fno-sanitize-recover=undefined
CFLAGS_fuzz := -O1 -g -fno-omit-frame-pointer $(UNSET) -D__SANITIZE_ADDRESS__ $(SANITIZE_fuzz) -fsanitize=fuzzer-no-link
LDFLAGS_fuzz := $(SANITIZE_fuzz)
CFLAGS_asan := -O1 -g -fno-omit-frame-pointer $(UNSET) -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
LDFLAGS_asan := -fsanitize=address,undefined
ALL_CFLAGS = $(BASE_CFLAGS) $(CFLAGS_$(VARIANT)) $(SYSTEM_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(VARIANT)) $(LDFLAGS)

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(B)/%.o) $(B)/embedded.o $(if $(filter coverage,$(VARIANT)),$(B)/measured.o)
LIBRARY_OBJECTS := $(filter-out $(B)/main.o,$(OBJECTS))

STYLES := Regular Bold Italic BoldItalic
FACES := $(STYLES:%=NotoSans-%) $(STYLES:%=NotoSerif-%) NotoSans-Math NotoSans-Symbols2
NOTO := /usr/share/fonts/truetype/noto
FONTS := $(FACES:%=$(B)/fonts/%.ttf)
# What colours in a PDF mean; archives ask for it.
PROFILE := /usr/share/color/icc/sRGB.icc
EMBEDDED := $(sort $(wildcard templates/*.css templates/*.toml templates/*/*.toml))

# Plans of the standard template; company-*.toml show a template of a company's own, theme-*.toml a look.
EXAMPLES := $(sort $(filter-out examples/company-% examples/theme-%,$(wildcard examples/*.toml)))
DEMO := examples/moc-an-nhien.toml
DOC_FILES := README.md $(wildcard LICENSE* NOTICE*)

# As many jobs as there are processors, unless the caller has said how many.
PARALLEL = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
SUBMAKE = $(MAKE) --no-print-directory

.PHONY: all man deps test-deps install uninstall deb demo test check accept bench format reference docs \
	clean distclean FORCE
.DELETE_ON_ERROR:

all: $(P)/careplan $(P)/libcareplan.so.0

# The manual pages.
man: $(B)/man/man1/careplan.1
$(B)/man/man1/careplan.1: $(P)/careplan tools/manpages docs/plan-format.md docs/template-format.md
	@echo "  MAN   $(B)/man"
	$(Q)tools/manpages $(P)/careplan $(B)/man $(RELEASED)

$(P)/careplan: $(OBJECTS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(OBJECTS) $(LIBS)

# For other programs: what include/careplan.h declares.  The number is that of the interface.
$(P)/libcareplan.so.0: $(LIBRARY_OBJECTS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -shared -Wl,-soname,$(@F) -o $@ $(LIBRARY_OBJECTS) $(SHARED_LIBS)

$(B)/%.o: src/%.c $(B)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

build/coverage/measured.o: tests/coverage.c $(B)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_CFLAGS) -c -o $@ $<

# What was last compiled with: another compiler or other flags rebuild everything.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(BASE_CFLAGS) $(CFLAGS_$(VARIANT)) $(CFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(BASE_CFLAGS) $(CFLAGS_$(VARIANT)) $(CFLAGS)' >$@
FORCE:

$(B)/embedded.c: tools/embed $(EMBEDDED) $(FONTS) $(PROFILE) Makefile
	@echo "  EMBED $@"
	$(Q)tools/embed $(foreach f,$(EMBEDDED),$(f)=$(f)) $(foreach f,$(FACES),fonts/$(f).ttf=$(B)/fonts/$(f).ttf) \
		icc/sRGB.icc=$(PROFILE) >$@
$(B)/embedded.o: $(B)/embedded.c
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The faces that travel in the program: the packaged ones, cut to the characters plans are written in.
$(B)/cutfont: tools/cutfont.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) -O1 $(SYSTEM_CFLAGS) -o $@ $< \
		$(shell pkg-config --libs harfbuzz harfbuzz-subset)
$(B)/fonts/%.ttf: $(NOTO)/%.ttf $(B)/cutfont
	@mkdir -p $(@D)
	@echo "  CUT   $@"
	$(Q)$(B)/cutfont $< $@
# Arrows, operators, shapes and check marks, which the text faces lack.
$(B)/fonts/NotoSans-Math.ttf $(B)/fonts/NotoSans-Symbols2.ttf: \
$(B)/fonts/NotoSans-%.ttf: $(NOTO)/NotoSans%-Regular.ttf $(B)/cutfont
	@mkdir -p $(@D)
	@echo "  CUT   $@"
	$(Q)$(B)/cutfont $< $@ 2190

# The reference of all fields, from the standard template, and of themes.
reference: $(P)/careplan
	$(Q)for lang in vi en; do \
		$(P)/careplan explain --all --ui $$lang >docs/fields.$$lang.md && \
		$(P)/careplan explain theme --ui $$lang >docs/themes.$$lang.md || exit 1; done
# All that is generated: the reference, the manual pages, and the pictures that the guides come to.
docs: all reference man
	@tests/run-guides $(P)/careplan --write

-include $(OBJECTS:.o=.d)

# Setting up.  Nothing here asks pkg-config, which deps itself installs; what needs it comes after,
# in a make of its own.
deps:
	@tools/install-packages $(DEPS)
test-deps:
	@tools/install-packages $(DEPS) $(TEST_DEPS)

D := $(DESTDIR)$(PREFIX)
LIBDIR ?= lib
define PKG_CONFIG_FILE
prefix=$(PREFIX)
Name: careplan
Description: checks and renders customer-care plans
Version: $(VERSION)
Cflags: -I$${prefix}/include
Libs: -L$${prefix}/$(LIBDIR) -lcareplan
endef
export PKG_CONFIG_FILE

install: all man
	install -d '$D/bin' '$D/include' '$D/$(LIBDIR)/pkgconfig' '$D/share/doc/careplan' \
		'$D/share/bash-completion/completions' '$D/share/zsh/vendor-completions' \
		'$D/share/fish/vendor_completions.d'
	install -m 755 $(P)/careplan '$D/bin/careplan'
	install -m 644 include/careplan.h '$D/include/careplan.h'
	install -m 644 $(P)/libcareplan.so.0 '$D/$(LIBDIR)/libcareplan.so.0'
	ln -sf libcareplan.so.0 '$D/$(LIBDIR)/libcareplan.so'
	printf '%s\n' "$$PKG_CONFIG_FILE" >'$D/$(LIBDIR)/pkgconfig/careplan.pc'
	$(P)/careplan completions bash --ui en >'$D/share/bash-completion/completions/careplan'
	$(P)/careplan completions zsh --ui en >'$D/share/zsh/vendor-completions/_careplan'
	$(P)/careplan completions fish --ui en >'$D/share/fish/vendor_completions.d/careplan.fish'
	cp -R $(B)/man '$D/share/'
	install -m 644 $(DOC_FILES) '$D/share/doc/careplan/'
	cp -R docs $(wildcard examples) '$D/share/doc/careplan/'
uninstall:
	rm -f '$D/bin/careplan' '$D/include/careplan.h' '$D/$(LIBDIR)/libcareplan.so' \
		'$D/$(LIBDIR)/libcareplan.so.0' '$D/$(LIBDIR)/pkgconfig/careplan.pc' \
		'$D/share/bash-completion/completions/careplan' \
		'$D/share/zsh/vendor-completions/_careplan' \
		'$D/share/fish/vendor_completions.d/careplan.fish'
	rm -f $(addprefix '$D/share/man/,$(addsuffix ',man1/careplan.1 vi/man1/careplan.1 \
		man5/careplan-plan.5 man5/careplan-template.5))
	rm -rf '$D/share/doc/careplan'

# Debian packages: the program, the library and what is needed to build against it.
deb:
	@tools/install-packages build-essential dpkg-dev:dpkg-buildpackage debhelper:dh lintian:lintian $(DEPS)
	@tools/make-deb $(VERSION) $(RELEASED) build/deb $(DEPS)

demo: deps
	@$(SUBMAKE) $(PARALLEL) all
	@tools/demo $(P)/careplan $(DEMO) build/demo

# The tests.  Every part ends in a line "N passed, N failed"; test adds them up.
UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
UNIT_PROGRAMS := $(UNIT_SOURCES:tests/unit/%.c=$(B)/unit/%)
# The official TOML conformance suite, where it lies beside the checkout.
TOML_TEST ?= $(wildcard ../shared/toml-test/run)

$(B)/unit/%: tests/unit/%.c $(LIBRARY_OBJECTS) $(B)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP $(ALL_LDFLAGS) -o $@ $< $(LIBRARY_OBJECTS) $(LIBS)
-include $(UNIT_PROGRAMS:=.d)

.PHONY: unit-programs
unit-programs: $(UNIT_PROGRAMS)
unit: unit-programs
	@tests/run-unit $(UNIT_PROGRAMS)
regress: all
	@tests/run-regress $(P)/careplan
reports: all
	@tests/reports/run $(P)/careplan
gate: all
	@tests/gate/run $(P)/careplan
completions: all
	@tests/run-completions $(P)/careplan
manual: man
	@tests/run-manual $(P)/careplan $(B)/man
library: all
	@tests/run-library $(P) $(CC)
cli: all
	@tests/run-cli $(P)/careplan
batch: all
	@tests/run-batch $(P)/careplan
templates: all
	@tests/run-templates $(P)/careplan
ini: all
	@tests/ini/run $(P)/careplan
seal: all
	@tests/run-seal $(P)/careplan $(EXAMPLES)
merge: all
	@tests/merge/run $(P)/careplan
fields: all
	@tests/run-fields $(P)/careplan
rules: all
	@tests/rules/run $(P)/careplan
starters: all
	@tests/run-starters $(P)/careplan
extends: all
	@tests/run-extends $(P)/careplan
reference-check: all
	@tests/run-reference $(P)/careplan
guides: all
	@tests/run-guides $(P)/careplan
branches: all
	@tests/run-branches $(P)/careplan
requirements: all
	@tests/run-requirements $(P)/careplan $(EXAMPLES)
diff: all
	@tests/run-diff $(P)/careplan
schema: all
	@tests/run-schema $(P)/careplan
rename: all
	@tests/run-rename $(P)/careplan $(EXAMPLES)
toml: all
	@tests/run-toml $(P)/careplan $(TOML_TEST)
# Unit tests that leave pages of many plans behind.
PAGE_MAKERS := $(B)/unit/test_dashboard $(B)/unit/test_rollup
html-valid: all $(PAGE_MAKERS)
	@MAKERS='$(PAGE_MAKERS)' tests/run-html-valid $(P)/careplan $(EXAMPLES)
markdown: all
	@tests/run-markdown $(P)/careplan $(EXAMPLES)
engines: all
	@tests/run-engines $(P)/careplan
hosts: all
	@tests/run-hosts $(P)/careplan
browser: all
	@tests/run-browser $(P)/careplan $(EXAMPLES)
pdf-valid: all
	@tests/run-pdf-valid $(P)/careplan $(EXAMPLES)
themes: all
	@tests/run-themes $(P)/careplan
fonts: all
	@tests/run-fonts $(P)/careplan
pages: all
	@tests/run-pages $(P)/careplan
check:
	@tools/check $(CC)

# The program with a failing system: every call for a file, one allocation in so many (all of them
# with FAULTS=all).
$(P)/careplan-fault: tests/fault/fault.c $(OBJECTS)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_CFLAGS) -fno-builtin -Wl,--wrap=program_run \
		$(if $(filter release,$(VARIANT)),,-DFAULT_NO_ALLOC) $(ALL_LDFLAGS) -o $@ $< $(OBJECTS) $(LIBS)
.PHONY: faults faulty
faulty: $(P)/careplan-fault
# Inputs that would take for ever, or all memory, if nothing was bounded.
bounds: all
	@tests/run-bounds $(P)/careplan
# Images of every kind, sound and broken.
images: all
	@tests/run-images $(P)/careplan
.PHONY: bounds images
faults: faulty
	+@$(SUBMAKE) VARIANT=asan faulty
	@tests/fault/run build/release/careplan-fault build/asan/careplan-fault

# Fuzzing, in a build of its own: fuzz-smoke is short and always the same; fuzz goes on for SECONDS
# a target (TARGETS names some of them) and keeps what it learnt in build/fuzz/corpus.
SECONDS ?= 600
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
$(B)/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/program.c tests/fuzz/program.h $(LIBRARY_OBJECTS)
	@echo "  CC    $@"
	$(Q)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(ALL_LDFLAGS) -o $@ $< tests/fuzz/program.c \
		$(LIBRARY_OBJECTS) $(LIBS)
# Makes the seeds of a target.
$(B)/pack_verdict: tests/fuzz/pack_verdict.c $(LIBRARY_OBJECTS)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(LIBRARY_OBJECTS) $(LIBS)
.PHONY: fuzz fuzz-smoke fuzzers
fuzzers: $(FUZZERS) $(B)/pack_verdict $(B)/careplan
fuzz-smoke:
	+@$(SUBMAKE) VARIANT=fuzz CC=clang fuzzers
	@tests/fuzz/run smoke build/fuzz
fuzz:
	+@$(SUBMAKE) VARIANT=fuzz CC=clang fuzzers
	@tests/fuzz/run long build/fuzz $(SECONDS) $(TARGETS)
# Lays the sources out as .clang-format says; versions of the tool differ, so nothing depends on it.
format:
	clang-format -i $(shell git ls-files '*.c' '*.h')
# What a program of any variant must pass, and the part that only looks at its output.
PROGRAM_TESTS := unit regress rules cli templates batch ini merge fields rename toml reports starters \
	extends seal diff branches
OUTPUT_TESTS := hardened faults bounds images fuzz-smoke manual guides gate library completions hosts engines \
	html-valid markdown browser pdf-valid themes fonts pages reference-check requirements
.PHONY: $(PROGRAM_TESTS) $(OUTPUT_TESTS) asan clang

asan:
	+@MAKE='$(MAKE)' tests/run-all 'VARIANT=asan' $(PROGRAM_TESTS)
# No warning from the other compiler, and the same results.
clang:
	+@MAKE='$(MAKE)' tests/run-all 'CC=clang VARIANT=clang' unit regress
test: test-deps
	@$(SUBMAKE) all-tests
.PHONY: all-tests
all-tests:
	@$(SUBMAKE) $(PARALLEL) all
	@$(SUBMAKE) $(PARALLEL) VARIANT=asan all
	@$(SUBMAKE) $(PARALLEL) VARIANT=clang CC=clang all
	+@MAKE='$(MAKE)' tests/run-all '' check $(PROGRAM_TESTS) $(OUTPUT_TESTS) clang asan

# What the tests reach, by room, and what they do not.
COVERED := $(PROGRAM_TESTS) library completions hosts guides images themes fonts pages reference-check requirements
coverage:
	@$(SUBMAKE) $(PARALLEL) VARIANT=coverage all faulty
	@find build/coverage -name '*.gcda' -delete
	-+@MAKE='$(MAKE)' tests/run-all 'VARIANT=coverage' $(COVERED)
	@tools/coverage gather build/coverage build/coverage/tests.json
	-@tests/fault/run build/coverage/careplan-fault
	@tools/coverage gather build/coverage build/coverage/faults.json
	@tools/coverage build/coverage/tests.json build/coverage/faults.json
# Every verb and format under valgrind; MEMCHECK=all: every case of regress, and unit.
memcheck:
	+@$(SUBMAKE) $(PARALLEL) VARIANT=memcheck all unit-programs
	@tests/run-memcheck build/memcheck/careplan $(MEMCHECK)
# What tools find in the sources without running them.
analyze:
	@tools/analyze build/analyze $(BASE_CFLAGS) $(SYSTEM_CFLAGS)
# Is the release as hardened as its flags ask?
hardened: all
	+@$(SUBMAKE) STATIC=1 all
	@tests/run-hardened $(B)/careplan $(B)-static/careplan
.PHONY: coverage memcheck analyze hardened

# How fast it is, beside others; ROUNDS=N times each command N times.
ROUNDS ?= 7
$(B)/bench/%: tests/bench/%.c tests/bench/plan_doc.c $(LIBRARY_OBJECTS) $(B)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< tests/bench/plan_doc.c $(LIBRARY_OBJECTS) $(LIBS)
bench: all $(B)/bench/pdf_fonts
	@for bench in $(sort $(wildcard tests/bench/run-*)); do $$bench $(P)/careplan $(ROUNDS) || exit 1; done

accept: all
	@tools/accept $(P)/careplan

clean:
	rm -rf $(addprefix build/,release release-static debug asan clang demo deb)
distclean:
	rm -rf build
