#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "value/date.h"
#include "value/duration.h"
#include "value/hours.h"
#include "base/picture.h"
#include "base/vec.h"
#include "syntax/tree.h"
#include "template/template.h"

/* A plan: what the template's fields hold, typed, each value with the place it was written. */

enum value_state {
	VALUE_ABSENT,
	VALUE_INVALID, /* written, but cannot be read as its type; a finding says so */
	VALUE_GIVEN,
	VALUE_COMPUTED, /* left out and worked out from other values */
	VALUE_WITHHELD, /* internal, and this document is for the public */
};

struct item {
	struct text2 text;
	struct span span;
	const struct choice *choice; /* of a list with choices, and in the place of a record */
	const struct group *target;  /* of a list of references */
};

struct plan_image {
	struct slice path;
	struct slice bytes;
	struct picture picture;
};

/* How far the placeholders in a value have been replaced. */
enum expansion { EXPANSION_NONE, EXPANSION_OPEN, EXPANSION_DONE };

struct value {
	const struct field *field;
	const struct node *node; /* NULL when it is not in the plan */
	struct span span;
	enum value_state state;
	enum expansion expansion;
	bool is_expanded; /* what it says differs from what is written */
	union {
		struct text2 text; /* text, prose, link, email, phone */
		bool boolean;
		struct decimal number; /* integer, number, percent, money */
		struct date date;
		struct duration duration;
		struct hours *hours;
		const struct choice *choice;
		struct plan_image *image;
		struct {
			struct item *items;
			size_t count;
		} list;
		struct {
			struct slice id;
			const struct group *target;  /* NULL when nothing has that id */
			const struct choice *choice; /* or what stands in the place of a record */
		} reference;
		struct group *group; /* table */
		struct {
			struct group **items;
			size_t count;
		} records;
	} as;
};

/* What stands in a table: the plan itself, a section, a group of fields, or a record. */
struct group {
	const struct field *field; /* of the table or records; its fields are what values holds */
	const struct node *node;   /* NULL for a table the plan does not write */
	struct group *parent;
	struct slice id;      /* of a record that has one */
	size_t position;      /* of a record, from 1 */
	struct span span;     /* where something missing is reported */
	struct value *values; /* one for each of field->fields, by index */
	struct text2 waived;  /* of a section: why it is left out */
};

/* Images that were looked for while the plan was read and presented, found or not. */
struct plan_files {
	struct arena *arena;
	VEC(struct plan_file {
		struct slice path;
		struct slice bytes; /* SLICE_NONE when it could not be read */
	})
	list;
};
struct plan_files *plan_files_new(struct arena *arena);

struct plan {
	const struct template *t;
	struct group *root;
	enum lang lang;
	bool speaks[LANG_COUNT]; /* some value has a text of its own in this language */
	size_t kind;             /* of document: index into the template's kinds */
	const struct currency *currency;
	bool is_public;        /* internal values are withheld */
	uint32_t file;         /* the plan's own; values may stand in files it extends */
	struct slice *folders; /* of each file, with its slash; where its images are */
	size_t folder_count;
	struct plan_files *images;
};

enum {
	IMAGE_SIZE_MAX = 8 * 1024 * 1024, /* bytes of one image */
	IMAGE_SIDE_MAX = 16 * 1024,       /* pixels */
	IMAGE_PIXELS_MAX = 64 * 1024 * 1024,
	RECORDS_MAX = 10000,           /* in one list of records */
	VALUE_LENGTH_MAX = 256 * 1024, /* bytes of one text */
};

/*
 * Reads a tree as a plan of this template.  Findings: unknown keys, values of the wrong type or
 * out of range, unknown references, doubled ids, unreadable images.
 */
struct plan *plan_bind(struct arena *arena, struct report *report, const struct template *t,
		       const struct node *root, uint32_t file);

/* Withholds what is internal, and references to it; a finding for each field that so leaves. */
void plan_publish(struct arena *arena, struct report *report, struct plan *plan);

/*
 * Reads the image at a path relative to the folder of the file that names it.  An empty text when
 * it can be used, else what is wrong with it; `outside` when it lies outside that folder.
 * What was looked for, found or not, is added to `sought`.
 */
struct text2 plan_image_read(struct arena *arena, struct slice folder, struct text2 outside,
			     struct plan_files *sought, struct plan_image *image);
/* The same for a file of the plan; makes the path relative to the plan. */
struct text2 plan_image_load(struct arena *arena, const struct plan *plan, uint32_t file,
			     struct plan_image *image);

/* Whether it refers to a record that is not there; in a list, one of its items. */
bool value_leads_nowhere(const struct value *value);
/* Given or computed; NULL is neither. */
static inline bool value_has(const struct value *value)
{
	return value && (value->state == VALUE_GIVEN || value->state == VALUE_COMPUTED);
}

/* Whether this kind of plan asks for the field of this group, given what stands beside it. */
enum need value_need(const struct plan *plan, const struct group *group, const struct field *field);
/* A table or record with all its values absent; node: NULL for one the plan does not write. */
struct group *group_new(struct arena *arena, const struct field *field, struct group *parent,
			const struct node *node);
bool group_is_empty(const struct group *group);
/* Does it stand in a section that the plan leaves out, with a reason?  NULL does not. */
bool group_is_waived(const struct group *group);
/* The value of the group's field with that key; NULL when there is no such field. */
const struct value *group_value(const struct group *group, struct slice key);
/* The unit of a number, beside it or beside the records it stands in: *group becomes its group. */
const struct value *group_unit(const struct group **group, const struct field *number);
/* What the factors of a field in that group make; false when it has none or one is missing. */
bool group_product(const struct group *group, const struct field *field, struct decimal *product);
/* "team.roles.agent", "team.roles[2]" for records without ids. */
struct slice group_path(struct arena *arena, const struct group *group);
struct slice value_path(struct arena *arena, const struct group *group, const struct field *field);
/* What people call a record: its field of role name, else its id, else its number. */
struct text2 record_name(struct arena *arena, const struct group *record);
/* A number of that field as people of that language write it. */
struct slice number_show(struct arena *arena, const struct field *field, struct decimal number,
			 enum lang lang);
/* The value as a message may show it: short, in each language. */
struct text2 value_words(struct arena *arena, const struct plan *plan, const struct value *value);
/*
 * The value as a document shows it, with its unit; lists are joined with "; ".  places: the least
 * decimals of a number.
 */
struct slice value_text(struct arena *arena, const struct plan *plan, const struct group *group,
			const struct value *value, enum lang lang, int places);
struct slice value_item_text(struct arena *arena, const struct item *item, enum lang lang);
struct slice date_show(struct arena *arena, struct date date, enum lang lang);
/* The value of the field that has this role in the whole template, or NULL. */
const struct value *plan_role(const struct plan *plan, enum role role);
/* The value of a field that stands in no records, or NULL. */
const struct value *plan_only(const struct plan *plan, const struct field *field);

/* A value together with the table or record it stands in. */
struct found {
	const struct group *group;
	struct value *value;
};
/*
 * The sum of all that is given, exactly, and the last of them; false when there is none, when it
 * cannot be counted, or when an amount is written that cannot be read: it would lack that.
 */
bool found_sum(const struct found *found, size_t count, struct decimal *sum, size_t *last);
/* Every value a path names, in order of writing: one for each record on the way. */
struct found *plan_values(struct arena *arena, const struct plan *plan, struct slice path,
			  size_t *count);

#endif
