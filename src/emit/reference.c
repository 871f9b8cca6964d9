/* Template → the reference of its fields and rules, in Markdown. */
#include "emit/reference.h"

#include "base/arena.h"
#include "base/buf.h"

struct reference {
	struct buf buf;
	const struct template *t;
	enum lang lang;
};

static void say(struct reference *r, struct text2 text)
{
	buf_put(&r->buf, text2_in(&text, r->lang));
}

/* Text in a table cell: on one line, and without characters that would end the cell or begin
 * markup. */
static void cell_put(struct reference *r, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '|' || c == '<' || c == '*' || c == '[' || c == ']')
			buf_putc(&r->buf, '\\');
		buf_putc(&r->buf, c == '\n' ? ' ' : c);
	}
}

/* Code cannot hold backslash escapes, but a bar in a table needs one all the same. */
static void code_put(struct reference *r, struct slice text)
{
	buf_putc(&r->buf, '`');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '|')
			buf_putc(&r->buf, '\\');
		buf_putc(&r->buf, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
	}
	buf_putc(&r->buf, '`');
}

static bool need_is_common(const struct reference *r, const struct field *field)
{
	for (size_t i = 1; i < r->t->kind_count; i++) {
		if (field->need[i] != field->need[0])
			return false;
	}
	return true;
}

/* "Required, unless `cover` is `automatic` or …" */
static void unless_put(struct reference *r, const struct field *field)
{
	if (field->unless.len == 0)
		return;
	say(r, TEXT2("; không cần khi ", "; not when "));
	code_put(r, field->unless);
	say(r, TEXT2(" là ", " is "));
	for (size_t i = 0; i < field->unless_count; i++) {
		buf_puts(&r->buf, i > 0 ? ", " : "");
		code_put(r, field->unless_is[i]);
	}
}

static void need_kinds_put(struct reference *r, const struct field *field)
{
	bool first = true;

	if (need_is_common(r, field)) {
		say(r, need_words(field->need[0]));
		return;
	}
	for (size_t i = 0; i < r->t->kind_count; i++) {
		if (field->need[i] == NEED_OPTIONAL)
			continue;
		buf_puts(&r->buf, first ? "" : "; ");
		code_put(r, r->t->kinds[i].key);
		buf_putc(&r->buf, ' ');
		say(r, need_words(field->need[i]));
		first = false;
	}
}

static void need_put(struct reference *r, const struct field *field)
{
	need_kinds_put(r, field);
	unless_put(r, field);
}

static void type_put(struct reference *r, const struct field *field)
{
	code_put(r, slice_of(type_key(field->type)));
	if (field->refers_to.len > 0) {
		buf_puts(&r->buf, " → ");
		code_put(r, field->refers_to);
	}
}

static void choices_put(struct reference *r, const struct field *field)
{
	struct text2 words = field->refers_to.len > 0
				     ? TEXT2(" Thay cho một mã: ", " Instead of an id: ")
				     : TEXT2(" Giá trị: ", " Values: ");

	for (size_t i = 0; i < field->choice_count; i++) {
		buf_put(&r->buf, i > 0 ? SLICE(", ") : text2_in(&words, r->lang));
		code_put(r, field->choices[i].key);
		buf_putc(&r->buf, ' ');
		cell_put(r, text2_in(&field->choices[i].label, r->lang));
	}
}

static void field_put(struct reference *r, const struct field *field)
{
	struct slice example = text2_in(&field->example, r->lang);

	buf_puts(&r->buf, "| ");
	code_put(r, field_path(r->buf.arena, field));
	buf_puts(&r->buf, " | ");
	cell_put(r, text2_in(&field->label, r->lang));
	buf_puts(&r->buf, " | ");
	type_put(r, field);
	buf_puts(&r->buf, " | ");
	need_put(r, field);
	buf_puts(&r->buf, " | ");
	cell_put(r, text2_in(&field->guide, r->lang));
	choices_put(r, field);
	if (example.len > 0 && (field->choice_count == 0 || field->refers_to.len > 0)) {
		say(r, TEXT2(" Ví dụ: ", " Example: "));
		code_put(r, example);
	}
	buf_puts(&r->buf, " |\n");
	for (size_t i = 0; i < field->field_count; i++)
		field_put(r, field->fields[i]);
}

static void section_put(struct reference *r, const struct field *section)
{
	buf_puts(&r->buf, "\n## ");
	cell_put(r, text2_in(&section->label, r->lang));
	buf_printf(&r->buf, " (`%.*s`)\n\n", SLICE_ARG(section->key));
	cell_put(r, text2_in(&section->guide, r->lang));
	say(r,
	    TEXT2("\n\n| Trường | Tên | Kiểu | Cần | Hướng dẫn |\n| --- | --- | --- | --- | --- "
		  "|\n",
		  "\n\n| Field | Name | Type | Need | Guide |\n| --- | --- | --- | --- | --- |\n"));
	for (size_t i = 0; i < section->field_count; i++)
		field_put(r, section->fields[i]);
}

static void rule_put(struct reference *r, const struct rule *rule)
{
	buf_puts(&r->buf, "| ");
	code_put(r, rule->words.id);
	buf_printf(&r->buf, " | %s | ", level_word(rule->words.level, r->lang));
	cell_put(r, text2_in(&rule->words.message, r->lang));
	buf_puts(&r->buf, " | ");
	cell_put(r, text2_in(&rule->words.help, r->lang));
	buf_puts(&r->buf, " |\n");
}

struct slice reference_markdown(struct arena *arena, const struct template *t, enum lang lang)
{
	struct reference r = { BUF_IN(arena), t, lang };

	say(&r, TEXT2("# Các trường của kế hoạch\n\n"
		      "Sinh từ mẫu mục bằng `careplan explain --all --ui vi`; đừng sửa tay. Mẫu: ",
		      "# Fields of a plan\n\n"
		      "Made from the section template by `careplan explain --all --ui en`; do not "
		      "edit. Template: "));
	code_put(&r, t->name);
	say(&r, TEXT2(". `[]` đứng sau tên một danh sách bản ghi. Mọi mục nhận thêm khóa `waived`, "
		      "mọi bản ghi nhận "
		      "thêm `id`.\n",
		      ". `[]` stands behind the name of records. Every section also takes the key "
		      "`waived`, every "
		      "record `id`.\n"));
	for (size_t i = 0; i < t->root->field_count; i++)
		section_put(&r, t->root->fields[i]);
	say(&r,
	    TEXT2("\n## Quy tắc\n\n| Quy tắc | Mức | Thông báo | Cách sửa |\n| --- | --- | --- | "
		  "--- |\n",
		  "\n## Rules\n\n| Rule | Level | Message | Help |\n| --- | --- | --- | --- |\n"));
	for (size_t i = 0; i < t->rule_count; i++)
		rule_put(&r, &t->rules[i]);
	return buf_slice(&r.buf);
}
