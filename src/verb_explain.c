/* careplan explain: what a rule asks, or how a field is filled in. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/nearest.h"
#include "diag/show.h"
#include "cli.h"
#include "emit/reference.h"
#include "emit/themes.h"
#include "plan/plan.h"
#include "template/template.h"
#include "value/date.h"

struct explainer {
	struct options *options;
	const struct template *t;
	struct buf buf;
	enum lang ui;
};

static void row(struct explainer *e, struct text2 label, struct slice text)
{
	if (text.len > 0)
		buf_printf(&e->buf, "  %.*s: %.*s\n", SLICE_ARG(text2_in(&label, e->ui)),
			   SLICE_ARG(text));
}

static void heading(struct explainer *e, struct slice id, struct slice title)
{
	buf_printf(&e->buf, "%.*s: %.*s\n", SLICE_ARG(id), SLICE_ARG(title));
}

/* A piece of a plan, indented below its label. */
static void snippet(struct explainer *e, struct text2 label, struct slice text)
{
	text = slice_trim(text);
	if (text.len == 0)
		return;
	buf_printf(&e->buf, "  %.*s:\n", SLICE_ARG(text2_in(&label, e->ui)));
	for (size_t start = 0, end; start < text.len; start = end + 1) {
		end = slice_find(text, SLICE("\n"), start);
		buf_printf(&e->buf, "      %.*s\n", SLICE_ARG(slice_sub(text, start, end)));
	}
}

static void snippets(struct explainer *e, struct slice bad, struct slice good)
{
	snippet(e, TEXT2("ví dụ sai", "breaks it"), bad);
	snippet(e, TEXT2("ví dụ đúng", "keeps it"), good);
}

static void explain_own(struct explainer *e, enum diag_id own)
{
	struct text2 title = diag_title(own), help = diag_help(own);
	struct diag_page page = diag_page(own);

	heading(e, slice_of(diag_name(own)), text2_in(&title, e->ui));
	row(e, TEXT2("mức", "level"), slice_of(level_word(diag_level(own), e->ui)));
	row(e, TEXT2("số", "number"), slice_of(page.refs ? page.refs : ""));
	row(e, TEXT2("vì sao", "why"), text2_in(&page.why, e->ui));
	if (!slice_starts(help.in[LANG_EN], SLICE("{")))
		row(e, TEXT2("cách sửa", "help"), text2_in(&help, e->ui));
	snippets(e, slice_of(page.bad ? page.bad : ""), slice_of(page.good ? page.good : ""));
}

/* Every path the rule is bound to, once. */
static void rule_fields(struct explainer *e, const struct rule *rule)
{
	struct index told = INDEX_IN(e->options->arena);

	for (int p = 0; p < PARAM_COUNT; p++) {
		const struct param *param = rule->params[p];
		for (size_t i = 0; param && param->fields && i < param->count; i++) {
			bool is_new;
			index_at(&told, param->items[i], &is_new);
			if (is_new)
				row(e, TEXT2("trường", "field"), param->items[i]);
		}
	}
}

/* The figures it goes by: "most = 48". */
static void rule_figures(struct explainer *e, const struct rule *rule)
{
	struct arena *arena = e->options->arena;

	for (int p = 0; p < PARAM_COUNT; p++) {
		const struct param *param = rule->params[p];
		enum param_form form = param_form((enum param_id)p);
		struct slice figure;
		if (!param || (form != FORM_NUMBER && form != FORM_DURATION))
			continue;
		figure = form == FORM_NUMBER ? decimal_show(arena, param->number, 0, e->ui)
					     : duration_show(arena, &param->duration, e->ui);
		row(e, TEXT2("con số", "figure"),
		    text_printf(arena, "%s = %.*s", param_key((enum param_id)p),
				SLICE_ARG(figure)));
	}
}

/* Where the figures come from, and as of which day. */
static struct slice rule_source(struct explainer *e, const struct rule *rule)
{
	struct arena *arena = e->options->arena;
	struct slice source = text2_in(&rule->source, e->ui);
	struct slice day = rule->as_of;
	struct date date;

	if (day.len == 0)
		return source;
	if (date_parse(day, &date))
		day = date_show(arena, date, e->ui);
	return text_printf(arena, "%.*s, %s %.*s", SLICE_ARG(source),
			   e->ui == LANG_VI ? "tính đến" : "as of", SLICE_ARG(day));
}

static void explain_rule(struct explainer *e, const struct rule *rule)
{
	heading(e, rule->words.id, text2_in(&rule->words.message, e->ui));
	row(e, TEXT2("mức", "level"), slice_of(level_word(rule->words.level, e->ui)));
	row(e, TEXT2("số", "number"), rule->ref);
	row(e, TEXT2("vì sao", "why"), text2_in(&rule->why, e->ui));
	row(e, TEXT2("cách sửa", "help"), text2_in(&rule->words.help, e->ui));
	row(e, TEXT2("loại quy tắc", "kind of rule"), slice_of(rule_kind_key(rule->kind)));
	rule_fields(e, rule);
	rule_figures(e, rule);
	row(e, TEXT2("nguồn", "source"), rule_source(e, rule));
	snippets(e, rule->bad, rule->good);
}

/* Is the word one of those in a text with blanks between? */
static bool is_among(struct slice word, struct slice words)
{
	for (size_t start = 0, end; start < words.len; start = end + 1) {
		end = slice_find(words, SLICE(" "), start);
		if (slice_equal(slice_sub(words, start, end), word))
			return true;
	}
	return false;
}

/* All findings of that id, or of that number in the list of requirements. */
static bool explain_rules(struct explainer *e, struct slice id)
{
	bool any = false;

	for (int i = 0; i < DIAG_COUNT; i++) {
		const char *refs = diag_page((enum diag_id)i).refs;
		if (!slice_is(id, diag_name((enum diag_id)i)) &&
		    !is_among(id, slice_of(refs ? refs : "")))
			continue;
		explain_own(e, (enum diag_id)i);
		any = true;
	}
	for (size_t i = 0; i < e->t->rule_count; i++) {
		const struct rule *rule = &e->t->rules[i];
		if (!slice_equal(rule->words.id, id) && !slice_equal(rule->ref, id))
			continue;
		explain_rule(e, rule);
		any = true;
	}
	return any;
}

static void list_row(struct explainer *e, const char *level, struct slice id, struct slice ref,
		     struct slice title)
{
	buf_printf(&e->buf, "%-7s  %-36.*s  %-5.*s  %.*s\n", level, SLICE_ARG(id), SLICE_ARG(ref),
		   SLICE_ARG(title));
}

/* Every rule there is, a line each. */
static void explain_list(struct explainer *e)
{
	for (int i = 0; i < DIAG_COUNT; i++) {
		struct text2 title = diag_title((enum diag_id)i);
		list_row(e, level_key(diag_level((enum diag_id)i)),
			 slice_of(diag_name((enum diag_id)i)), SLICE(""), text2_in(&title, e->ui));
	}
	for (size_t i = 0; i < e->t->rule_count; i++) {
		const struct rule *rule = &e->t->rules[i];
		list_row(e, level_key(rule->words.level), rule->words.id, rule->ref,
			 text2_in(&rule->words.message, e->ui));
	}
}

static void choices_put(struct explainer *e, const struct field *field)
{
	for (size_t i = 0; i < field->choice_count; i++)
		buf_printf(&e->buf, "    \"%.*s\": %.*s\n", SLICE_ARG(field->choices[i].key),
			   SLICE_ARG(text2_in(&field->choices[i].label, e->ui)));
}

static void subfields_put(struct explainer *e, const struct field *field)
{
	if (field->field_count > 0)
		buf_printf(&e->buf, "  %s:\n", e->ui == LANG_VI ? "gồm các trường" : "its fields");
	for (size_t i = 0; i < field->field_count; i++) {
		const struct field *sub = field->fields[i];
		buf_printf(&e->buf, "    %-24.*s %.*s (%.*s)\n", SLICE_ARG(sub->key),
			   SLICE_ARG(text2_in(&sub->label, e->ui)),
			   SLICE_ARG(need_word(sub->need[0], e->ui)));
	}
}

/* Rules that name a field are worth knowing when it is filled in. */
static void field_rules(struct explainer *e, const struct field *field)
{
	for (size_t i = 0; i < e->t->rule_count; i++) {
		const struct rule *rule = &e->t->rules[i];
		bool names = false;
		for (int p = 0; p < PARAM_COUNT; p++) {
			const struct param *param = rule->params[p];
			for (size_t j = 0; param && param->fields && j < param->count; j++)
				names = names || param->fields[j] == field;
		}
		if (names)
			row(e, TEXT2("quy tắc", "rule"), rule->words.id);
	}
}

static bool explain_field(struct explainer *e, struct slice id)
{
	const struct field *field = template_field(e->t, id);
	struct text2 words;
	struct slice example;

	if (!field)
		return false;
	words = type_words(field->type);
	heading(e, field_path(e->options->arena, field), text2_in(&field->label, e->ui));
	row(e, TEXT2("cần", "need"),
	    field_is_section(field) ? SLICE_NONE : need_word(field->need[0], e->ui));
	row(e, TEXT2("kiểu", "type"),
	    text_printf(e->options->arena, "%s (%.*s)", type_key(field->type),
			SLICE_ARG(text2_in(&words, e->ui))));
	row(e, TEXT2("hướng dẫn", "guide"), text2_in(&field->guide, e->ui));
	row(e, TEXT2("trỏ tới", "refers to"), field->refers_to);
	example = text2_in(&field->example, e->ui);
	if (example.len == 0 && field->field_count == 0 && field->choice_count == 0)
		example = type_example_in(field->type, e->ui);
	if (example.len > 0)
		row(e, TEXT2("ví dụ", "example"),
		    text_printf(e->options->arena, "%.*s = %.*s", SLICE_ARG(field->key),
				SLICE_ARG(example)));
	if (field->choice_count > 0 && field->refers_to.len > 0)
		buf_printf(&e->buf, "  %s:\n",
			   e->ui == LANG_VI ? "hoặc, thay cho một mã" : "or, instead of an id");
	else if (field->choice_count > 0)
		buf_printf(&e->buf, "  %s:\n", e->ui == LANG_VI ? "các giá trị" : "its values");
	choices_put(e, field);
	subfields_put(e, field);
	field_rules(e, field);
	return true;
}

/* Themes have no place in a template; "theme" is their whole page. */
static bool explain_theme(struct explainer *e, struct slice id)
{
	if (!slice_is(id, "theme"))
		return false;
	buf_put(&e->buf, themes_markdown(e->options->arena, e->ui));
	return true;
}

static void offer_fields(struct nearest *nearest, struct arena *arena, const struct field *field)
{
	for (size_t i = 0; i < field->field_count; i++) {
		nearest_offer(nearest, field_path(arena, field->fields[i]));
		offer_fields(nearest, arena, field->fields[i]);
	}
}

enum { MOST_NAMESAKES = 8 };

/* The paths of the fields whose own key it is, one behind the other. */
static void namesakes_put(struct buf *buf, size_t *count, const struct field *field,
			  struct slice key)
{
	for (size_t i = 0; i < field->field_count; i++) {
		const struct field *sub = field->fields[i];
		if (slice_equal(sub->key, key) && ++*count <= MOST_NAMESAKES)
			buf_printf(buf, "%s%.*s", buf->len > 0 ? ", " : "",
				   SLICE_ARG(field_path(buf->arena, sub)));
		namesakes_put(buf, count, sub, key);
	}
}

static int explain_unknown(struct explainer *e, struct slice id)
{
	struct nearest nearest = nearest_start(e->options->arena, id);
	struct buf namesakes = BUF_IN(e->options->arena);
	size_t count = 0;

	namesakes_put(&namesakes, &count, e->t->root, id);
	if (count > 0) {
		const char *more = count > MOST_NAMESAKES ? ", …" : "";
		struct text2 hint = {
			{ [LANG_VI] = text_printf(e->options->arena, "trường mang tên ấy: %s%s",
						  namesakes.data, more),
			  [LANG_EN] = text_printf(e->options->arena, "fields of that name: %s%s",
						  namesakes.data, more) }
		};
		return cli_unknown(e->options, &nearest,
				   TEXT2("'{1}' chưa đủ; {2}", "'{1}' is not enough; {2}"), id,
				   hint);
	}
	nearest_offer(&nearest, SLICE("theme"));
	for (int i = 0; i < DIAG_COUNT; i++)
		nearest_offer(&nearest, slice_of(diag_name((enum diag_id)i)));
	for (size_t i = 0; i < e->t->rule_count; i++)
		nearest_offer(&nearest, e->t->rules[i].words.id);
	offer_fields(&nearest, e->options->arena, e->t->root);
	return cli_unknown(e->options, &nearest,
			   TEXT2("không có quy tắc hay trường '{1}'; {2}",
				 "there is no rule or field '{1}'; {2}"),
			   id,
			   TEXT2("xem 'careplan explain --list'", "see 'careplan explain --list'"));
}

int verb_explain(struct options *options)
{
	struct report report = report_new(options->arena);
	struct explainer e = { .options = options,
			       .buf = BUF_IN(options->arena),
			       .ui = options->ui };
	int code = EXIT_DONE;

	if (options->inputs.len == 0 && !options->given[OPTION_LIST] && !options->given[OPTION_ALL])
		return cli_usage(
			options,
			TEXT2("cần tên một quy tắc hoặc một trường: careplan explain placeholder",
			      "name a rule or a field: careplan explain placeholder"),
			SLICE_NONE, SLICE_NONE);
	e.t = template_load(options->arena, &report, options->value[OPTION_TEMPLATE]);
	if (!e.t) {
		cli_err(diag_show_text(options->arena, &report, options->ui, options->color));
		return EXIT_USAGE;
	}
	if (options->given[OPTION_LIST])
		explain_list(&e);
	if (options->given[OPTION_ALL])
		buf_put(&e.buf, reference_markdown(options->arena, e.t, options->ui));
	for (size_t i = 0; i < options->inputs.len; i++) {
		struct slice id = slice_of(options->inputs.items[i]);
		if (!explain_theme(&e, id) && !explain_rules(&e, id) && !explain_field(&e, id))
			code = explain_unknown(&e, id);
	}
	cli_out(buf_slice(&e.buf));
	return code;
}
