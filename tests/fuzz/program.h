#ifndef TESTS_FUZZ_PROGRAM_H
#define TESTS_FUZZ_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "render/render.h"
#include "report/report.h"

/* The whole program on an input, in a folder of the target's own that goes when it ends. */

/* Called by libFuzzer for each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes the input to a file of that name in the folder. */
void target_file(const char *name, const uint8_t *data, size_t size);
/*
 * Runs `careplan` in the folder with these arguments, a list ended by NULL; aborts when the exit
 * code is none of 0 to 2, which alone an input can bring about.
 */
void target_run(const char *const *arguments);

/*
 * The rest is what the program does with a plan, as a batch does it: what its plans share, the
 * template above all, is read once and stays, so that an input takes a tenth of the time.  What
 * would be options comes from the size of the input.
 */

/* Checks the input, which a file of that name would hold, and writes the report. */
void target_check(const char *name, const uint8_t *data, size_t size, enum report_form form);
/* Puts in what the input extends and its placeholders, and prints it. */
void target_show(const char *name, const uint8_t *data, size_t size, bool json, bool origin);
/* Compares two plans, which an input holds one behind the other with TARGET_CUT between them. */
void target_diff(const uint8_t *data, size_t size);
#define TARGET_CUT "\n#=#\n"
/* Checks the input and makes the draft of a document. */
void target_render(const uint8_t *data, size_t size,
		   bool (*render)(struct arena *, struct report *, const struct doc *,
				  const struct render_options *, struct slice *));

#endif
