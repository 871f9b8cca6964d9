/* Reads an image of the plan: where it may be, how large, and what it is by its first bytes. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "plan/bind.h"

static uint32_t big_endian(const unsigned char *at, int bytes)
{
	uint32_t value = 0;

	for (int i = 0; i < bytes; i++)
		value = value << 8 | at[i];
	return value;
}

static bool png_read(struct plan_image *image)
{
	const unsigned char *at = (const unsigned char *)image->bytes.ptr;

	if (image->bytes.len < 33 || memcmp(at, "\x89PNG\r\n\x1a\n", 8) != 0 ||
	    memcmp(at + 12, "IHDR", 4) != 0)
		return false;
	image->is_png = true;
	image->width = big_endian(at + 16, 4);
	image->height = big_endian(at + 20, 4);
	return true;
}

/* A JPEG is a chain of segments; the frame header (SOF) holds the size. */
static bool jpeg_read(struct plan_image *image)
{
	const unsigned char *data = (const unsigned char *)image->bytes.ptr;
	size_t len = image->bytes.len;
	size_t at = 2;

	if (len < 4 || data[0] != 0xff || data[1] != 0xd8)
		return false;
	while (at + 9 < len && data[at] == 0xff) {
		unsigned marker = data[at + 1];
		bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
			     marker != 0xcc;
		if (frame) {
			image->height = big_endian(data + at + 5, 2);
			image->width = big_endian(data + at + 7, 2);
			return true;
		}
		at += 2 + big_endian(data + at + 2, 2);
	}
	return false;
}

/* A path beside one file, as the plan itself would have to write it. */
static struct slice path_from_plan(struct arena *arena, const struct plan *plan, struct slice path)
{
	struct slice folder = plan->folders[plan->file];

	return slice_starts(path, folder) ? slice_sub(path, folder.len, path.len)
					  : slice_copy(arena, path);
}

/* "https://…", "data:…", "//host/…": an address and no path. */
static bool is_address(struct slice path)
{
	size_t colon = slice_find(path, SLICE(":"), 0);

	return slice_starts(path, SLICE("//")) ||
	       (colon > 1 && colon < path.len && colon < slice_find(path, SLICE("/"), 0));
}

struct plan_files *plan_files_new(struct arena *arena)
{
	struct plan_files *files = ARENA_NEW(arena, struct plan_files);

	files->arena = arena;
	return files;
}

struct text2 plan_image_read(struct arena *arena, struct slice folder, struct text2 outside,
			     struct plan_files *sought, struct plan_image *image)
{
	struct slice path = path_join(arena, folder, image->path);
	enum file_result result;

	if (is_address(image->path))
		return TEXT2("ảnh trên mạng không được tải về",
			     "images are not fetched from the web");
	if (!path_stays_inside(image->path) ||
	    path_leads_outside(arena, slice_cstr(arena, folder), path.ptr))
		return outside;
	result = file_read(arena, path.ptr, IMAGE_SIZE_MAX, &image->bytes);
	*vec_push(sought->arena, &sought->list) = (struct plan_file){
		slice_copy(sought->arena, path),
		result == FILE_OK ? image->bytes : SLICE_NONE,
	};
	if (result != FILE_OK)
		return file_reason(result);
	if (!png_read(image) && !jpeg_read(image))
		return TEXT2("không phải ảnh PNG hoặc JPEG", "it is neither PNG nor JPEG");
	if (image->width == 0 || image->height == 0 || image->width > IMAGE_SIDE_MAX ||
	    image->height > IMAGE_SIDE_MAX)
		return TEXT2("kích thước ảnh không hợp lệ", "its width or height is out of bounds");
	return TEXT2("", "");
}

struct text2 plan_image_load(struct arena *arena, const struct plan *plan, uint32_t file,
			     struct plan_image *image)
{
	struct slice folder = file < plan->folder_count ? plan->folders[file] : SLICE("");
	struct text2 problem = plan_image_read(arena, folder,
					       TEXT2("đường dẫn ra ngoài thư mục của kế hoạch",
						     "it lies outside the plan's folder"),
					       plan->images, image);

	if (text2_is_empty(&problem))
		image->path = path_from_plan(arena, plan, path_join(arena, folder, image->path));
	return problem;
}

void bind_image(struct binder *binder, const struct group *group, struct value *value,
		struct slice path)
{
	struct plan_image *image = ARENA_NEW(binder->arena, struct plan_image);
	struct text2 problem;

	if (path.len == 0) {
		value->state = VALUE_ABSENT;
		return;
	}
	image->path = path;
	value->as.image = image;
	problem = plan_image_load(binder->arena, binder->plan, value->span.file, image);
	if (text2_is_empty(&problem))
		return;
	value->state = VALUE_INVALID;
	diag_add(binder->report, DIAG_IMAGE, value->span,
		 value_path(binder->arena, group, value->field),
		 DIAG_ARGS(diag_text("path", path), diag_text2("problem", problem)));
}
