/* The forms of reports: their names and choosing one. */
#include "report/report.h"

#include "base/arena.h"
#include "base/buf.h"

struct form {
	const char *name;
	struct slice (*write)(struct arena *arena, const struct outcome *outcome);
};

static const struct form forms[REPORT_COUNT] = {
#define REPORT(id, name, function) [REPORT_##id] = { name, function },
#include "report/report.def"
#undef REPORT
};

const char *report_form_name(enum report_form form)
{
	return forms[form].name;
}

bool report_form_find(struct slice name, enum report_form *form)
{
	for (int i = 0; i < REPORT_COUNT; i++) {
		if (slice_is(name, forms[i].name)) {
			*form = (enum report_form)i;
			return true;
		}
	}
	return false;
}

bool report_form_is_document(enum report_form form)
{
	return forms[form].write;
}

struct slice report_write(struct arena *arena, const struct outcome *outcome, enum report_form form)
{
	return forms[form].write ? forms[form].write(arena, outcome) : SLICE("");
}

struct slice report_words(struct arena *arena, const struct outcome_item *item, enum lang lang)
{
	struct slice message = text2_in(&item->message, lang);
	struct slice help = text2_in(&item->help, lang);

	if (help.len == 0)
		return message;
	return text_printf(arena, "%.*s\n%s: %.*s", SLICE_ARG(message),
			   lang == LANG_VI ? "cách sửa" : "help", SLICE_ARG(help));
}

struct slice report_left_out(struct arena *arena, size_t count, enum lang lang)
{
	const char *words = lang == LANG_VI ? "phát hiện không nêu ra"
			    : count == 1    ? "more finding is not shown"
					    : "more findings are not shown";

	return text_printf(arena, "%s%zu %s", lang == LANG_VI ? "còn " : "", count, words);
}
