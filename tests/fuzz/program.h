#ifndef TESTS_FUZZ_PROGRAM_H
#define TESTS_FUZZ_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

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

#endif
