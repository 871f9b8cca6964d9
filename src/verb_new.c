/* careplan new: writes a plan to begin with. */
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "diag/show.h"
#include "emit/scaffold.h"
#include "cli.h"

#define DEFAULT_FILE "plan.toml"

int verb_new(struct options *options)
{
	const char *path = options->inputs.len > 0 ? options->inputs.items[0] : DEFAULT_FILE;
	struct report report = report_new(options->arena);
	enum lang lang = options->ui;
	const char *reason = "";
	struct template *t;

	if (options->inputs.len > 1)
		return cli_usage(options, TEXT2("new viết một tệp; thừa '{1}'",
						"new writes one file; '{1}' is too many"),
				 slice_of(options->inputs.items[1]), SLICE_NONE);
	if (options->value[OPTION_LANG])
		lang_find(slice_of(options->value[OPTION_LANG]), &lang);
	t = template_load(options->arena, &report, options->value[OPTION_TEMPLATE]);
	if (!t) {
		cli_err(diag_show_text(options->arena, &report, options->ui, options->color));
		return EXIT_USAGE;
	}
	if (strcmp(path, "-") != 0 && file_exists(path) && !options->given[OPTION_FORCE])
		return cli_usage(options, TEXT2("'{1}' đã có; thêm --force để ghi đè",
						"'{1}' exists; add --force to overwrite it"),
				 slice_of(path), SLICE_NONE);
	if (!file_write(options->arena, path,
			scaffold_toml(options->arena, t, lang, options->given[OPTION_BLANK]), &reason)) {
		cli_say(options, TEXT2("không ghi được '{1}': {2}", "cannot write '{1}': {2}"),
			slice_of(path), slice_of(reason));
		return EXIT_SYSTEM;
	}
	if (strcmp(path, "-") != 0 && !options->given[OPTION_QUIET])
		cli_say(options, TEXT2("đã viết '{1}'; mở ra điền, rồi chạy: careplan check {1}",
				       "wrote '{1}'; fill it in, then run: careplan check {1}"),
			slice_of(path), SLICE_NONE);
	return EXIT_DONE;
}
