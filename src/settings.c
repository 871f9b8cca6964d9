/* Settings: careplan.toml, found upward from a plan, and the options of the command line over it.
 */
#include "settings.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "syntax/toml.h"
#include "theme/theme.h"

#define SETTINGS_FILE "careplan.toml"

enum { FOLDERS_MAX = 64, SETTINGS_SIZE_MAX = 1024 * 1024 };

struct reader {
	struct arena *arena;
	struct report *report;
	struct settings *settings;
	struct slice folder;
};

struct setting {
	const char *key;
	void (*read)(struct reader *reader, const struct node *node);
};

static void value_finding(struct reader *reader, const struct node *node, struct text2 expected,
			  const char *example)
{
	reader->settings->wrong = true;
	diag_add(reader->report, DIAG_SETTING_VALUE, node->span, node->name,
		 DIAG_ARGS(diag_text("key", node->name), diag_text2("expected", expected),
			   diag_text("example", slice_of(example))));
}

static void level_read(struct reader *reader, const struct node *node)
{
	struct level_override *override = vec_push(reader->arena, &reader->settings->levels);

	override->rule = node->name;
	override->span = node->key;
	override->off = node->kind == NODE_STRING && slice_is(node->as.string, "off");
	if (override->off ||
	    (node->kind == NODE_STRING && level_find(node->as.string, &override->level)))
		return;
	reader->settings->levels.len--;
	value_finding(reader, node,
		      TEXT2("error, warning, info hoặc off", "error, warning, info or off"),
		      "placeholder = \"warning\"");
}

static void levels_read(struct reader *reader, const struct node *node)
{
	if (node->kind != NODE_TABLE) {
		value_finding(reader, node, TEXT2("một bảng", "a table"), "[levels]");
		return;
	}
	for (const struct node *child = node->first; child; child = child->next)
		level_read(reader, child);
}

static bool fail_on_find(struct slice word, struct settings *settings)
{
	settings->fails = !slice_is(word, "never");
	return !settings->fails || level_find(word, &settings->fail_level);
}

static void fail_on_read(struct reader *reader, const struct node *node)
{
	struct slice word = node->kind == NODE_STRING ? node->as.string : SLICE_NONE;

	if (fail_on_find(word, reader->settings))
		return;
	reader->settings->fail_level = LEVEL_ERROR;
	value_finding(reader, node,
		      TEXT2("error, warning, info hoặc never", "error, warning, info or never"),
		      "fail-on = \"warning\"");
}

static void min_score_read(struct reader *reader, const struct node *node)
{
	if (node->kind == NODE_INTEGER && node->as.integer >= 0 && node->as.integer <= 100)
		reader->settings->min_score = (size_t)node->as.integer;
	else
		value_finding(reader, node,
			      TEXT2("một số nguyên từ 0 đến 100", "a whole number from 0 to 100"),
			      "min-score = 80");
}

static void template_read(struct reader *reader, const struct node *node)
{
	if (node->kind == NODE_STRING)
		reader->settings->template =
			slice_cstr(reader->arena,
				   path_join(reader->arena, reader->folder, node->as.string));
	else
		value_finding(reader, node,
			      TEXT2("đường dẫn tới một mẫu mục", "the path of a section template"),
			      "template = \"our-template.toml\"");
}

static void theme_read(struct reader *reader, const struct node *node)
{
	struct slice name = node->kind == NODE_STRING ? node->as.string : SLICE("");

	if (name.len == 0)
		value_finding(reader, node,
			      TEXT2("tên một giao diện hoặc đường dẫn tới một tệp",
				    "the name of a theme or the path of a file"),
			      "theme = \"formal\"");
	else if (theme_is_built_in(name))
		reader->settings->theme = slice_cstr(reader->arena, name);
	else
		reader->settings->theme =
			slice_cstr(reader->arena, path_join(reader->arena, reader->folder, name));
}

/* To add a setting: a row here, its reader above, and a line in docs/findings.md. */
static const struct setting settings_known[] = {
	{ "levels", levels_read },     { "fail-on", fail_on_read }, { "min-score", min_score_read },
	{ "template", template_read }, { "theme", theme_read },
};

enum { SETTING_COUNT = sizeof(settings_known) / sizeof(*settings_known) };

static void setting_read(struct reader *reader, const struct node *node)
{
	struct nearest nearest = nearest_start(reader->arena, node->name);
	struct buf all = BUF_IN(reader->arena);
	struct text2 hint;

	for (int i = 0; i < SETTING_COUNT; i++) {
		if (slice_is(node->name, settings_known[i].key)) {
			settings_known[i].read(reader, node);
			return;
		}
		nearest_offer(&nearest, slice_of(settings_known[i].key));
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", settings_known[i].key);
	}
	reader->settings->wrong = true;
	hint = nearest_hint(&nearest, nearest_listed(&nearest, buf_slice(&all)));
	diag_add(reader->report, DIAG_SETTING_UNKNOWN, node->key, node->name,
		 DIAG_ARGS(diag_text("key", node->name), diag_text2("hint", hint)));
}

static bool ends_in_name(struct slice folder)
{
	struct slice last, name;

	if (!folder.ptr || folder.len == 0)
		return false;
	last = slice_sub(folder, 0, folder.len - 1);
	name = slice_sub(last, path_folder(last).len, last.len);
	return name.len > 0 && !slice_is(name, ".") && !slice_is(name, "..");
}

static struct slice folder_above(struct arena *arena, struct slice folder)
{
	if (ends_in_name(folder))
		return path_folder(slice_sub(folder, 0, folder.len - 1));
	return text_printf(arena, "%.*s../", SLICE_ARG(folder));
}

/* A plan of that name is none. */
const char *settings_path(struct arena *arena, struct slice plan)
{
	struct slice folder = path_folder(plan);

	for (int i = 0; i < FOLDERS_MAX; i++) {
		struct slice path = text_printf(arena, "%.*s" SETTINGS_FILE, SLICE_ARG(folder));
		const char *here = folder.len > 0 ? slice_cstr(arena, folder) : ".";
		if (!slice_equal(path, plan) && file_exists(slice_cstr(arena, path)))
			return slice_cstr(arena, path);
		if (folder_is_root(here))
			break;
		folder = folder_above(arena, folder);
	}
	return NULL;
}

static void file_settings(struct reader *reader, const char *path)
{
	struct slice text;
	enum file_result result = file_read(reader->arena, path, SETTINGS_SIZE_MAX, &text);
	size_t before = reader->report->count;
	const struct node *root;

	reader->folder = path_folder(slice_of(path));
	if (result != FILE_OK) {
		reader->settings->wrong = true;
		diag_add(reader->report, DIAG_FILE, SPAN_NONE, SLICE_NONE,
			 DIAG_ARGS(diag_text("file", slice_of(path)),
				   diag_text2("reason", file_reason(result))));
		return;
	}
	root = toml_read(reader->arena, reader->report,
			 report_source(reader->report, slice_of(path), text), TOML_1_1);
	reader->settings->wrong = reader->report->count > before;
	for (const struct node *node = root->first; node; node = node->next)
		setting_read(reader, node);
}

struct settings_files settings_files(struct arena *arena, struct slice plan)
{
	struct report unheard = report_new(arena); /* settings_load says it */
	struct settings settings = { 0 };
	struct reader reader = { .arena = arena, .report = &unheard, .settings = &settings };
	const char *file = settings_path(arena, plan);

	if (file)
		file_settings(&reader, file);
	return (struct settings_files){ file, settings.template, settings.theme };
}

static int level_option(struct arena *arena, const struct options *options,
			struct settings *settings, const char *value)
{
	const char *equals = strchr(value, '=');
	struct level_override *override = vec_push(arena, &settings->levels);

	if (equals) {
		override->rule = (struct slice){ value, (size_t)(equals - value) };
		override->off = strcmp(equals + 1, "off") == 0;
	}
	if (equals && (override->off || level_find(slice_of(equals + 1), &override->level)))
		return EXIT_DONE;
	return cli_usage(options,
			 TEXT2("--level cần dạng quy-tắc=mức, không phải '{1}'",
			       "--level takes rule=level, not '{1}'"),
			 slice_of(value), SLICE_NONE);
}

static int options_over(struct arena *arena, const struct options *options,
			struct settings *settings)
{
	const char *fail_on = options->value[OPTION_FAIL_ON];
	int code = EXIT_DONE;

	for (size_t i = 0; i < options->all.len && code == EXIT_DONE; i++) {
		if (options->all.items[i].id == OPTION_LEVEL)
			code = level_option(arena, options, settings, options->all.items[i].value);
	}
	if (code == EXIT_DONE && fail_on && !fail_on_find(slice_of(fail_on), settings))
		code = cli_usage(options,
				 TEXT2("giá trị của '--{1}' phải là {2}",
				       "the value of '--{1}' must be {2}"),
				 SLICE("fail-on"), SLICE("error, warning, info, never"));
	if (code == EXIT_DONE)
		settings->min_score =
			cli_number(options, OPTION_MIN_SCORE, 100, settings->min_score, &code);
	if (options->value[OPTION_TEMPLATE])
		settings->template = options->value[OPTION_TEMPLATE];
	if (options->value[OPTION_THEME])
		settings->theme = options->value[OPTION_THEME];
	return code;
}

int settings_load(struct arena *arena, struct report *report, const struct options *options,
		  struct slice name, struct settings *settings)
{
	struct reader reader = { .arena = arena, .report = report, .settings = settings };
	const char *path = options->text.ptr ? NULL : settings_path(arena, name);

	*settings = (struct settings){ .fails = true, .fail_level = LEVEL_ERROR };
	if (path)
		file_settings(&reader, path);
	return options_over(arena, options, settings);
}

static void rule_finding(struct report *report, const struct level_override *override,
			 const struct nearest *nearest)
{
	struct text2 hint = TEXT2("mã quy tắc đứng trong ngoặc vuông của mỗi phát hiện",
				  "the id of a rule stands in brackets in each finding");

	hint = nearest_hint(nearest, hint);
	diag_add(report, rule_is_firm(override->rule) ? DIAG_SETTING_FIRM : DIAG_SETTING_RULE,
		 override->span, override->rule,
		 DIAG_ARGS(diag_text("rule", override->rule), diag_text2("hint", hint)));
}

static int rule_usage(const struct options *options, struct slice rule,
		      const struct nearest *nearest)
{
	if (rule_is_firm(rule))
		return cli_usage(options,
				 TEXT2("không thể đổi mức của '{1}'",
				       "the level of '{1}' cannot be changed"),
				 rule, SLICE_NONE);
	return cli_unknown(options, nearest,
			   TEXT2("không có quy tắc '{1}'; {2}", "there is no rule '{1}'; {2}"),
			   rule,
			   TEXT2("xem 'careplan explain --list'", "see 'careplan explain --list'"));
}

int settings_check_rules(struct arena *arena, struct report *report, const struct options *options,
			 struct settings *settings, const struct template *t)
{
	size_t kept = 0;
	int worst = EXIT_DONE;

	for (size_t i = 0; i < settings->levels.len; i++) {
		const struct level_override *override = &settings->levels.items[i];
		struct nearest nearest;
		if (!rule_is_firm(override->rule) && template_has_rule(t, override->rule)) {
			settings->levels.items[kept++] = *override;
			continue;
		}
		nearest = template_nearest_rule(arena, t, override->rule);
		if (!override->span.file) {
			worst = rule_usage(options, override->rule, &nearest);
			continue;
		}
		rule_finding(report, override, &nearest);
		settings->wrong = true;
	}
	settings->levels.len = kept;
	return worst;
}

void settings_apply(const struct settings *settings, struct report *report, size_t from)
{
	size_t kept = from;

	for (size_t i = from; i < report->count; i++) {
		struct finding *finding = &report->findings[i];
		bool off = false;
		for (size_t j = 0; j < settings->levels.len; j++) {
			const struct level_override *override = &settings->levels.items[j];
			if (!slice_equal(override->rule, finding->rule))
				continue;
			off = override->off;
			finding->level = off ? finding->level : override->level;
		}
		if (!off)
			report->findings[kept++] = *finding;
	}
	report->count = kept;
}

bool settings_fail(const struct settings *settings, const struct report *report)
{
	return settings->fails && report_has(report, settings->fail_level);
}
