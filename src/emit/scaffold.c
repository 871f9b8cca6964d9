/* Writes a plan to fill in from the template: comments that guide, and empty values. */
#include "emit/scaffold.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

enum { COMMENT_WIDTH = 96 };

struct scaffold {
	struct buf buf;
	const struct template *t;
	enum lang lang;
	bool blank;
};

static bool is_wanted(const struct scaffold *s, const struct field *field)
{
	return s->blank || field->need[0] != NEED_OPTIONAL;
}

/* A text as lines that begin with the mark, broken between words. */
static void marked_lines(struct scaffold *s, const char *mark, struct slice text)
{
	size_t column = 0;
	size_t at = 0;

	while (at < text.len) {
		size_t end = slice_find(text, SLICE(" "), at);
		size_t width = utf8_width(slice_sub(text, at, end));
		if (column == 0 || column + 1 + width > COMMENT_WIDTH) {
			buf_printf(&s->buf, "%s%s ", column == 0 ? "" : "\n", mark);
			column = strlen(mark) + 1;
		} else {
			buf_putc(&s->buf, ' ');
			column++;
		}
		buf_put(&s->buf, slice_sub(text, at, end));
		column += width;
		at = end + 1;
	}
	buf_putc(&s->buf, '\n');
}

static void comment(struct scaffold *s, struct slice text)
{
	marked_lines(s, "#", text);
}

static void guidance(struct scaffold *s, const struct field *field)
{
	struct slice label = text2_in(&field->label, s->lang);
	struct slice need = need_word(field->need[0], s->lang);

	comment(s, text_printf(s->buf.arena, "%.*s (%.*s). %.*s", SLICE_ARG(label), SLICE_ARG(need),
			       SLICE_ARG(text2_in(&field->guide, s->lang))));
	for (size_t i = 0; i < field->choice_count; i++)
		comment(s, text_printf(s->buf.arena, "  \"%.*s\": %.*s",
				       SLICE_ARG(field->choices[i].key),
				       SLICE_ARG(text2_in(&field->choices[i].label, s->lang))));
}

static struct slice example_of(const struct scaffold *s, const struct field *field)
{
	struct slice example = text2_in(&field->example, s->lang);

	if (example.len == 0 && field->choice_count > 0)
		return text_printf(s->buf.arena,
				   field->type == TYPE_LIST ? "[\"%.*s\"]" : "\"%.*s\"",
				   SLICE_ARG(field->choices[0].key));
	return example.len > 0 ? example : type_example_in(field->type, s->lang);
}

/* A value of several lines must be commented out line by line. */
static void commented(struct scaffold *s, struct slice key, struct slice value)
{
	size_t start = 0;

	buf_printf(&s->buf, "# %.*s = ", SLICE_ARG(key));
	while (start < value.len) {
		size_t end = slice_find(value, SLICE("\n"), start);
		buf_put(&s->buf, slice_sub(value, start, end));
		buf_puts(&s->buf, end < value.len ? "\n# " : "");
		start = end + 1;
	}
	buf_putc(&s->buf, '\n');
}

static void plain_field(struct scaffold *s, const struct field *field, bool in_record)
{
	buf_putc(&s->buf, '\n');
	guidance(s, field);
	if (field->need[0] == NEED_REQUIRED && !in_record) {
		commented(s, field->key, example_of(s, field));
		buf_printf(&s->buf, "%.*s = %s\n", SLICE_ARG(field->key),
			   field->type == TYPE_LIST    ? "[]"
			   : field->type == TYPE_PROSE ? "\"\"\"\n\"\"\""
						       : "\"\"");
	} else {
		commented(s, field->key, example_of(s, field));
	}
}

static bool is_group(const struct field *field)
{
	return field->type == TYPE_TABLE || field->type == TYPE_RECORDS;
}

/* TOML wants the plain values of a table before the tables inside it. */
static void fields_put(struct scaffold *s, const struct field *parent, bool in_record);

/* The first text in quotes of an example, when it can be an id. */
static struct slice id_in(struct slice example)
{
	size_t start = slice_find(example, SLICE("\""), 0) + 1;
	struct slice id = slice_sub(example, start, slice_find(example, SLICE("\""), start));

	for (size_t i = 0; i < id.len; i++) {
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", id.ptr[i]))
			return SLICE_NONE;
	}
	return id;
}

/* Whether a field within these refers to some of the records by that id, as their neighbours. */
static bool names_itself(const struct field *within, const struct field *records, struct slice id)
{
	for (size_t i = 0; i < within->field_count; i++) {
		const struct field *field = within->fields[i];
		if ((field->refers_field == records &&
		     slice_equal(id_in(text2_in(&field->example, LANG_EN)), id)) ||
		    names_itself(field, records, id))
			return true;
	}
	return false;
}

/* The id by which the example of another field refers to one of these records; or none. */
static struct slice id_elsewhere(const struct field *within, const struct field *records)
{
	for (size_t i = 0; i < within->field_count; i++) {
		const struct field *field = within->fields[i];
		struct slice id = SLICE_NONE;
		if (field->refers_field == records)
			id = id_in(text2_in(&field->example, LANG_EN));
		else if (field != records)
			id = id_elsewhere(field, records);
		if (id.len > 0 && !names_itself(records, records, id))
			return id;
	}
	return SLICE_NONE;
}

/* "process.flows.a.steps.check-label": records under an id, so that examples find them. */
static void path_put(struct scaffold *s, struct buf *path, const struct field *field)
{
	if (field->parent && field->parent->parent) {
		path_put(s, path, field->parent);
		buf_putc(path, '.');
	}
	buf_put(path, field->key);
	if (field->type == TYPE_RECORDS) {
		struct slice id = id_elsewhere(s->t->root, field);
		buf_putc(path, '.');
		buf_put(path, id.len > 0 ? id : SLICE("a"));
	}
}

static void header_put(struct scaffold *s, const struct field *field, bool in_record)
{
	struct buf path = BUF_IN(s->buf.arena);

	path_put(s, &path, field);
	buf_printf(&s->buf, "%s[%s]\n", in_record ? "# " : "", path.data);
}

static void group_put(struct scaffold *s, const struct field *field, bool in_record)
{
	bool records = field->type == TYPE_RECORDS || in_record;

	buf_putc(&s->buf, '\n');
	guidance(s, field);
	header_put(s, field, records);
	fields_put(s, field, records);
}

static void fields_put(struct scaffold *s, const struct field *parent, bool in_record)
{
	for (size_t i = 0; i < parent->field_count; i++) {
		const struct field *field = parent->fields[i];
		if (!is_group(field) && (is_wanted(s, field) || in_record))
			plain_field(s, field, in_record);
	}
	for (size_t i = 0; i < parent->field_count; i++) {
		const struct field *field = parent->fields[i];
		if (is_group(field) && (is_wanted(s, field) || in_record))
			group_put(s, field, in_record);
	}
}

static bool section_is_wanted(const struct scaffold *s, const struct field *section)
{
	for (size_t i = 0; section->type == TYPE_TABLE && i < section->field_count; i++) {
		if (section->fields[i]->need[0] == NEED_REQUIRED)
			return true;
	}
	return s->blank;
}

static void section_put(struct scaffold *s, const struct field *section)
{
	buf_puts(&s->buf, "\n\n# ");
	buf_repeat(&s->buf, '-', COMMENT_WIDTH - 2);
	buf_putc(&s->buf, '\n');
	comment(s, text2_in(&section->label, s->lang));
	comment(s, text2_in(&section->guide, s->lang));
	header_put(s, section, section->type == TYPE_RECORDS);
	fields_put(s, section, section->type == TYPE_RECORDS);
}

struct slice scaffold_toml(struct arena *arena, const struct template *t, enum lang lang,
			   bool blank)
{
	struct scaffold s = { BUF_IN(arena), t, lang, blank };

	buf_puts(&s.buf, "#:schema careplan.schema.json\n");
	marked_lines(&s, "#:",
		     lang == LANG_VI
			     ? SLICE("Điền vào giữa hai dấu nháy. Chạy 'careplan schema > "
				     "careplan.schema.json' cạnh tệp này để trình soạn thảo TOML "
				     "gợi ý và bắt lỗi ngay khi gõ.")
			     : SLICE("Write between the quotes. Run 'careplan schema > "
				     "careplan.schema.json' beside this file, and TOML editors "
				     "complete and check as you type."));
	comment(&s, text2_in(&t->title, lang));
	comment(&s, lang == LANG_VI
			    ? SLICE("Dòng bắt đầu bằng # là hướng dẫn hoặc ví dụ, bỏ dấu # để "
				    "dùng. Kiểm tra bằng 'careplan check', xuất bằng "
				    "'careplan render'.")
			    : SLICE("Lines that begin with # are guidance or examples: take the # "
				    "away to use one. Check it with 'careplan check', publish it "
				    "with 'careplan render'."));
	comment(&s, lang == LANG_VI
			    ? SLICE("Dòng # [...] mở một bản ghi; phần cuối là mã do bạn đặt (chữ "
				    "thường không dấu, số, gạch nối) để nơi khác trỏ tới. Chép cả "
				    "cụm cho mỗi bản ghi nữa và đổi mã. Mục nào không cần thì ghi "
				    "lý do vào waived, ngay dưới tên mục.")
			    : SLICE("A line # [...] opens a record; its last part is an id of your "
				    "own (small letters, digits, hyphens), by which other places "
				    "point to it. Copy the whole block for each further record and "
				    "change the id. Under the name of a section you do not need, "
				    "give the reason as waived."));
	buf_printf(&s.buf, "format = 1\nlanguage = \"%s\"\n", lang_key(lang));
	for (size_t i = 0; i < t->root->field_count; i++) {
		if (section_is_wanted(&s, t->root->fields[i]))
			section_put(&s, t->root->fields[i]);
	}
	return buf_slice(&s.buf);
}
