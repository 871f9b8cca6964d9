# careplan: builds the program, its documents and its tests.
#   make            the program                 make demo     set up, build, render the example
#   make test       set up and run every test   make install  DESTDIR= PREFIX=
#   VARIANT=release|debug|asan selects how it is built; each has a folder of its own in build/.

VERSION := 0.1.0
VARIANT ?= release
PREFIX ?= /usr/local
CC ?= cc
B := build/$(VARIANT)
# V=1 shows the commands.
V ?= 0
Q := $(if $(filter 1,$(V)),,@)

DEPS := gcc libc6-dev make pkg-config libxml2-dev libcmark-dev libhpdf-dev libharfbuzz-dev \
	libunibreak-dev libutf8proc-dev libfontconfig-dev libjansson-dev libssl-dev fonts-noto-core
TEST_DEPS := python3 poppler-utils qpdf clang libasan8 default-jre-headless npm

PACKAGES := libxml-2.0 libcmark harfbuzz harfbuzz-subset libunibreak libutf8proc fontconfig jansson \
	libcrypto
SYSTEM_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) | sed 's/-I/-isystem /g')
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lhpdf -lm

WARNINGS := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wswitch-enum -Wundef \
	-Wvla -Wformat=2
BASE_CFLAGS := -std=c11 -D_XOPEN_SOURCE=700 -DCAREPLAN_VERSION='"$(VERSION)"' -Isrc -Iinclude \
	$(WARNINGS) -fno-common -fstack-protector-strong
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2
CFLAGS_debug := -O0 -g3
CFLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
LDFLAGS_asan := -fsanitize=address,undefined
ALL_CFLAGS = $(BASE_CFLAGS) $(CFLAGS_$(VARIANT)) $(SYSTEM_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(VARIANT)) $(LDFLAGS)

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(B)/%.o) $(B)/embedded.o
LIBRARY_OBJECTS := $(filter-out $(B)/main.o,$(OBJECTS))

FACES := Regular Bold Italic BoldItalic Math Symbols2
NOTO := /usr/share/fonts/truetype/noto
FONTS := $(FACES:%=$(B)/fonts/NotoSans-%.ttf)
EMBEDDED := $(sort $(wildcard templates/*.css templates/*.toml templates/*/*.toml))

.PHONY: reference all deps test-deps install demo test unit check clean format-check
.DELETE_ON_ERROR:

all: $(B)/careplan

$(B)/careplan: $(OBJECTS)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(OBJECTS) $(LIBS)

$(B)/%.o: src/%.c $(B)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# What was last compiled with: another compiler or other flags rebuild everything.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(BASE_CFLAGS) $(CFLAGS_$(VARIANT)) $(CFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(BASE_CFLAGS) $(CFLAGS_$(VARIANT)) $(CFLAGS)' >$@
FORCE:

$(B)/embedded.c: tools/embed $(EMBEDDED) $(FONTS) Makefile
	@echo "  EMBED $@"
	$(Q)tools/embed $(foreach f,$(EMBEDDED),$(f)=$(f)) $(foreach f,$(FACES),fonts/NotoSans-$(f).ttf=$(B)/fonts/NotoSans-$(f).ttf) >$@
$(B)/embedded.o: $(B)/embedded.c
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The faces that travel in the program: the packaged ones, cut to the characters plans are written in.
$(B)/cutfont: tools/cutfont.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) -O1 $(SYSTEM_CFLAGS) -o $@ $< \
		$(shell pkg-config --libs harfbuzz harfbuzz-subset)
$(B)/fonts/NotoSans-%.ttf: $(NOTO)/NotoSans-%.ttf $(B)/cutfont
	@mkdir -p $(@D)
	@echo "  CUT   $@"
	$(Q)$(B)/cutfont $< $@
# Arrows, operators, shapes and check marks, which the text faces lack.
$(B)/fonts/NotoSans-Math.ttf $(B)/fonts/NotoSans-Symbols2.ttf: \
$(B)/fonts/NotoSans-%.ttf: $(NOTO)/NotoSans%-Regular.ttf $(B)/cutfont
	@mkdir -p $(@D)
	@echo "  CUT   $@"
	$(Q)$(B)/cutfont $< $@ 2190

# The reference of all fields, from the standard template.
reference: $(B)/careplan
	$(Q)for lang in vi en; do $(B)/careplan explain --all --ui $$lang >docs/fields.$$lang.md || exit 1; done

-include $(OBJECTS:.o=.d)

clean:
	rm -rf build
