/* careplan template: looks over a company's own section template, or prints the standard one. */
#include <string.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "diag/show.h"
#include "cli.h"
#include "template/template.h"

static int template_show(const struct options *options)
{
	if (options->value[OPTION_TEMPLATE] || options->inputs.len > 1)
		return cli_usage(
			options,
			TEXT2("'template show' in mẫu chuẩn và không nhận tệp",
			      "'template show' prints the standard template and takes no file"),
			SLICE_NONE, SLICE_NONE);
	for (const struct embedded_file *file = embedded_files; file->name; file++) {
		if (strncmp(file->name, "templates/standard/", 19) == 0) {
			cli_out((struct slice){ file->start, (size_t)(file->end - file->start) });
			cli_out(SLICE("\n"));
		}
	}
	return EXIT_DONE;
}

static int template_check(const struct options *options)
{
	int code = EXIT_DONE;

	if (options->inputs.len < 2)
		return cli_usage(options,
				 TEXT2("cần tên tệp mẫu: careplan template check FILE",
				       "name the template: careplan template check FILE"),
				 SLICE_NONE, SLICE_NONE);
	for (size_t i = 1; i < options->inputs.len; i++) {
		struct report report = report_new(options->arena);
		struct template *t =
			template_load(options->arena, &report, options->inputs.items[i]);
		bool read = report.source_count > 1;
		int one = !read                                    ? EXIT_USAGE
			  : !t || report_has(&report, LEVEL_ERROR) ? EXIT_FINDINGS
								   : EXIT_DONE;
		report_sort(&report);
		cli_out(diag_show_text(options->arena, &report, options->ui, options->color));
		code = exit_graver(code, one);
	}
	return code;
}

int verb_template(struct options *options)
{
	struct slice what =
		options->inputs.len > 0 ? slice_of(options->inputs.items[0]) : SLICE_NONE;

	if (slice_is(what, "show"))
		return template_show(options);
	if (slice_is(what, "check"))
		return template_check(options);
	return cli_usage(options,
			 TEXT2("dùng: careplan template check FILE, hoặc careplan template show",
			       "use: careplan template check FILE, or careplan template show"),
			 SLICE_NONE, SLICE_NONE);
}
