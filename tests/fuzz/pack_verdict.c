/*
 * Seeds for fuzz_verdict: the verdict on a plan, as a worker sends it.
 * usage: pack_verdict PLAN >SEED
 */
#include <stdio.h>

#include "base/arena.h"
#include "verdict.h"

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	struct options options = { .arena = &arena,
				   .today = { 2027, 3, 1 },
				   .date = SLICE("2027-03-01"),
				   .given = { [OPTION_EXPLAIN_SCORE] = true } };
	struct slice bytes;
	struct job job;
	size_t written;

	if (argc != 2)
		return 2;
	job_load(&job, &options, argv[1]);
	bytes = verdict_pack(&job);
	written = fwrite(bytes.ptr, 1, bytes.len, stdout);
	job_free(&job);
	arena_free(&arena);
	return written == 0;
}
