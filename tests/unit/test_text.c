/* The base rooms that hold text: slice, buf, arena, vec, nearest, lang. */
#include <stdint.h>
#include <string.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/nearest.h"
#include "base/vec.h"
#include "check.h"

static void test_slice(struct arena *arena)
{
	struct slice text = SLICE("kế hoạch");

	CHECK(slice_of("abc").len == 3);
	CHECK(slice_of(NULL).ptr == NULL && slice_of(NULL).len == 0);
	CHECK(slice_is(SLICE("abc"), "abc"));
	CHECK(!slice_is(SLICE("abc"), "abcd") && !slice_is(SLICE("abc"), "ab"));
	CHECK(slice_is(SLICE(""), ""));
	CHECK(slice_equal(SLICE("a"), SLICE("a")) && !slice_equal(SLICE("a"), SLICE("b")));
	CHECK(slice_equal(SLICE_NONE, SLICE("")));
	CHECK(slice_compare(SLICE("a"), SLICE("b")) < 0);
	CHECK(slice_compare(SLICE("ab"), SLICE("a")) > 0);
	CHECK(slice_compare(SLICE("\xc3\xa0"), SLICE("z")) > 0); /* bytes, not signed characters */
	CHECK(slice_compare(SLICE("a"), SLICE("a")) == 0);
	CHECK(slice_starts(text, SLICE("kế")) && !slice_starts(SLICE("k"), text));
	CHECK(slice_ends(text, SLICE("hoạch")) && slice_ends(text, SLICE("")));
	CHECK(slice_find(SLICE("abcabc"), SLICE("c"), 0) == 2);
	CHECK(slice_find(SLICE("abcabc"), SLICE("c"), 3) == 5);
	CHECK(slice_find(SLICE("abcabc"), SLICE("x"), 0) == 6);
	CHECK(slice_find(SLICE("abc"), SLICE("abcd"), 0) == 3);
	CHECK(slice_find(SLICE("abc"), SLICE("a"), 9) == 3);
	CHECK_STR(slice_sub(SLICE("abcdef"), 2, 4), "cd");
	CHECK_STR(slice_sub(SLICE("abc"), 2, 99), "c");
	CHECK(slice_sub(SLICE("abc"), 9, 99).len == 0);
	CHECK(slice_sub(SLICE("abc"), 2, 1).len == 0);
	CHECK_STR(slice_trim(SLICE(" \t\r\n a b \n")), "a b");
	CHECK(slice_trim(SLICE("  \n")).len == 0);
	CHECK_STR(slice_copy(arena, text), "kế hoạch");
	CHECK(slice_copy(arena, text).ptr != text.ptr);
	CHECK(strcmp(slice_cstr(arena, slice_sub(text, 0, 1)), "k") == 0);
	CHECK(strcmp(slice_cstr(arena, SLICE_NONE), "") == 0);
}

static void test_buf(struct arena *arena)
{
	struct buf buf = BUF_IN(arena);

	CHECK(buf_slice(&buf).ptr != NULL && buf_slice(&buf).len == 0);
	buf_puts(&buf, "a");
	buf_putc(&buf, 'b');
	buf_put(&buf, SLICE("cd"));
	buf_repeat(&buf, '-', 3);
	buf_printf(&buf, "%d%%", 50);
	CHECK_STR(buf_slice(&buf), "abcd---50%");
	CHECK(buf.data[buf.len] == '\0');
	buf = BUF_IN(arena);
	buf_put_code(&buf, 'a');
	buf_put_code(&buf, 0x1ebf);
	buf_put_code(&buf, 0x1f600);
	CHECK_STR(buf_slice(&buf), "aế😀");
	buf = BUF_IN(arena);
	for (int i = 0; i < 10000; i++)
		buf_printf(&buf, "%04d", i);
	CHECK(buf.len == 40000);
	CHECK_STR(slice_sub(buf_slice(&buf), 39996, 40000), "9999");
	CHECK_STR(slice_sub(buf_slice(&buf), 20000, 20004), "5000");
	CHECK_STR(text_printf(arena, "%s %.*s", "một", SLICE_ARG(SLICE("hai"))), "một hai");
	CHECK_STR(text_printf(arena, "%s", ""), "");
	CHECK(text_printf(arena, "%0900d", 7).len == 900); /* longer than any buffer on a stack */
}

static void test_arena(void)
{
	struct arena arena = ARENA_INIT;
	bool aligned = true, zeroed = true;
	char *large;

	for (size_t size = 0; size < 300; size++) {
		unsigned char *bytes = arena_alloc(&arena, size);
		aligned = aligned && (uintptr_t)bytes % _Alignof(max_align_t) == 0;
		for (size_t i = 0; i < size; i++) {
			zeroed = zeroed && bytes[i] == 0;
			bytes[i] = 0xff;
		}
	}
	CHECK(aligned);
	CHECK(zeroed);
	large = arena_array(&arena, 1024, 1024);
	CHECK(large[1024 * 1024 - 1] == 0);
	CHECK(arena.total >= 1024 * 1024);
	CHECK(ARENA_ARRAY(&arena, 0, int) != NULL);
	arena_free(&arena);
	CHECK(arena.blocks == NULL);
	CHECK(ARENA_NEW(&arena, int) != NULL); /* and may be used again */
	arena_free(&arena);
}

#ifdef __SANITIZE_ADDRESS__
/* Where the sanitizer looks, it sees who reaches over a thing into the next one. */
static void test_fences(void)
{
	struct arena arena = ARENA_INIT;
	unsigned char *bytes = arena_alloc(&arena, 21);

	CHECK(!__asan_address_is_poisoned(bytes + 20) && __asan_address_is_poisoned(bytes + 21));
	bytes = arena_alloc(&arena, 32);
	CHECK(!__asan_address_is_poisoned(bytes + 31) && __asan_address_is_poisoned(bytes + 32));
	CHECK(arena_grow(&arena, bytes, 32, 40) == bytes);
	CHECK(!__asan_address_is_poisoned(bytes + 39) && __asan_address_is_poisoned(bytes + 40));
	CHECK(bytes[32] == 0 && bytes[39] == 0);
	arena_free(&arena);
}
#endif

static void test_vec(struct arena *arena)
{
	VEC(int) numbers = { 0 };
	bool kept = true;

	for (int i = 0; i < 1000; i++)
		*vec_push(arena, &numbers) = i;
	CHECK(numbers.len == 1000 && numbers.cap >= 1000);
	for (int i = 0; i < 1000; i++)
		kept = kept && numbers.items[i] == i;
	CHECK(kept);
	CHECK(*vec_push(arena, &numbers) == 0);
}

static struct slice nearest_of(struct arena *arena, const char *wanted, const char *const *names)
{
	struct nearest nearest = nearest_start(arena, slice_of(wanted));

	for (; *names; names++)
		nearest_offer(&nearest, slice_of(*names));
	return nearest.best;
}

static void test_nearest(struct arena *arena)
{
	static const char *const names[] = { "title",     "starts",     "ends", "next_review",
					     "headcount", "tên-đầy-đủ", NULL };
	char giant[300];

	CHECK_STR(nearest_of(arena, "titel", names), "title");  /* swapped */
	CHECK_STR(nearest_of(arena, "titl", names), "title");   /* dropped */
	CHECK_STR(nearest_of(arena, "tittle", names), "title"); /* added */
	CHECK_STR(nearest_of(arena, "TITLE", names), "title");  /* case */
	CHECK_STR(nearest_of(arena, "tịtle", names), "title");  /* accents */
	CHECK_STR(nearest_of(arena, "next-review", names), "next_review");
	CHECK_STR(nearest_of(arena, "head_count", names), "headcount");
	CHECK_STR(nearest_of(arena, "ten-day-du", names), "tên-đầy-đủ");
	CHECK(nearest_of(arena, "warehouse", names).ptr == NULL);
	CHECK(nearest_of(arena, "zzzz", names).ptr == NULL);
	memset(giant, 'x', sizeof(giant));
	giant[sizeof(giant) - 1] = '\0';
	CHECK(nearest_of(arena, giant, names).ptr == NULL);
}

static void test_lang(void)
{
	struct text2 both = TEXT2("một", "one");
	struct text2 half = { { [LANG_EN] = SLICE("one") } };
	struct text2 none = { { SLICE_NONE } };
	enum lang lang = LANG_VI;

	CHECK_STR(slice_of(lang_key(LANG_VI)), "vi");
	CHECK_STR(slice_of(lang_key(LANG_EN)), "en");
	CHECK(lang_find(SLICE("en"), &lang) && lang == LANG_EN);
	CHECK(!lang_find(SLICE("EN"), &lang) && !lang_find(SLICE("fr"), &lang));
	CHECK_STR(text2_in(&both, LANG_VI), "một");
	CHECK_STR(text2_in(&both, LANG_EN), "one");
	CHECK_STR(text2_in(&half, LANG_VI), "one");
	CHECK(text2_in(&none, LANG_VI).ptr == NULL);
	CHECK(text2_is_empty(&none) && !text2_is_empty(&half));
	both = text2_same(SLICE("x"));
	CHECK(slice_equal(both.in[LANG_VI], both.in[LANG_EN]));
}

int main(void)
{
	struct arena arena = ARENA_INIT;

	test_slice(&arena);
	test_buf(&arena);
	test_arena();
#ifdef __SANITIZE_ADDRESS__
	test_fences();
#endif
	test_vec(&arena);
	test_nearest(&arena);
	test_lang();
	arena_free(&arena);
	return check_result();
}
