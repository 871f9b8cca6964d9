/* What a verb needs of the machine, from its options. */
#include "guard.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/confine.h"
#include "base/file.h"
#include "base/index.h"
#include "base/path.h"
#include "settings.h"
#include "theme/theme.h"

struct guard {
	const struct options *options;
	struct arena *arena;
	struct index known;   /* paths that are allowed already */
	struct index folders; /* of plans, with all that goes with them */
	VEC(struct confine_rule) rules;
};

/* Data of the machine: fonts and their index, and what libraries read to set themselves up. */
static const char *const machine[] = {
	"/usr",
	"/lib",
	"/lib64",
	"/etc/fonts",
	"/etc/ssl",
	"/etc/localtime",
	"/var/cache/fontconfig",
	"/dev/null",
#if defined(__SANITIZE_ADDRESS__)
	"/proc/self", /* where the search for leaks looks */
#endif
};
static const char *const home[] = {
	".fonts", ".fonts.conf", ".local/share/fonts", ".config/fontconfig", ".cache/fontconfig",
};

static struct guard guard_new(const struct options *options)
{
	return (struct guard){ .options = options,
			       .arena = options->arena,
			       .known = INDEX_IN(options->arena),
			       .folders = INDEX_IN(options->arena) };
}

static void allow(struct guard *guard, const char *path, bool writes)
{
	bool is_new = true;

	if (!writes)
		index_at(&guard->known, slice_of(path), &is_new);
	if (is_new)
		*vec_push(guard->arena, &guard->rules) = (struct confine_rule){ path, writes };
}

/* The folder of a file; one that is still to be made stands for the nearest above it. */
static const char *folder_there(struct guard *guard, struct slice path)
{
	struct slice folder = path_folder(path);

	while (folder.len > 1 && !file_exists(slice_cstr(guard->arena, folder)))
		folder = path_folder(slice_sub(folder, 0, folder.len - 1));
	return folder.len > 0 ? slice_cstr(guard->arena, folder) : ".";
}

static void allow_folder(struct guard *guard, const char *path, bool writes)
{
	if (path && strcmp(path, "-") != 0)
		allow(guard, folder_there(guard, slice_of(path)), writes);
}

/* A theme that is no file is one of the program's own. */
static void allow_theme(struct guard *guard, const char *theme)
{
	if (theme && !theme_is_built_in(slice_of(theme)))
		allow_folder(guard, theme, false);
}

static void allow_plan(struct guard *guard, const char *path)
{
	const struct options *options = guard->options;
	struct settings_files named;
	const char *folder;
	bool is_new;

	if (strcmp(path, "-") == 0)
		path = options->value[OPTION_STDIN_FILENAME] ? options->value[OPTION_STDIN_FILENAME]
							     : "./-";
	folder = folder_there(guard, slice_of(path));
	allow(guard, folder, false);
	/* What the plan is linked to, and its folder there, where it really stands. */
	allow_folder(guard, slice_cstr(guard->arena, path_real(guard->arena, path)), false);
	index_at(&guard->folders, slice_of(folder), &is_new);
	if (!is_new) /* the rest is the folder's */
		return;
	allow(guard, text_printf(guard->arena, "%s/..", folder).ptr, false);
	/* A plan below the working folder may inherit from anywhere in it. */
	if (path_stays_inside(path_from_here(guard->arena, slice_of(path))))
		allow(guard, ".", false);
	named = settings_files(guard->arena, slice_of(path));
	allow_folder(guard, named.file, false);
	allow_folder(guard, named.template, false);
	allow_theme(guard, named.theme);
}

/* "form=file" */
static const char *report_file(const char *value)
{
	const char *equals = strchr(value, '=');

	return equals ? equals + 1 : value;
}

static void allow_options(struct guard *guard)
{
	const struct options *options = guard->options;

	allow_folder(guard, options->value[OPTION_TEMPLATE], false);
	allow_theme(guard, options->value[OPTION_THEME]);
	allow_folder(guard, options->value[OPTION_BASELINE], false);
	allow_folder(guard, options->value[OPTION_WRITE_BASELINE], true);
	for (size_t i = 0; i < options->all.len; i++) {
		if (options->all.items[i].id == OPTION_REPORT)
			allow_folder(guard, report_file(options->all.items[i].value), true);
	}
}

static void allow_machine(struct guard *guard)
{
	const char *own = getenv("HOME");

	for (size_t i = 0; i < sizeof(machine) / sizeof(*machine); i++)
		allow(guard, machine[i], false);
	for (size_t i = 0; own && i < sizeof(home) / sizeof(*home); i++)
		allow(guard, text_printf(guard->arena, "%s/%s", own, home[i]).ptr, false);
#if defined(MEASURED) /* where a build that counts what is reached writes its counts */
	allow(guard, MEASURED, true);
#endif
}

static void say_force(const struct options *options, unsigned force)
{
	struct buf vi = BUF_IN(options->arena), en = BUF_IN(options->arena);
	struct text2 text;

	if (force & CONFINED_FILES) {
		buf_puts(&vi, ", tệp ngoài thư mục được phép");
		buf_puts(&en, ", files outside the folders it needs");
	}
	if (force & CONFINED_NETWORK) {
		buf_puts(&vi, ", mạng, chương trình khác");
		buf_puts(&en, ", the network, other programs");
	}
	text = TEXT2("nhân hệ điều hành không cho tự giới hạn quyền truy cập",
		     "this kernel has no way to confine the program");
	if (force)
		text = TEXT2("đã tự khóa: {1}", "locked itself out of: {1}");
	cli_say(options, text,
		slice_sub(buf_slice(options->ui == LANG_VI ? &vi : &en), 2, SIZE_MAX), SLICE_NONE);
}

void guard_verb(const struct options *options, const char *const *written, size_t count)
{
	struct guard guard = guard_new(options);
	unsigned force;

	if (!options->is_alone)
		return;
	allow_machine(&guard);
	allow_options(&guard);
	for (size_t i = 0; i < options->inputs.len; i++)
		allow_plan(&guard, options->inputs.items[i]);
	for (size_t i = 0; i < count; i++)
		allow_folder(&guard, written[i], true);
	force = confine(guard.rules.items, guard.rules.len);
	if (options->given[OPTION_VERBOSE])
		say_force(options, force);
}

struct guard_needs guard_needs(const struct options *options, const char *const *plans,
			       size_t count, const char *written)
{
	struct guard guard = guard_new(options);

	allow_machine(&guard);
	allow_options(&guard);
	for (size_t i = 0; i < count; i++)
		allow_plan(&guard, plans[i]);
	allow(&guard, written, true);
	return (struct guard_needs){ guard.rules.items, guard.rules.len };
}

void guard_worker(const struct options *options, const struct guard_needs *needs, bool says)
{
	unsigned force;

	if (!options->is_alone)
		return;
	force = confine(needs->rules, needs->count);
	if (says && options->given[OPTION_VERBOSE])
		say_force(options, force);
}
