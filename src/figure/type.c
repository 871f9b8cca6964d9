/* Text in figures: lines that end where those of running text may, about as long as each other. */
#include "figure/canvas.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/text.h"

static const double hair = 0.01;

double canvas_width(const struct canvas *canvas, struct slice text, bool bold, double size)
{
	return canvas->measure.width(canvas->measure.context, text, bold, size);
}

/* A text on its way to lines. */
struct setting {
	struct canvas *canvas;
	struct text_set set;
	struct slice text;
	const unsigned char *breaks; /* where lines may end, by text_breaks() */
	double width;
	bool parted; /* a word, or what should hold together, was wider than a line */
};

static double width_of(const struct setting *setting, size_t from, size_t end)
{
	return canvas_width(setting->canvas, slice_trim(slice_sub(setting->text, from, end)),
			    setting->set.bold, setting->set.size);
}

static bool ends_word(const struct setting *setting, size_t end, bool at_spaces)
{
	if (end == setting->text.len)
		return true;
	return at_spaces ? setting->text.ptr[end] == ' ' : setting->breaks[end - 1] != BREAK_NEVER;
}

/* The end of a line of whole words, or of what stands between spaces; its start where not even the
 * first of them fits. */
static size_t words_end(const struct setting *setting, size_t from, bool at_spaces)
{
	double space =
		canvas_width(setting->canvas, SLICE(" "), setting->set.bold, setting->set.size);
	double used = 0;
	size_t good = from;

	for (size_t end = from + 1; end <= setting->text.len; end++) {
		bool spaced = good > from && (setting->text.ptr[good] == ' ' ||
					      setting->text.ptr[good - 1] == ' ');
		if (!ends_word(setting, end, at_spaces))
			continue;
		used += width_of(setting, good, end) + (spaced ? space : 0);
		if (used > setting->width + hair)
			break;
		good = end;
	}
	return good;
}

/* The end of as many characters as fit, at least one. */
static size_t letters_end(const struct setting *setting, size_t from)
{
	size_t good = from;

	for (size_t at = from; at < setting->text.len; good = at) {
		utf8_next(setting->text, &at);
		if (good > from && width_of(setting, from, at) > setting->width + hair)
			break;
	}
	return good;
}

static size_t line_end(struct setting *setting, size_t from)
{
	size_t end = words_end(setting, from, false);

	if (end > from)
		return end;
	setting->parted = true;
	end = words_end(setting, from, true);
	return end > from ? end : letters_end(setting, from);
}

static void line_shorten(const struct setting *setting, struct type_line *line)
{
	struct slice kept = line->text;

	do {
		size_t end = kept.len;
		while (end > 0 && ((unsigned char)kept.ptr[end - 1] & 0xC0) == 0x80)
			end--;
		kept = slice_trim(slice_sub(kept, 0, end > 0 ? end - 1 : 0));
		line->text = text_printf(setting->canvas->arena, "%.*s…", SLICE_ARG(kept));
		line->width = canvas_width(setting->canvas, line->text, setting->set.bold,
					   setting->set.size);
	} while (line->width > setting->width + hair && kept.len > 0);
}

static void lines_set(struct setting *setting, size_t most_lines)
{
	struct text_set *set = &setting->set;
	size_t end;

	set->len = 0;
	for (size_t from = 0; from < setting->text.len; from = end) {
		struct type_line *line = vec_push(setting->canvas->arena, set);
		end = line_end(setting, from);
		line->text = slice_trim(slice_sub(setting->text, from, end));
		line->width = width_of(setting, from, end);
		while (end < setting->text.len && setting->text.ptr[end] == ' ')
			end++;
		if (set->len == most_lines && end < setting->text.len) {
			setting->parted = true;
			line_shorten(setting, line);
			return;
		}
	}
}

/* Narrower lines, as many as before, where the last one is short. */
static void lines_even(struct setting *setting, size_t most_lines)
{
	enum { TRIES = 5 };
	const double part = 0.6; /* of the lines above */
	const struct setting first = *setting;
	size_t count = first.set.len;
	double low = 0;
	double high = first.width;

	if (count < 2 || first.parted ||
	    first.set.items[count - 1].width > first.set.items[0].width * part)
		return;
	for (int i = 0; i < TRIES; i++) {
		struct setting other = first;
		other.set.items = NULL;
		other.set.cap = 0;
		other.width = (low + high) / 2;
		lines_set(&other, most_lines);
		if (other.parted || other.set.len > count) {
			low = other.width;
			continue;
		}
		high = other.width;
		*setting = other;
	}
}

struct text_set text_set(struct canvas *canvas, struct slice text, double width, size_t most_lines,
			 bool bold, enum figure_color color)
{
	struct setting setting = {
		.canvas = canvas,
		.set = { .size = bold ? TYPE_TITLE : TYPE_SMALL,
			 .leading = bold ? 11.5 : 10.5,
			 .bold = bold,
			 .color = color },
		.text = slice_trim(utf8_nfc(canvas->arena, text)),
		.width = width,
	};

	setting.breaks = text_breaks(canvas->arena, setting.text, canvas->measure.lang);
	lines_set(&setting, most_lines);
	lines_even(&setting, most_lines);
	return setting.set;
}

double text_set_height(const struct text_set *set)
{
	return (double)set->len * set->leading;
}

void text_set_put(struct canvas *canvas, const struct text_set *set, double x, double y,
		  double width, enum text_side side)
{
	for (size_t i = 0; i < set->len; i++) {
		const struct type_line *line = &set->items[i];
		struct shape *shape;
		double slack = width - line->width;
		if (line->text.len == 0)
			continue;
		shape = canvas_shape(canvas, SHAPE_TEXT);
		shape->x = x + (side == SIDE_START ? 0 : side == SIDE_END ? slack : slack / 2);
		/* Capitals, 0.714 of the size high, in the middle of the line. */
		shape->y = y + ((double)i + 0.5) * set->leading + set->size * TEXT_MIDDLE;
		shape->width = line->width;
		shape->size = set->size;
		shape->bold = set->bold;
		shape->fill = set->color;
		shape->text = line->text;
	}
}
