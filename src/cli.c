/* The command line: arguments → options → a verb; exit code.  The tables are options.def,
 * verbs.def. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/count.h"
#include "base/nearest.h"
#include "version.h"
#include "verb_decode.h"

static const struct option option_table[OPTION_COUNT] = {
#define OPTION(id, name, letter, value, verbs, vi, en) \
	[OPTION_##id] = { name, letter, value, verbs, TEXT2_ROW(vi, en) },
#include "options.def"
#undef OPTION
};

static const struct verb verb_table[] = {
#define VERB(letter, name, function, arguments, vi, en, examples) \
	{ letter, name, function, arguments, TEXT2_ROW(vi, en), examples },
#include "verbs.def"
#undef VERB
};

enum { VERB_COUNT = sizeof(verb_table) / sizeof(*verb_table), JOBS_MAX = 1024 };

void cli_out(struct slice text)
{
	fwrite(text.ptr, 1, text.len, stdout);
}

void cli_err(struct slice text)
{
	fflush(stdout); /* so that the two keep their order on a terminal */
	fwrite(text.ptr, 1, text.len, stderr);
}

void cli_say(const struct options *options, struct text2 text, struct slice one, struct slice two)
{
	struct diag_arg args[] = { diag_text("1", one), diag_text("2", two) };
	struct slice words =
		diag_fill(options->arena, text2_in(&text, options->ui), options->ui, args, 2);

	if (options->is_mute)
		return;
	fflush(stdout);
	fprintf(stderr, "careplan: %.*s\n", SLICE_ARG(words));
}

int cli_usage(const struct options *options, struct text2 text, struct slice one, struct slice two)
{
	cli_say(options, text, one, two);
	return EXIT_USAGE;
}

int cli_unwritten(const struct options *options, const char *path, const char *reason)
{
	cli_say(options, TEXT2("không ghi được '{1}': {2}", "cannot write '{1}': {2}"),
		slice_of(path), slice_of(reason));
	return EXIT_SYSTEM;
}

int cli_unknown(const struct options *options, const struct nearest *nearest, struct text2 text,
		struct slice name, struct text2 otherwise)
{
	struct text2 hint = nearest_hint(nearest, otherwise);

	return cli_usage(options, text, name, text2_in(&hint, options->ui));
}

const struct option *cli_option(int id)
{
	return id < OPTION_COUNT ? &option_table[id] : NULL;
}

const struct verb *cli_verb(int number)
{
	return number < VERB_COUNT ? &verb_table[number] : NULL;
}

bool option_fits(const struct option *option, const struct verb *verb)
{
	return option->verbs[0] == '*' || (verb && strchr(option->verbs, verb->letter));
}

static int unknown_option(const struct options *options, const struct verb *verb, struct slice name)
{
	struct slice written = text_printf(options->arena, "--%.*s", SLICE_ARG(name));
	struct nearest nearest = nearest_start(options->arena, written);
	const char *verb_name = verb ? verb->name : "…";
	struct text2 otherwise;

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (option_fits(&option_table[i], verb))
			nearest_offer(&nearest,
				      text_printf(options->arena, "--%s", option_table[i].name));
	}
	otherwise.in[LANG_VI] = text_printf(options->arena, "xem 'careplan %s --help'", verb_name);
	otherwise.in[LANG_EN] = text_printf(options->arena, "see 'careplan %s --help'", verb_name);
	return cli_unknown(options, &nearest,
			   TEXT2("không có tùy chọn '{1}'; {2}", "there is no option '{1}'; {2}"),
			   written, otherwise);
}

/* Where the reading of the arguments stands. */
struct arguments {
	int count;
	char **items;
	int at;
};

static void option_set(struct options *options, int id, const char *value)
{
	options->given[id] = true;
	options->value[id] = value;
	*vec_push(options->arena, &options->all) = (struct given){ (enum option_id)id, value };
}

static int option_take(struct options *options, const struct verb *verb, struct arguments *args,
		       int id, const char *joined)
{
	const struct option *option = &option_table[id];

	if (!option_fits(option, verb) && !verb)
		return cli_usage(options,
				 TEXT2("tùy chọn '--{1}' đứng sau lệnh",
				       "the option '--{1}' stands behind the command"),
				 slice_of(option->name), SLICE_NONE);
	if (!option_fits(option, verb))
		return cli_usage(options,
				 TEXT2("'{1}' không nhận tùy chọn '--{2}'",
				       "'{1}' does not take the option '--{2}'"),
				 slice_of(verb->name), slice_of(option->name));
	if (!*option->value && joined)
		return cli_usage(options,
				 TEXT2("tùy chọn '--{1}' không nhận giá trị",
				       "the option '--{1}' takes no value"),
				 slice_of(option->name), SLICE_NONE);
	if (*option->value && !joined) {
		if (args->at == args->count)
			return cli_usage(options,
					 TEXT2("tùy chọn '--{1}' cần một giá trị: {2}",
					       "the option '--{1}' needs a value: {2}"),
					 slice_of(option->name), slice_of(option->value));
		joined = args->items[args->at++];
	}
	option_set(options, id, joined);
	return EXIT_DONE;
}

static int long_option(struct options *options, const struct verb *verb, struct arguments *args,
		       const char *text)
{
	const char *equals = strchr(text, '=');
	struct slice name = { text, equals ? (size_t)(equals - text) : strlen(text) };

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (slice_is(name, option_table[i].name))
			return option_take(options, verb, args, i, equals ? equals + 1 : NULL);
	}
	return unknown_option(options, verb, name);
}

static int short_options(struct options *options, const struct verb *verb, struct arguments *args,
			 const char *letters)
{
	for (; *letters; letters++) {
		int id = 0;
		int code;
		while (id < OPTION_COUNT && option_table[id].letter != *letters)
			id++;
		if (id == OPTION_COUNT)
			return cli_usage(options,
					 TEXT2("không có tùy chọn '-{1}'",
					       "there is no option '-{1}'"),
					 (struct slice){ letters, 1 }, SLICE_NONE);
		if (*option_table[id].value)
			return option_take(options, verb, args, id,
					   letters[1] ? letters + 1 : NULL);
		code = option_take(options, verb, args, id, NULL);
		if (code != EXIT_DONE)
			return code;
	}
	return EXIT_DONE;
}

static int arguments_read(struct options *options, const struct verb *verb, struct arguments *args)
{
	bool only_inputs = false;

	while (args->at < args->count) {
		const char *item = args->items[args->at];
		int code = EXIT_DONE;
		if (!verb && (item[0] != '-' || item[1] == '\0'))
			return EXIT_DONE; /* the verb */
		args->at++;
		if (only_inputs || item[0] != '-' || item[1] == '\0')
			*vec_push(options->arena, &options->inputs) = item;
		else if (strcmp(item, "--") == 0)
			only_inputs = true;
		else if (item[1] == '-')
			code = long_option(options, verb, args, item + 2);
		else
			code = short_options(options, verb, args, item + 1);
		if (code != EXIT_DONE)
			return code;
	}
	return EXIT_DONE;
}

/* The language of messages before any option is read: what the environment asks for. */
static enum lang environment_language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return strncmp(value, "vi", 2) == 0 ? LANG_VI : LANG_EN;
	}
	return LANG_EN;
}

static bool color_find(struct options *options)
{
	const char *when = options->value[OPTION_COLOR];

	if (!when || strcmp(when, "auto") == 0) {
		const char *none = getenv("NO_COLOR");
		options->color = !(none && *none) && isatty(STDOUT_FILENO);
		return true;
	}
	options->color = strcmp(when, "always") == 0;
	return options->color || strcmp(when, "never") == 0;
}

static int bad_value(const struct options *options, enum option_id id)
{
	return cli_usage(options,
			 TEXT2("giá trị của '--{1}' phải là {2}",
			       "the value of '--{1}' must be {2}"),
			 slice_of(option_table[id].name),
			 slice_of(id == OPTION_COLOR ? "auto, always, never"
						     : option_table[id].value));
}

size_t cli_number(const struct options *options, enum option_id id, size_t most, size_t otherwise,
		  int *code)
{
	const char *text = options->value[id];
	size_t number;

	if (!text)
		return otherwise;
	if (count_read(slice_of(text), &number) && number <= most)
		return number;
	*code = cli_usage(options,
			  TEXT2("--{1} cần một số từ 0 đến {2}",
				"--{1} takes a number from 0 to {2}"),
			  slice_of(option_table[id].name),
			  text_printf(options->arena, "%zu", most));
	return otherwise;
}

size_t cli_jobs(const struct options *options, int *code)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t jobs = cli_number(options, OPTION_JOBS, JOBS_MAX, 0, code);

	if (jobs > 0)
		return jobs;
	return cores > 0 ? (size_t)cores : 1;
}

/* "vi", "en,vi": languages in the order given, each once. */
static bool langs_find(struct options *options)
{
	struct slice list = slice_of(options->value[OPTION_LANG]);
	bool known[LANG_COUNT] = { false };
	size_t start = 0;
	enum lang lang;

	while (list.ptr && start <= list.len) {
		size_t end = slice_find(list, SLICE(","), start);
		if (!lang_find(slice_trim(slice_sub(list, start, end)), &lang))
			return false;
		if (!known[lang])
			options->langs[options->lang_count++] = lang;
		known[lang] = true;
		start = end + 1;
	}
	return true;
}

/* The day of SOURCE_DATE_EPOCH, seconds since 1970. */
static bool epoch_read(const char *epoch, struct date *date)
{
	const int64_t end = 86400 * (date_days((struct date){ 9999, 12, 31 }) + 1);
	struct slice digits = slice_of(epoch);
	int64_t seconds = 0;

	for (size_t i = 0; i < digits.len && seconds < end; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
			return false;
		seconds = 10 * seconds + digits.ptr[i] - '0';
	}
	*date = date_from_days(seconds / 86400);
	return seconds < end;
}

static int today_find(struct options *options)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	const char *date = options->value[OPTION_DATE];

	options->today = date_from_days((int64_t)time(NULL) / 86400);
	if (date && !date_parse(slice_of(date), &options->today))
		return bad_value(options, OPTION_DATE);
	if (!date && epoch && *epoch && !epoch_read(epoch, &options->today))
		return cli_usage(options,
				 TEXT2("SOURCE_DATE_EPOCH phải là số giây tính từ năm 1970, "
				       "không phải '{1}'",
				       "SOURCE_DATE_EPOCH must be seconds since 1970, not '{1}'"),
				 slice_of(epoch), SLICE_NONE);
	options->date = date_write(options->arena, options->today);
	return EXIT_DONE;
}

static bool is_stdin_again(const struct options *options)
{
	size_t times = 0;

	for (size_t i = 0; i < options->inputs.len; i++)
		times += strcmp(options->inputs.items[i], "-") == 0;
	return times > 1;
}

static int options_settle(struct options *options)
{
	if (options->value[OPTION_UI] &&
	    !lang_find(slice_of(options->value[OPTION_UI]), &options->ui))
		return bad_value(options, OPTION_UI);
	if (!langs_find(options))
		return bad_value(options, OPTION_LANG);
	if (!color_find(options))
		return bad_value(options, OPTION_COLOR);
	if (is_stdin_again(options))
		return cli_usage(options,
				 TEXT2("đầu vào chuẩn '-' chỉ đọc được một lần",
				       "standard input '-' can be read only once"),
				 SLICE_NONE, SLICE_NONE);
	return today_find(options);
}

static void help_examples(struct buf *buf, const char *examples)
{
	struct slice text = slice_of(examples);
	size_t start = 0;

	while (start < text.len) {
		size_t end = slice_find(text, SLICE("\n"), start);
		buf_printf(buf, "  %.*s\n", SLICE_ARG(slice_sub(text, start, end)));
		start = end + 1;
	}
}

static void help_options(struct buf *buf, const struct verb *verb, enum lang lang)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		const struct option *option = &option_table[i];
		char left[64];
		if (!option_fits(option, verb))
			continue;
		snprintf(left, sizeof(left), "%c%c%s--%s%s%s", option->letter ? '-' : ' ',
			 option->letter ? option->letter : ' ', option->letter ? ", " : "  ",
			 option->name, *option->value ? " " : "", option->value);
		buf_printf(buf, "  %-30s %.*s\n", left, SLICE_ARG(text2_in(&option->help, lang)));
	}
}

static int verb_help(const struct options *options, const struct verb *verb)
{
	struct buf buf = BUF_IN(options->arena);
	bool vietnamese = options->ui == LANG_VI;

	buf_printf(&buf, "careplan %s: %.*s\n\n%s\n", verb->name,
		   SLICE_ARG(text2_in(&verb->summary, options->ui)),
		   vietnamese ? "Ví dụ:" : "Examples:");
	help_examples(&buf, verb->examples);
	buf_printf(&buf, "\n%s careplan %s [%s] %s\n\n%s\n",
		   vietnamese ? "Cách dùng:" : "Usage:", verb->name,
		   vietnamese ? "tùy chọn" : "options", verb->arguments,
		   vietnamese ? "Tùy chọn:" : "Options:");
	help_options(&buf, verb, options->ui);
	cli_out(buf_slice(&buf));
	return EXIT_DONE;
}

static struct slice general_help(const struct options *options)
{
	struct buf buf = BUF_IN(options->arena);
	bool vietnamese = options->ui == LANG_VI;

	buf_puts(&buf,
		 vietnamese
			 ? "careplan: viết, kiểm tra và xuất bản kế hoạch chăm sóc khách "
			   "hàng\n\nVí dụ:\n"
			 : "careplan: write, check and publish customer-care plans\n\nExamples:\n");
	help_examples(
		&buf,
		"careplan new plan.toml\ncareplan check plan.toml\ncareplan render plan.toml");
	buf_puts(&buf, vietnamese ? "\nLệnh:\n" : "\nCommands:\n");
	for (int i = 0; i < VERB_COUNT; i++)
		buf_printf(&buf, "  %-12s %.*s\n", verb_table[i].name,
			   SLICE_ARG(text2_in(&verb_table[i].summary, options->ui)));
	buf_puts(&buf, vietnamese ? "\n'careplan LỆNH --help' nói rõ hơn về từng lệnh.\n"
				    "Mã thoát: 0 xong; 1 có lỗi trong kế hoạch; 2 gọi sai hoặc "
				    "không đọc được; "
				    "3 hệ thống trục trặc.\n"
				  : "\n'careplan COMMAND --help' tells more about each.\n"
				    "Exit codes: 0 done; 1 findings in a plan; 2 wrong usage or "
				    "unreadable input; "
				    "3 the system failed.\n");
	return buf_slice(&buf);
}

static const struct verb *verb_find(struct slice name)
{
	for (int i = 0; i < VERB_COUNT; i++) {
		if (slice_is(name, verb_table[i].name))
			return &verb_table[i];
	}
	return NULL;
}

static int unknown_verb(const struct options *options, struct slice name)
{
	struct nearest nearest = nearest_start(options->arena, name);

	for (int i = 0; i < VERB_COUNT; i++)
		nearest_offer(&nearest, slice_of(verb_table[i].name));
	return cli_unknown(options, &nearest,
			   TEXT2("không có lệnh '{1}'; {2}", "there is no command '{1}'; {2}"),
			   name, TEXT2("xem 'careplan --help'", "see 'careplan --help'"));
}

static int without_verb(struct options *options)
{
	int code = options_settle(options);

	if (code != EXIT_DONE)
		return code;
	if (!options->given[OPTION_HELP]) {
		cli_err(general_help(options));
		return EXIT_USAGE;
	}
	cli_out(general_help(options));
	return EXIT_DONE;
}

/* A name for standard input is of no use where that is not read. */
static int stdin_name_check(const struct options *options)
{
	bool is_read = options->inputs.len == 0; /* then the verb says what it needs */

	for (size_t i = 0; i < options->inputs.len; i++)
		is_read = is_read || strcmp(options->inputs.items[i], "-") == 0;
	if (is_read || !options->given[OPTION_STDIN_FILENAME])
		return EXIT_DONE;
	return cli_usage(options,
			 TEXT2("--stdin-filename đặt tên cho đầu vào chuẩn, nhưng không có '-' "
			       "trong các tệp: careplan check --stdin-filename {1} -",
			       "--stdin-filename names standard input, but '-' is not among the "
			       "files: careplan check --stdin-filename {1} -"),
			 slice_of(options->value[OPTION_STDIN_FILENAME]), SLICE_NONE);
}

static int with_verb(struct options *options, const struct verb *verb, struct arguments *args)
{
	int code = arguments_read(options, verb, args);

	if (code == EXIT_DONE)
		code = options_settle(options);
	if (code != EXIT_DONE)
		return code;
	if (options->lang_count > 1 && verb->run != verb_render && verb->run != verb_batch &&
	    verb->run != verb_merge)
		return bad_value(options, OPTION_LANG);
	if (options->given[OPTION_HELP])
		return verb_help(options, verb);
	code = stdin_name_check(options);
	return code == EXIT_DONE ? verb->run(options) : code;
}

int cli_run(struct arena *arena, int argc, char **argv, bool is_alone)
{
	struct options options = { .arena = arena,
				   .ui = environment_language(),
				   .is_alone = is_alone };
	struct arguments args = { argc, argv, 1 };
	const struct verb *verb;
	int code;

	if (argc > 1 && strcmp(argv[1], "decode-toml") == 0)
		return verb_decode_toml(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		cli_out(version_text(arena));
		return EXIT_DONE;
	}
	code = arguments_read(&options, NULL, &args); /* options before the verb */
	if (code != EXIT_DONE)
		return code;
	if (args.at == argc)
		return without_verb(&options);
	verb = verb_find(slice_of(argv[args.at]));
	if (!verb)
		return unknown_verb(&options, slice_of(argv[args.at]));
	args.at++;
	return with_verb(&options, verb, &args);
}
