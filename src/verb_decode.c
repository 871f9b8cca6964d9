/* The verb that shows what the TOML reader understands, for the conformance suite. */
#include "verb_decode.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "syntax/decode.h"
#include "syntax/reader.h"
#include "syntax/toml.h"

enum { EXIT_GOOD, EXIT_INVALID, EXIT_USAGE, EXIT_WORLD };

/* One byte past the limit is enough for the reader to refuse the rest. */
static bool read_all(FILE *stream, struct buf *buf)
{
	char chunk[16 * 1024];
	size_t got;

	while (buf->len <= READER_SIZE_MAX && (got = fread(chunk, 1, sizeof(chunk), stream)) > 0)
		buf_put(buf, (struct slice){ chunk, got });
	return !ferror(stream);
}

static void print_findings(const struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		const struct finding *finding = &report->findings[i];
		const struct source *source = report_source_at(report, finding->span.file);
		struct place place = source_place(source, finding->span.start);
		fprintf(stderr, "%.*s:%u:%u: %s[%.*s]: %.*s\n", SLICE_ARG(source->name),
			(unsigned)place.line, (unsigned)place.column, level_key(finding->level),
			SLICE_ARG(finding->rule), SLICE_ARG(text2_in(&finding->message, LANG_EN)));
	}
}

static int decode(struct arena *arena, enum toml_version version)
{
	struct report report = report_new(arena);
	struct buf input = BUF_IN(arena);
	const struct node *root;
	struct slice json;

	if (!read_all(stdin, &input)) {
		fputs("careplan: cannot read standard input\n", stderr);
		return EXIT_WORLD;
	}
	root = toml_read(arena, &report, report_source(&report, SLICE("stdin"), buf_slice(&input)),
			 version);
	report_sort(&report);
	print_findings(&report);
	if (report_has(&report, LEVEL_ERROR) || !toml_decode_json(arena, root, &json))
		return EXIT_INVALID;
	if (fwrite(json.ptr, 1, json.len, stdout) != json.len || fflush(stdout) != 0)
		return EXIT_WORLD;
	return EXIT_GOOD;
}

int verb_decode_toml(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	enum toml_version version = TOML_1_0;
	int code;

	if (argc == 2 && strcmp(argv[1], "1.1.0") == 0)
		version = TOML_1_1;
	else if (argc != 2 || strcmp(argv[1], "1.0.0") != 0) {
		fputs("usage: careplan decode-toml 1.0.0|1.1.0\n", stderr);
		return EXIT_USAGE;
	}
	code = decode(&arena, version);
	arena_free(&arena);
	return code;
}
