/* Reads plain values: syntax node + field type → typed value, or a finding that says what to write.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "plan/bind.h"
#include "syntax/read.h"
#include "value/address.h"

enum { SHOWN_MAX = 40 };

bool bind_is_scalar(const struct node *node)
{
	return node->kind != NODE_TABLE && node->kind != NODE_ARRAY;
}

/* What a plain value says: its text, or the characters it is written with. */
static struct slice scalar_text(struct arena *arena, const struct node *node)
{
	if (node->kind == NODE_STRING)
		return utf8_nfc(arena, slice_trim(node->as.string));
	return node->raw;
}

struct text2 bind_shown(struct arena *arena, const struct node *node)
{
	struct buf buf = BUF_IN(arena);
	struct slice text;
	size_t at = 0;
	size_t count = 0;

	if (node->kind == NODE_TABLE)
		return TEXT2("một bảng", "a table");
	if (node->kind == NODE_ARRAY)
		return TEXT2("một danh sách", "a list");
	text = scalar_text(arena, node);
	buf_putc(&buf, '\'');
	while (at < text.len && count < SHOWN_MAX) {
		size_t start = at;
		utf8_next(text, &at);
		if (text.ptr[start] == '\n')
			buf_putc(&buf, ' ');
		else
			buf_put(&buf, slice_sub(text, start, at));
		count++;
	}
	buf_puts(&buf, at < text.len ? "…'" : "'");
	return text2_same(buf_slice(&buf));
}

/* The first text between quotes, as one line of an INI list would have it. */
static struct slice first_quoted(struct slice text)
{
	size_t open = slice_find(text, SLICE("\""), 0);
	size_t close = slice_find(text, SLICE("\""), open + 1);

	return close < text.len ? slice_sub(text, open + 1, close) : SLICE("…");
}

bool bind_is_in_ini(const struct binder *binder, const struct node *node)
{
	const struct source *source = report_source_at(binder->report, node->span.file);

	return source && form_of(source->name) == FORM_INI;
}

/* "key = value" as a plan would write it; for groups of fields their header. */
static struct text2 example_of(struct binder *binder, const struct field *field,
			       const struct node *node)
{
	struct text2 example = field->example;
	bool is_ini_list = field->type == TYPE_LIST && bind_is_in_ini(binder, node);
	struct text2 line;

	if (field->type == TYPE_TABLE || field->type == TYPE_RECORDS)
		return text2_same(text_printf(binder->arena, "[%.*s%s]",
					      SLICE_ARG(field_path(binder->arena, field)),
					      field->type == TYPE_RECORDS ? ".id" : ""));
	if (text2_is_empty(&example) && field->choice_count > 0)
		example =
			text2_same(text_printf(binder->arena,
					       field->type == TYPE_LIST ? "[\"%.*s\"]" : "\"%.*s\"",
					       SLICE_ARG(field->choices[0].key)));
	if (text2_is_empty(&example))
		example = type_example(field->type);
	for (int i = 0; i < LANG_COUNT; i++) {
		struct slice shown = text2_in(&example, (enum lang)i);
		line.in[i] = text_printf(binder->arena, "%.*s%s = %.*s", SLICE_ARG(field->key),
					 is_ini_list ? "[]" : "",
					 SLICE_ARG(is_ini_list ? first_quoted(shown) : shown));
	}
	return line;
}

struct finding *bind_type_finding(struct binder *binder, const struct group *group,
				  struct value *value, const struct node *node,
				  struct text2 expected)
{
	const struct field *field = value->field;
	struct text2 example = example_of(binder, field, node);

	value->state = VALUE_INVALID;
	return diag_add(binder->report, DIAG_TYPE, node->span,
			value_path(binder->arena, group, field),
			DIAG_ARGS(diag_text2("field", field->label),
				  diag_text2("expected", expected),
				  diag_text2("value", bind_shown(binder->arena, node)),
				  diag_text2("example", example)));
}

void bind_wrong(struct binder *binder, const struct group *group, struct value *value,
		const struct node *node)
{
	bind_type_finding(binder, group, value, node, type_words(value->field->type));
}

void bind_translations_check(struct binder *binder, const struct group *group,
			     const struct field *field, const struct node *node,
			     const struct text2 *text)
{
	if (text2_is_empty(text))
		return; /* still to be filled in */
	for (int i = 0; i < LANG_COUNT; i++) {
		if (text->in[i].len == 0 && binder->spoken[i])
			diag_add(binder->report, DIAG_MISSING_TRANSLATION,
				 node->key.file ? node->key : node->span,
				 value_path(binder->arena, group, field),
				 DIAG_ARGS(diag_text2("field", field->label),
					   diag_text("language",
						     slice_of(lang_key((enum lang)i)))));
	}
}

struct slice bind_text_capped(struct binder *binder, const struct group *group,
			      const struct field *field, const struct node *node)
{
	struct slice text = scalar_text(binder->arena, node);
	struct text2 problem;

	if (text.len <= VALUE_LENGTH_MAX)
		return text;
	problem.in[LANG_VI] =
		text_printf(binder->arena, "'%.*s' dài quá %d KiB",
			    SLICE_ARG(text2_in(&field->label, LANG_VI)), VALUE_LENGTH_MAX / 1024);
	problem.in[LANG_EN] =
		text_printf(binder->arena, "'%.*s' is longer than %d KiB",
			    SLICE_ARG(text2_in(&field->label, LANG_EN)), VALUE_LENGTH_MAX / 1024);
	diag_add(binder->report, DIAG_LIMIT, node->span, value_path(binder->arena, group, field),
		 DIAG_ARGS(diag_text2("problem", problem),
			   diag_text2("expected",
				      TEXT2("rút gọn, hoặc chia thành nhiều mục",
					    "shorten it, or divide it among several sections"))));
	return slice_sub(text, 0, utf8_start(text, VALUE_LENGTH_MAX));
}

bool bind_text2(struct binder *binder, const struct group *group, const struct field *field,
		const struct node *node, struct text2 *text)
{
	enum lang lang;

	*text = (struct text2){ { SLICE_NONE } };
	if (bind_is_scalar(node)) {
		*text = text2_same(bind_text_capped(binder, group, field, node));
		return true;
	}
	if (node->kind != NODE_TABLE || node->count == 0)
		return false;
	for (const struct node *child = node->first; child; child = child->next) {
		if (!lang_find(child->name, &lang) || !bind_is_scalar(child))
			return false;
		text->in[lang] = bind_text_capped(binder, group, field, child);
		binder->plan->speaks[lang] = true;
	}
	bind_translations_check(binder, group, field, node, text);
	return true;
}

static bool has_line_end(const struct text2 *text)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		if (slice_find(text->in[i], SLICE("\n"), 0) < text->in[i].len)
			return true;
	}
	return false;
}

static void text_bind(struct binder *binder, const struct group *group, struct value *value)
{
	if (!bind_text2(binder, group, value->field, value->node, &value->as.text) ||
	    (value->field->type == TYPE_TEXT && has_line_end(&value->as.text)))
		bind_wrong(binder, group, value, value->node);
	else if (text2_is_empty(&value->as.text))
		value->state = VALUE_ABSENT;
}

static void boolean_bind(struct binder *binder, const struct group *group, struct value *value)
{
	const struct node *node = value->node;
	struct slice text = bind_is_scalar(node) ? scalar_text(binder->arena, node) : SLICE_NONE;

	if (slice_is(text, "true") || slice_is(text, "false"))
		value->as.boolean = slice_is(text, "true");
	else
		bind_wrong(binder, group, value, node);
}

static void range_finding(struct binder *binder, const struct group *group, struct value *value,
			  bool low)
{
	const struct field *field = value->field;
	struct decimal bound = low ? field->min : field->max;
	struct text2 words;

	words.in[LANG_VI] =
		text_printf(binder->arena, "%s %.*s%s", low ? "từ" : "nhỏ hơn hoặc bằng",
			    SLICE_ARG(number_show(binder->arena, field, bound, LANG_VI)),
			    low ? " trở lên" : "");
	words.in[LANG_EN] =
		text_printf(binder->arena, "%s %.*s", low ? "at least" : "at most",
			    SLICE_ARG(number_show(binder->arena, field, bound, LANG_EN)));
	diag_add(binder->report, DIAG_RANGE, value->node->span,
		 value_path(binder->arena, group, field),
		 DIAG_ARGS(diag_text2("field", field->label), diag_text2("bound", words),
			   diag_text2("value", bind_shown(binder->arena, value->node)),
			   diag_text2("guide", field->guide)));
	value->state = VALUE_INVALID;
}

static struct slice without_percent(struct slice text)
{
	return slice_ends(text, SLICE("%")) ? slice_trim(slice_sub(text, 0, text.len - 1)) : text;
}

static void number_bind(struct binder *binder, const struct group *group, struct value *value)
{
	const struct field *field = value->field;
	const struct node *node = value->node;
	struct slice text = bind_is_scalar(node) ? scalar_text(binder->arena, node) : SLICE_NONE;
	int places = field->type == TYPE_INTEGER ? 0
		     : field->type == TYPE_MONEY ? binder->plan->currency->places
						 : DECIMAL_SCALE_MAX;

	if (field->type == TYPE_PERCENT)
		text = without_percent(text);
	/* "1.000" is no thousand: where there are no decimals, a point is a mistake. */
	if (!decimal_parse(text, &value->as.number) || value->as.number.scale > places ||
	    (places == 0 && slice_find(text, SLICE("."), 0) < text.len))
		bind_wrong(binder, group, value, node);
	else if (field->has_min && decimal_compare(value->as.number, field->min) < 0)
		range_finding(binder, group, value, true);
	else if (field->has_max && decimal_compare(value->as.number, field->max) > 0)
		range_finding(binder, group, value, false);
}

static void date_bind(struct binder *binder, const struct group *group, struct value *value)
{
	const struct node *node = value->node;
	struct slice text = bind_is_scalar(node) ? scalar_text(binder->arena, node) : SLICE_NONE;

	if (!date_parse(text, &value->as.date))
		bind_wrong(binder, group, value, node);
}

static void duration_bind(struct binder *binder, const struct group *group, struct value *value)
{
	const struct node *node = value->node;

	if (!bind_is_scalar(node) ||
	    !duration_parse(scalar_text(binder->arena, node), &value->as.duration))
		bind_wrong(binder, group, value, node);
}

/*
 * Of a text that could be read up to `at`, the word that stands there; where it ends too early, the
 * whole value.
 */
static struct span span_behind(struct binder *binder, const struct node *node, struct slice text,
			       size_t at)
{
	struct slice rest = slice_sub(text, at, text.len);
	struct source_seek seek = source_seek(binder->report, node->span);
	size_t end = 0;
	struct span found, word;

	if (rest.len == 0 || !source_seek_next(&seek, rest, &found))
		return node->span;
	while (end < rest.len && rest.ptr[end] != ' ' && rest.ptr[end] != ';' &&
	       rest.ptr[end] != ',')
		end++;
	seek = source_seek(binder->report, found);
	if (end > 0 && source_seek_next(&seek, slice_sub(rest, 0, end), &word))
		return word;
	found.end = found.start + 1;
	return found;
}

static void hours_bind(struct binder *binder, const struct group *group, struct value *value)
{
	const struct node *node = value->node;
	struct slice text = bind_is_scalar(node) ? scalar_text(binder->arena, node) : SLICE_NONE;
	struct finding *finding;
	size_t bad = 0;

	value->as.hours = ARENA_NEW(binder->arena, struct hours);
	if (bind_is_scalar(node) && hours_parse(text, value->as.hours, &bad))
		return;
	finding = bind_type_finding(binder, group, value, node, type_words(TYPE_HOURS));
	if (bind_is_scalar(node))
		finding->span = span_behind(binder, node, text, bad);
}

const struct choice *bind_choice_read(struct binder *binder, const struct group *group,
				      const struct field *field, const struct node *node)
{
	struct slice key = bind_is_scalar(node) ? scalar_text(binder->arena, node) : SLICE_NONE;
	const struct choice *choice = field_choice(field, key);
	struct nearest nearest;
	struct buf all = BUF_IN(binder->arena);
	struct text2 hint = TEXT2("", "");

	if (choice)
		return choice;
	nearest = nearest_start(binder->arena, key);
	for (size_t i = 0; i < field->choice_count; i++) {
		buf_printf(&all, "%s%.*s", i > 0 ? ", " : "", SLICE_ARG(field->choices[i].key));
		nearest_offer(&nearest, field->choices[i].key);
	}
	if (nearest.best.ptr) {
		hint.in[LANG_VI] =
			text_printf(binder->arena, "có phải '%.*s'? ", SLICE_ARG(nearest.best));
		hint.in[LANG_EN] = text_printf(binder->arena, "did you mean '%.*s'? ",
					       SLICE_ARG(nearest.best));
	}
	diag_add(binder->report, DIAG_CHOICE, node->span, value_path(binder->arena, group, field),
		 DIAG_ARGS(diag_text("value", key), diag_text2("field", field->label),
			   diag_text2("hint", hint), diag_text("choices", buf_slice(&all))));
	return NULL;
}

static void choice_bind(struct binder *binder, const struct group *group, struct value *value)
{
	if (!bind_is_scalar(value->node)) {
		bind_wrong(binder, group, value, value->node);
		return;
	}
	value->as.choice = bind_choice_read(binder, group, value->field, value->node);
	if (!value->as.choice)
		value->state = VALUE_INVALID;
}

static void address_bind(struct binder *binder, const struct group *group, struct value *value)
{
	enum type type = value->field->type;

	if (!bind_text2(binder, group, value->field, value->node, &value->as.text)) {
		bind_wrong(binder, group, value, value->node);
		return;
	}
	if (text2_is_empty(&value->as.text)) {
		value->state = VALUE_ABSENT;
		return;
	}
	for (int i = 0; i < LANG_COUNT; i++) {
		struct slice text = value->as.text.in[i];
		bool good = type == TYPE_EMAIL  ? address_is_email(text)
			    : type == TYPE_LINK ? address_is_link(text)
						: address_is_phone(text);
		if (text.ptr && !good) {
			bind_wrong(binder, group, value, value->node);
			return;
		}
	}
}

void bind_scalar(struct binder *binder, const struct group *group, struct value *value)
{
	if (value->node->kind == NODE_STRING && slice_trim(value->node->as.string).len == 0) {
		value->state =
			VALUE_ABSENT; /* "" is a field still to be filled in, whatever its type */
		return;
	}
	switch (value->field->type) {
	case TYPE_TEXT:
	case TYPE_PROSE:
		text_bind(binder, group, value);
		break;
	case TYPE_BOOLEAN:
		boolean_bind(binder, group, value);
		break;
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
		number_bind(binder, group, value);
		break;
	case TYPE_DATE:
		date_bind(binder, group, value);
		break;
	case TYPE_DURATION:
		duration_bind(binder, group, value);
		break;
	case TYPE_HOURS:
		hours_bind(binder, group, value);
		break;
	case TYPE_CHOICE:
		choice_bind(binder, group, value);
		break;
	case TYPE_LIST:
		bind_list(binder, group, value);
		break;
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
		address_bind(binder, group, value);
		break;
	case TYPE_IMAGE:
	case TYPE_REFERENCE:
		if (!bind_is_scalar(value->node))
			bind_wrong(binder, group, value, value->node);
		else if (value->field->type == TYPE_IMAGE)
			bind_image(binder, group, value, scalar_text(binder->arena, value->node));
		else
			value->as.reference.id = scalar_text(binder->arena, value->node);
		break;
	case TYPE_TABLE:
	case TYPE_RECORDS:
	case TYPE_COUNT:
		break;
	}
}
