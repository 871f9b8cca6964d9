/* careplan completions: the tables of verbs and options as a shell's completion. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/nearest.h"
#include "cli.h"
#include "report/report.h"

/* What can be offered in one place. */
struct offer {
	struct slice words; /* with blanks between */
	bool files, folders, topics;
};

struct words_row {
	const char *value, *verbs, *words;
};

static const struct words_row words_table[] = {
#define WORDS(value, verbs, words) { value, verbs, words },
#include "completions.def"
#undef WORDS
};

struct shell {
	const char *name;
	void (*write)(struct buf *buf, enum lang lang);
};

/* "a|b" is "a b". */
static void alternatives(struct buf *words, const char *value)
{
	for (; *value; value++)
		buf_putc(words, *value == '|' ? ' ' : *value);
}

static void word_add(struct buf *words, struct slice word)
{
	buf_printf(words, "%s%.*s", words->len > 0 ? " " : "", SLICE_ARG(word));
}

/* What is built into the program, by name. */
static void embedded_offer(const char *folder, struct buf *words)
{
	const struct embedded_file *at = embedded_files;
	struct slice name;

	while (embedded_next(&at, folder, &name))
		word_add(words, name);
}

static void reports_offer(struct buf *words, const char *sign)
{
	for (int i = 0; i < REPORT_COUNT; i++) {
		word_add(words, slice_of(report_form_name((enum report_form)i)));
		buf_puts(words, sign);
	}
}

static void row_offer(const struct words_row *row, struct offer *offer, struct buf *words)
{
	struct slice text = slice_of(row->words);
	size_t start = 0;

	while (start < text.len) {
		size_t end = slice_find(text, SLICE(" "), start);
		struct slice word = slice_sub(text, start, end);
		start = end + 1;
		if (slice_is(word, "(FILES)"))
			offer->files = true;
		else if (slice_is(word, "(FOLDERS)"))
			offer->folders = true;
		else if (slice_is(word, "(TOPICS)"))
			offer->topics = true;
		else if (slice_is(word, "(STARTERS)"))
			embedded_offer(STARTER_FOLDER, words);
		else if (slice_is(word, "(THEMES)"))
			embedded_offer(THEME_FOLDER, words);
		else if (slice_is(word, "(REPORTS)"))
			reports_offer(words, "");
		else if (slice_is(word, "(REPORTS=)"))
			reports_offer(words, "=");
		else
			word_add(words, word);
	}
}

/* What may stand for a value in the tables; verb may be NULL. */
static struct offer offer_of(struct arena *arena, const char *value, const struct verb *verb)
{
	struct offer offer = { .files = false };
	struct buf words = BUF_IN(arena);

	for (size_t i = 0; i < sizeof(words_table) / sizeof(*words_table); i++) {
		const struct words_row *row = &words_table[i];
		if (strcmp(row->value, value) == 0 &&
		    (row->verbs[0] == '*' || (verb && strchr(row->verbs, verb->letter))))
			row_offer(row, &offer, &words);
	}
	if (words.len == 0 && strchr(value, '|'))
		alternatives(&words, value);
	offer.words = buf_slice(&words);
	return offer;
}

/* A text between single quotes of a shell; `special` get a backslash first. */
static void put_quoted(struct buf *buf, struct slice text, const char *special)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '\'')
			buf_puts(buf, "'\\''");
		else if (c != '\0' && strchr(special, c))
			buf_printf(buf, "\\%c", c);
		else
			buf_putc(buf, c);
	}
}

static const char topics_command[] = "careplan explain --list --ui en 2>/dev/null";

/* --- bash --- */

static void bash_offer(struct buf *buf, struct offer offer)
{
	if (offer.words.len > 0)
		buf_printf(buf, " _careplan_words '%.*s';", SLICE_ARG(offer.words));
	if (offer.topics)
		buf_puts(buf, " _careplan_topics;");
	if (offer.files)
		buf_puts(buf, " _careplan_paths -f;");
	if (offer.folders)
		buf_puts(buf, " _careplan_paths -d;");
}

static void bash_values(struct buf *buf, const struct verb *verb)
{
	for (int i = 0; cli_option(i); i++) {
		const struct option *option = cli_option(i);
		if (!option_fits(option, verb) || !*option->value)
			continue;
		buf_printf(buf, "\t%s:--%s", verb ? verb->name : "", option->name);
		if (option->letter)
			buf_printf(buf, "|%s:-%c", verb ? verb->name : "", option->letter);
		buf_puts(buf, ")");
		bash_offer(buf, offer_of(buf->arena, option->value, verb));
		buf_puts(buf, " return ;;\n");
	}
}

static void bash_options(struct buf *buf, const struct verb *verb)
{
	buf_printf(buf, "\t%s:-*) _careplan_words '", verb ? verb->name : "");
	for (int i = 0; cli_option(i); i++) {
		if (option_fits(cli_option(i), verb))
			buf_printf(buf, "--%s ", cli_option(i)->name);
	}
	buf_puts(buf, "' ;;\n");
}

static void bash_before_verb(struct buf *buf)
{
	buf_puts(buf, "\t\tcase ${COMP_WORDS[i]} in\n\t\t");
	for (int i = 0, count = 0; cli_option(i); i++) {
		if (cli_option(i)->verbs[0] == '*' && *cli_option(i)->value)
			buf_printf(buf, "%s--%s", count++ ? "|" : "", cli_option(i)->name);
	}
	buf_puts(buf,
		 ") ((i++)) ;;\n\t\t-*) ;;\n\t\t*) verb=${COMP_WORDS[i]}; break ;;\n\t\tesac\n");
}

static void bash_write(struct buf *buf, enum lang lang)
{
	(void)lang; /* bash shows no descriptions */
	buf_printf(buf,
		   "# bash completion of careplan\n"
		   "_careplan_words() {\n\tmapfile -t -O ${#COMPREPLY[@]} COMPREPLY < "
		   "<(compgen -W \"$1\" -- \"$cur\")\n"
		   "\t[[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace\n}\n"
		   "_careplan_paths() {\n\tcompopt -o filenames\n"
		   "\tmapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen \"$1\" -- \"$cur\")\n}\n"
		   "_careplan_topics() {\n\t_careplan_words \"$(%s | awk '{ print $2 }')\"\n}\n"
		   "_careplan() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
		   "prev=${COMP_WORDS[COMP_CWORD-1]} verb='' i\n\tCOMPREPLY=()\n"
		   "\tif [[ $cur == = ]]; then\n\t\tcur=\n"
		   "\telif [[ $prev == = ]]; then\n\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n\tfi\n"
		   "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n",
		   topics_command);
	bash_before_verb(buf);
	buf_puts(buf, "\tdone\n\tcase $verb:$prev in\n");
	bash_values(buf, NULL);
	for (int i = 0; cli_verb(i); i++)
		bash_values(buf, cli_verb(i));
	buf_puts(buf, "\tesac\n\tcase $verb:$cur in\n");
	bash_options(buf, NULL);
	for (int i = 0; cli_verb(i); i++)
		bash_options(buf, cli_verb(i));
	buf_puts(buf, "\t:*) _careplan_words '");
	for (int i = 0; cli_verb(i); i++)
		buf_printf(buf, "%s ", cli_verb(i)->name);
	buf_puts(buf, "' ;;\n");
	for (int i = 0; cli_verb(i); i++) {
		buf_printf(buf, "\t%s:*)", cli_verb(i)->name);
		bash_offer(buf, offer_of(buf->arena, cli_verb(i)->arguments, cli_verb(i)));
		buf_puts(buf, " ;;\n");
	}
	buf_puts(buf, "\tesac\n}\ncomplete -F _careplan careplan\n");
}

/* --- zsh --- */

static const char zsh_special[] = "[]:\\";

/* The action of an argument for _arguments: words, files or a function. */
static void zsh_action(struct buf *buf, struct offer offer)
{
	if (offer.topics)
		buf_puts(buf, "_careplan_topics");
	else if (offer.files && offer.words.len > 0)
		buf_printf(buf, "{compadd %.*s; _files}", SLICE_ARG(offer.words));
	else if (offer.files)
		buf_puts(buf, "_files");
	else if (offer.folders)
		buf_puts(buf, "_files -/");
	else if (offer.words.len > 0)
		buf_printf(buf, "(%.*s)", SLICE_ARG(offer.words));
}

static void zsh_option(struct buf *buf, const struct option *option, const struct verb *verb,
		       enum lang lang)
{
	buf_puts(buf, " \\\n\t\t'");
	if (strchr(option->value, '=')) /* such an option may be repeated */
		buf_putc(buf, '*');
	buf_printf(buf, "--%s%s[", option->name, *option->value ? "=" : "");
	put_quoted(buf, text2_in(&option->help, lang), zsh_special);
	buf_putc(buf, ']');
	if (*option->value) {
		buf_putc(buf, ':');
		put_quoted(buf, slice_of(option->value), zsh_special);
		buf_putc(buf, ':');
		zsh_action(buf, offer_of(buf->arena, option->value, verb));
	}
	buf_putc(buf, '\'');
}

static void zsh_verb(struct buf *buf, const struct verb *verb, enum lang lang)
{
	struct offer offer = offer_of(buf->arena, verb->arguments, verb);

	buf_printf(buf, "\t%s)\n\t\t_arguments -s", verb->name);
	for (int i = 0; cli_option(i); i++) {
		if (option_fits(cli_option(i), verb))
			zsh_option(buf, cli_option(i), verb, lang);
	}
	if (offer.words.len > 0 && offer.files) {
		buf_printf(buf, " \\\n\t\t'1:action:(%.*s)'", SLICE_ARG(offer.words));
		offer.words = SLICE_NONE;
	}
	if (*verb->arguments) {
		buf_puts(buf, " \\\n\t\t'*:argument:");
		zsh_action(buf, offer);
		buf_putc(buf, '\'');
	}
	buf_puts(buf, "\n\t\t;;\n");
}

static void zsh_write(struct buf *buf, enum lang lang)
{
	buf_printf(buf,
		   "#compdef careplan\n"
		   "_careplan_topics() {\n\tlocal -a topics\n"
		   "\ttopics=(${(f)\"$(%s | awk '{ print $2 }')\"})\n"
		   "\tcompadd -a topics\n}\n"
		   "_careplan() {\n\tlocal -a verbs\n\tverbs=(\n",
		   topics_command);
	for (int i = 0; cli_verb(i); i++) {
		buf_printf(buf, "\t\t'%s:", cli_verb(i)->name);
		put_quoted(buf, text2_in(&cli_verb(i)->summary, lang), zsh_special);
		buf_puts(buf, "'\n");
	}
	buf_puts(buf,
		 "\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe -t commands command verbs\n"
		 "\t\treturn\n\tfi\n\tshift words\n\t(( CURRENT-- ))\n\tcase $words[1] in\n");
	for (int i = 0; cli_verb(i); i++)
		zsh_verb(buf, cli_verb(i), lang);
	buf_puts(buf, "\tesac\n}\nif [[ $funcstack[1] == _careplan ]]; then\n\t_careplan \"$@\"\n"
		      "else\n\tcompdef _careplan careplan\nfi\n");
}

/* --- fish --- */

static void fish_offer(struct buf *buf, struct offer offer)
{
	if (offer.files || offer.folders)
		buf_puts(buf, offer.folders ? " -xa '(__fish_complete_directories)'" : " -r -F");
	else
		buf_puts(buf, " -x");
	if (offer.topics)
		buf_printf(buf, " -a \"(%s | awk '{ print \\$2 }')\"", topics_command);
	if (offer.words.len > 0)
		buf_printf(buf, " -a '%.*s'", SLICE_ARG(offer.words));
}

static void fish_verb(struct buf *buf, const struct verb *verb, enum lang lang)
{
	for (int i = 0; cli_option(i); i++) {
		const struct option *option = cli_option(i);
		if (!option_fits(option, verb))
			continue;
		buf_printf(buf, "complete -c careplan -n '__fish_seen_subcommand_from %s' -l %s",
			   verb->name, option->name);
		if (option->letter)
			buf_printf(buf, " -s %c", option->letter);
		if (*option->value)
			fish_offer(buf, offer_of(buf->arena, option->value, verb));
		buf_puts(buf, " -d '");
		put_quoted(buf, text2_in(&option->help, lang), "\\");
		buf_puts(buf, "'\n");
	}
	buf_printf(buf, "complete -c careplan -n '__fish_seen_subcommand_from %s'", verb->name);
	fish_offer(buf, offer_of(buf->arena, verb->arguments, verb));
	buf_putc(buf, '\n');
}

static void fish_write(struct buf *buf, enum lang lang)
{
	buf_puts(buf, "# fish completion of careplan\n");
	for (int i = 0; cli_verb(i); i++) {
		buf_printf(buf, "complete -c careplan -f -n __fish_use_subcommand -a %s -d '",
			   cli_verb(i)->name);
		put_quoted(buf, text2_in(&cli_verb(i)->summary, lang), "\\");
		buf_puts(buf, "'\n");
	}
	for (int i = 0; cli_verb(i); i++)
		fish_verb(buf, cli_verb(i), lang);
}

static const struct shell shells[] = {
	{ "bash", bash_write },
	{ "zsh", zsh_write },
	{ "fish", fish_write },
};

int verb_completions(struct options *options)
{
	struct buf buf = BUF_IN(options->arena);
	const char *name = options->inputs.len > 0 ? options->inputs.items[0] : "";

	for (size_t i = 0; i < sizeof(shells) / sizeof(*shells) && options->inputs.len == 1; i++) {
		if (strcmp(name, shells[i].name) != 0)
			continue;
		shells[i].write(&buf, options->ui);
		cli_out(buf_slice(&buf));
		return EXIT_DONE;
	}
	return cli_usage(options,
			 TEXT2("cần tên một shell: careplan completions bash, zsh hoặc fish",
			       "name one shell: careplan completions bash, zsh or fish"),
			 SLICE_NONE, SLICE_NONE);
}
