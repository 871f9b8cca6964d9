/* From a plan's file to its document tree. */
#include "plan_doc.h"

#include "base/arena.h"
#include "job.h"

const struct doc *plan_doc(struct arena *arena, const char *path)
{
	struct options *options = ARENA_NEW(arena, struct options);
	struct job *job = ARENA_NEW(arena, struct job);

	*options = (struct options){
		.arena = arena,
		.today = { 2026, 12, 1 },
		.date = SLICE("2026-12-01"),
	};
	job_load(job, options, path);
	return job->plan ? job_present(job, job->langs[0], false) : NULL;
}
