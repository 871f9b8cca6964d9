/* What comes from a worker, cut off or garbled as one that a plan has broken might send it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pack.h"
#include "check.h"
#include "used_verdict.h"

static const char plan[] = "language = \"vi\"\n"
			   "[company]\n"
			   "name = \"Mộc An Nhiên\"\n"
			   "nmae = 3\n"
			   "[[allow]]\n"
			   "rule = \"missing\"\n"
			   "reason = \"chưa\"\n"
			   "[plan]\n"
			   "start = 2027-12-31\n"
			   "end = 2027-01-01\n";

/* The plan as a worker looks at it. */
static struct slice plan_pack(struct arena *arena, struct slice text)
{
	struct options options = { .arena = arena,
				   .text = text,
				   .today = { 2027, 3, 1 },
				   .date = SLICE("2027-03-01"),
				   .given = { [OPTION_EXPLAIN_SCORE] = true } };
	struct job job;
	struct slice bytes;

	job_load(&job, &options, "plan.toml");
	CHECK(job.plan && job.report.count > 0);
	bytes = slice_copy(arena, verdict_pack(&job));
	job_free(&job);
	return bytes;
}

/* --- Numbers and texts --- */

static void test_parts(void)
{
	struct arena arena = ARENA_INIT;
	struct buf buf = BUF_IN(&arena);
	struct unpack unpack;

	pack_number(&buf, UINT64_MAX);
	pack_text(&buf, SLICE_NONE);
	pack_text(&buf, SLICE(""));
	pack_text(&buf, SLICE("đủ"));
	unpack = (struct unpack){ .rest = buf_slice(&buf) };
	CHECK(unpack_number(&unpack) == UINT64_MAX);
	CHECK(!unpack_text(&unpack).ptr);
	CHECK(unpack_text(&unpack).ptr != NULL);
	CHECK_STR(unpack_text(&unpack), "đủ");
	CHECK(!unpack.is_bad && unpack.rest.len == 0);
	CHECK(unpack_number(&unpack) == 0 && unpack.is_bad);
	arena_free(&arena);
}

/* A number that says more than there is: nothing is taken, and nothing after it either. */
static void test_bounds(void)
{
	static const uint64_t numbers[] = { 4, 5, 255, UINT32_MAX, INT64_MAX, UINT64_MAX };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		char bytes[sizeof(uint64_t) + 2] = { 0 };
		struct slice all = { bytes, sizeof(bytes) };
		struct unpack text = { .rest = all };
		struct unpack count = { .rest = all };
		struct unpack choice = { .rest = all };
		memcpy(bytes, &numbers[i], sizeof(uint64_t));
		CHECK(!unpack_text(&text).ptr && text.is_bad && text.rest.len == 0);
		CHECK(unpack_count(&count) == 0 && count.is_bad);
		CHECK(unpack_choice(&choice, 4) == 0 && choice.is_bad);
		CHECK(unpack_number(&choice) == 0 && !unpack_text(&choice).ptr);
	}
}

/* --- A whole verdict --- */

/* Whether bytes are taken for a verdict; if so it is used as a run would. */
static bool is_taken(struct slice bytes)
{
	/* On its own, so that a byte past the end is noticed. */
	char *own = malloc(bytes.len > 0 ? bytes.len : 1);
	struct job job = { .options = NULL };
	struct verdict verdict;
	bool taken;

	memcpy(own, bytes.ptr, bytes.len);
	taken = verdict_unpack(&verdict, &job, (struct slice){ own, bytes.len }, false, NULL);
	if (taken)
		CHECK(verdict_use(&job.arena, &verdict));
	job_free(&job);
	free(own);
	return taken;
}

static void test_whole(struct slice bytes)
{
	struct job job = { .options = NULL };
	struct verdict verdict;

	CHECK(verdict_unpack(&verdict, &job, bytes, false, NULL));
	CHECK(verdict.has_plan && verdict.points >= 0 && verdict.gap_count > 0);
	CHECK(verdict.report->count > 0 && verdict.explained.len > 0);
	CHECK_STR(verdict.name, "plan.toml");
	CHECK(verdict_use(&job.arena, &verdict));
	job_free(&job);
}

static void test_cut_off(struct slice bytes)
{
	struct buf longer;
	struct arena arena = ARENA_INIT;
	size_t taken = 0;

	for (size_t len = 0; len < bytes.len; len += len < 2000 || bytes.len - len < 2000 ? 1 : 37)
		taken += is_taken(slice_sub(bytes, 0, len));
	CHECK(taken == 0);
	longer = BUF_IN(&arena);
	buf_put(&longer, bytes);
	buf_putc(&longer, 0);
	CHECK(!is_taken(buf_slice(&longer)));
	arena_free(&arena);
}

/* The next of a row of numbers that is always the same. */
static uint64_t roll(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static void garble(char *bytes, size_t len, uint64_t *state)
{
	static const uint64_t numbers[] = { 0, 1, 2, 9, 200, UINT32_MAX, INT64_MAX, UINT64_MAX };
	size_t at = roll(state) % (len - sizeof(uint64_t));

	switch (roll(state) % 3) {
	case 0:
		bytes[at] = (char)roll(state);
		break;
	case 1:
		bytes[at] = (char)(bytes[at] ^ (1 << roll(state) % 8));
		break;
	default:
		memcpy(bytes + at, &numbers[roll(state) % (sizeof(numbers) / sizeof(*numbers))],
		       sizeof(uint64_t));
	}
}

static void test_garbled(struct slice bytes)
{
	uint64_t state = 1;
	size_t taken = 0;
	const size_t times = 1000;

	for (size_t i = 0; i < times; i++) {
		char *copy = malloc(bytes.len);
		memcpy(copy, bytes.ptr, bytes.len);
		for (uint64_t more = roll(&state) % 3 + 1; more > 0; more--)
			garble(copy, bytes.len, &state);
		taken += is_taken((struct slice){ copy, bytes.len });
		free(copy);
	}
	/* Some are garbled where it shows, some only in their words. */
	CHECK(taken > 0 && taken < times);
}

int main(void)
{
	struct arena arena = ARENA_INIT;
	struct slice bytes = plan_pack(&arena, slice_of(plan));

	test_parts();
	test_bounds();
	test_whole(bytes);
	test_cut_off(bytes);
	test_garbled(bytes);
	arena_free(&arena);
	return check_result();
}
