/* What a worker of check sends about a plan, and all that is made of it. */
#include "program.h"

#include "../unit/used_verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = { (const char *)data, size };
	struct job job = { .options = NULL };
	struct verdict verdict;

	if (verdict_unpack(&verdict, &job, bytes, false, NULL))
		verdict_use(&job.arena, &verdict);
	job_free(&job);
	return 0;
}
