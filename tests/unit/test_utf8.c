/* Unicode: decoding, composing, width, and the letters of Vietnamese one by one. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "check.h"

/* Every accented letter of Vietnamese, small and capital, with the plain letter below it. */
static const char *const accented[][2] = {
	{ "àáảãạăằắẳẵặâầấẩẫậ", "a" },
	{ "èéẻẽẹêềếểễệ", "e" },
	{ "ìíỉĩị", "i" },
	{ "òóỏõọôồốổỗộơờớởỡợ", "o" },
	{ "ùúủũụưừứửữự", "u" },
	{ "ỳýỷỹỵ", "y" },
	{ "đ", "d" },
	{ "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "a" },
	{ "ÈÉẺẼẸÊỀẾỂỄỆ", "e" },
	{ "ÌÍỈĨỊ", "i" },
	{ "ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "o" },
	{ "ÙÚỦŨỤƯỪỨỬỮỰ", "u" },
	{ "ỲÝỶỸỴ", "y" },
	{ "Đ", "d" },
};

/* A letter taken apart: its base and its marks, as some keyboards and file systems write it. */
static struct slice taken_apart(struct arena *arena, uint32_t code)
{
	static const struct {
		uint32_t mark;
		const char *letters;
	} tones[] = {
		{ 0x300, "àằầèềìòồờùừỳÀẰẦÈỀÌÒỒỜÙỪỲ" }, { 0x301, "áắấéếíóốớúứýÁẮẤÉẾÍÓỐỚÚỨÝ" },
		{ 0x309, "ảẳẩẻểỉỏổởủửỷẢẲẨẺỂỈỎỔỞỦỬỶ" }, { 0x303, "ãẵẫẽễĩõỗỡũữỹÃẴẪẼỄĨÕỖỠŨỮỸ" },
		{ 0x323, "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ" },
	};
	static const char bases[] = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
	static const struct {
		const char *letters;
		uint32_t mark;
	} shapes[] = {
		{ "ăĂ", 0x306 },
		{ "âêôÂÊÔ", 0x302 },
		{ "ơưƠƯ", 0x31b },
	};
	struct buf buf = BUF_IN(arena);
	uint32_t base = code, tone = 0;

	for (size_t t = 0; t < sizeof(tones) / sizeof(*tones); t++) {
		size_t at = 0, place = 0, base_at = 0;
		struct slice letters = slice_of(tones[t].letters);
		for (; at < letters.len; place++) {
			uint32_t below = utf8_next(SLICE(bases), &base_at);
			if (utf8_next(letters, &at) == code) {
				base = below;
				tone = tones[t].mark;
			}
		}
	}
	for (size_t s = 0; s < sizeof(shapes) / sizeof(*shapes); s++) {
		char bytes[4];
		struct slice one = { bytes, utf8_encode(base, bytes) };
		struct slice letters = slice_of(shapes[s].letters);
		if (slice_find(letters, one, 0) == letters.len)
			continue;
		struct slice plain = utf8_plain(arena, one);
		buf_putc(&buf, utf8_is_upper(base) ? (char)(plain.ptr[0] - 32) : plain.ptr[0]);
		buf_put_code(&buf, shapes[s].mark);
		base = 0;
	}
	if (base)
		buf_put_code(&buf, base);
	if (tone)
		buf_put_code(&buf, tone);
	return buf_slice(&buf);
}

static void test_letters(struct arena *arena)
{
	size_t letters = 0, composed = 0, plain = 0, single = 0;

	for (size_t i = 0; i < sizeof(accented) / sizeof(*accented); i++) {
		struct slice text = slice_of(accented[i][0]);
		size_t at = 0;
		while (at < text.len) {
			size_t start = at;
			uint32_t code = utf8_next(text, &at);
			struct slice letter = slice_sub(text, start, at);
			struct slice apart = taken_apart(arena, code);
			letters++;
			composed += slice_equal(utf8_nfc(arena, apart), letter);
			plain += slice_is(utf8_plain(arena, apart), accented[i][1]) &&
				 slice_is(utf8_plain(arena, letter), accented[i][1]);
			single += utf8_width(letter) == 1 && utf8_width(apart) == 1 &&
				  utf8_is_letter(code) && utf8_count(letter) == 1;
		}
	}
	CHECK(letters == 134);
	CHECK(composed == letters);
	CHECK(plain == letters);
	CHECK(single == letters);
}

static void test_decoding(void)
{
	static const struct {
		const char *bytes;
		size_t bad;
	} cases[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "ế", 3 },
		{ "😀", 4 },
		{ "a\x80", 1 },
		{ "\xc0\x80", 0 },
		{ "\xe0\x80\x80", 0 },
		{ "\xed\xa0\x80", 0 },
		{ "\xf4\x90\x80\x80", 0 },
		{ "ab\xe1\xba", 2 },
		{ "\xf0\x9f\x98", 0 },
		{ "\xff", 0 },
		{ "\xf4\x8f\xbf\xbf", 4 },
		{ "\xed\x9f\xbf", 3 },
		{ "\xc3(", 0 },
	};
	struct slice text = SLICE("a\xffế");
	size_t at = 0;
	bool same = true;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK(utf8_first_bad(slice_of(cases[i].bytes)) == cases[i].bad);
	CHECK(utf8_next(text, &at) == 'a' && at == 1);
	CHECK(utf8_next(text, &at) == UTF8_BAD && at == 2);
	CHECK(utf8_next(text, &at) == 0x1ebf && at == 5);
	for (uint32_t code = 1; code <= 0x10ffff; code += 97) {
		char bytes[4];
		size_t back = 0;
		struct slice one = { bytes, utf8_encode(code, bytes) };
		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		same = same && utf8_next(one, &back) == code && back == one.len;
	}
	CHECK(same);
	CHECK(utf8_count(SLICE("kế hoạch")) == 8);
	CHECK(utf8_count(SLICE("a\xff")) == 2);
}

static void test_shapes(struct arena *arena)
{
	struct slice composed = SLICE("đã có");

	CHECK(utf8_width(SLICE("kế hoạch")) == 8);
	CHECK(utf8_width(SLICE("客户")) == 4);
	CHECK(utf8_width(SLICE("e\xcc\x81")) == 1);
	CHECK(utf8_width(SLICE("a\xff")) == 2);
	CHECK(utf8_nfc(arena, composed).ptr ==
	      composed.ptr); /* nothing to change, nothing copied */
	CHECK_STR(utf8_nfc(arena, SLICE("a\xcc\x80 e\xcc\x82\xcc\xa3")), "à ệ");
	CHECK_STR(utf8_nfc(arena, SLICE("ế")), "ế");
	CHECK(utf8_nfc(arena, SLICE_NONE).len == 0);
	CHECK_STR(utf8_fold(arena, SLICE("KẾ HOẠCH Đ")), "kế hoạch đ");
	CHECK_STR(utf8_plain(arena, SLICE("Đặng Thị Ngọc")), "dang thi ngoc");
	CHECK_STR(utf8_plain(arena, SLICE("Zürich")), "zurich");
	CHECK(utf8_is_letter(0x1ebf) && !utf8_is_letter('1') && !utf8_is_letter(0x301));
	CHECK(utf8_is_word(0x301) && utf8_is_word('_') && utf8_is_word('7') && !utf8_is_word('-'));
	CHECK(utf8_is_upper(0x110) && !utf8_is_upper(0x111));
	CHECK(utf8_is_space(' ') && utf8_is_space(0xa0) && utf8_is_space('\n') &&
	      !utf8_is_space('a'));
	CHECK(utf8_is_punctuation('.') && utf8_is_punctuation(0x2026) && !utf8_is_punctuation('a'));
	CHECK(utf8_is_symbol('+') && utf8_is_symbol(0x20ab) && !utf8_is_symbol('a'));
	CHECK(utf8_lower(0x110) == 0x111 && utf8_lower('a') == 'a');
}

static size_t folds_wrong(struct arena *arena, const char *text)
{
	utf8proc_uint8_t *want = NULL;
	size_t wrong;

	utf8proc_map((const utf8proc_uint8_t *)text, 0, &want,
		     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	wrong = !slice_is(utf8_fold(arena, slice_of(text)), (const char *)want);
	free(want);
	return wrong;
}

/* What is composed and folded at a glance is what the library makes, for every code point. */
static void test_every_code(void)
{
	size_t wrong = 0;

	for (uint32_t code = 1; code < 0x110000; code++) {
		struct arena arena = ARENA_INIT;
		char text[8] = "a";
		size_t length = 1;
		utf8proc_uint8_t *want;
		if (code >= 0xD800 && code < 0xE000)
			continue;
		length += utf8_encode(code, text + 1);
		text[length] = 'b';
		want = utf8proc_NFC((const utf8proc_uint8_t *)text);
		wrong += !slice_is(utf8_nfc(&arena, slice_of(text)), (const char *)want);
		free(want);
		wrong += folds_wrong(&arena, text);
		arena_free(&arena);
	}
	CHECK(wrong == 0);
}

int main(void)
{
	struct arena arena = ARENA_INIT;

	test_letters(&arena);
	test_decoding();
	test_shapes(&arena);
	test_every_code();
	arena_free(&arena);
	return check_result();
}
