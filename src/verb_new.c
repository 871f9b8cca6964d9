/* careplan new: writes a plan to begin with. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "diag/show.h"
#include "emit/ini.h"
#include "emit/scaffold.h"
#include "syntax/read.h"
#include "cli.h"

#define DEFAULT_FILE "plan.toml"
#define DEFAULT_INI "plan.ini"
#define DEFAULT_STARTER "basic"

static int unknown_starter(struct options *options, struct slice name)
{
	struct nearest nearest = nearest_start(options->arena, name);
	struct buf all = BUF_IN(options->arena);
	const struct embedded_file *at = embedded_files;
	struct slice starter;

	while (embedded_next(&at, STARTER_FOLDER, &starter)) {
		nearest_offer(&nearest, starter);
		buf_printf(&all, "%s%.*s", all.len > 0 ? ", " : "", SLICE_ARG(starter));
	}
	return cli_unknown(options, &nearest,
			   TEXT2("không có mẫu khởi đầu '{1}'; {2}",
				 "there is no starter '{1}'; {2}"),
			   name, nearest_listed(&nearest, buf_slice(&all)));
}

/* Made from the template, or one of the plans that come with the program. */
static int plan_make(struct options *options, enum lang lang, struct slice *plan)
{
	const char *starter = options->value[OPTION_STARTER];
	const char *template = options->value[OPTION_TEMPLATE];
	struct report report = report_new(options->arena);
	const struct template *t;

	if (starter && (options->given[OPTION_BLANK] || template))
		return cli_usage(options,
				 TEXT2("'--starter' không đi cùng '{1}'",
				       "'--starter' does not go with '{1}'"),
				 template ? SLICE("--template") : SLICE("--blank"), SLICE_NONE);
	if (!options->given[OPTION_BLANK] && !template) {
		struct slice name = slice_of(starter ? starter : DEFAULT_STARTER);
		*plan = embedded_find(
			slice_cstr(options->arena,
				   text_printf(options->arena, STARTER_FOLDER "%.*s.%s.toml",
					       SLICE_ARG(name), lang_key(lang))));
		return plan->ptr ? EXIT_DONE : unknown_starter(options, name);
	}
	t = template_load(options->arena, &report, template);
	if (!t) {
		cli_err(diag_show_text(options->arena, &report, options->ui, options->color));
		return EXIT_USAGE;
	}
	*plan = scaffold_toml(options->arena, t, lang, options->given[OPTION_BLANK]);
	return EXIT_DONE;
}

/* The form the plan is written in: what --ini or the name of the file says; they must agree. */
static int form_choose(struct options *options, const char *path, bool *is_ini)
{
	bool is_named_ini = form_of(slice_of(path)) == FORM_INI;

	*is_ini = options->given[OPTION_INI] || is_named_ini;
	if (options->given[OPTION_INI] && !is_named_ini && strcmp(path, "-") != 0)
		return cli_usage(options,
				 TEXT2("'{1}' sẽ được đọc là TOML; đặt tên .ini khi dùng '--ini'",
				       "'{1}' will be read as TOML; name it .ini with '--ini'"),
				 slice_of(path), SLICE_NONE);
	return EXIT_DONE;
}

int verb_new(struct options *options)
{
	const char *path = options->inputs.len > 0      ? options->inputs.items[0]
			   : options->given[OPTION_INI] ? DEFAULT_INI
							: DEFAULT_FILE;
	enum lang lang = options->ui;
	const char *reason = "";
	struct slice plan = SLICE_NONE;
	bool is_ini;
	int code;

	if (options->inputs.len > 1)
		return cli_usage(options,
				 TEXT2("new viết một tệp; thừa '{1}'",
				       "new writes one file; '{1}' is too many"),
				 slice_of(options->inputs.items[1]), SLICE_NONE);
	if (options->lang_count > 0)
		lang = options->langs[0];
	code = form_choose(options, path, &is_ini);
	if (code == EXIT_DONE)
		code = plan_make(options, lang, &plan);
	if (code != EXIT_DONE)
		return code;
	if (is_ini)
		plan = ini_from_toml(options->arena, plan);
	if (strcmp(path, "-") != 0 && file_exists(path) && !options->given[OPTION_FORCE])
		return cli_usage(options,
				 TEXT2("'{1}' đã có; thêm --force để ghi đè",
				       "'{1}' exists; add --force to overwrite it"),
				 slice_of(path), SLICE_NONE);
	if (!file_write(options->arena, path, plan, &reason))
		return cli_unwritten(options, path, reason);
	if (strcmp(path, "-") != 0 && !options->given[OPTION_QUIET])
		cli_say(options,
			TEXT2("đã viết '{1}'; mở ra điền, rồi chạy: careplan check {1}",
			      "wrote '{1}'; fill it in, then run: careplan check {1}"),
			slice_of(path), SLICE_NONE);
	return EXIT_DONE;
}
