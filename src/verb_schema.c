/* careplan schema: the JSON Schema of the plan format, for editors. */
#include "base/arena.h"
#include "base/file.h"
#include "cli.h"
#include "diag/show.h"
#include "emit/schema.h"

int verb_schema(struct options *options)
{
	const char *path = options->value[OPTION_OUTPUT] ? options->value[OPTION_OUTPUT] : "-";
	struct report report = report_new(options->arena);
	enum lang lang = options->ui;
	const char *reason = "";
	const struct template *t;

	if (options->inputs.len > 0)
		return cli_usage(
			options,
			TEXT2("schema không nhận tệp '{1}'; mẫu khác ghi ở --template",
			      "schema takes no file '{1}'; name another template with --template"),
			slice_of(options->inputs.items[0]), SLICE_NONE);
	if (options->lang_count > 0)
		lang = options->langs[0];
	t = template_load(options->arena, &report, options->value[OPTION_TEMPLATE]);
	if (!t) {
		cli_err(diag_show_text(options->arena, &report, options->ui, options->color));
		return EXIT_USAGE;
	}
	if (!file_write(options->arena, path, schema_json(options->arena, t, lang), &reason))
		return cli_unwritten(options, path, reason);
	return EXIT_DONE;
}
