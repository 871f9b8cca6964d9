/* Reads an image of the plan: where it may be, how large, and whether it is whole. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "plan/bind.h"

static struct text2 problem_words(enum picture_problem problem)
{
	switch (problem) {
	case PICTURE_OK:
		break;
	case PICTURE_UNKNOWN:
		return TEXT2("không phải ảnh PNG hoặc JPEG", "it is neither PNG nor JPEG");
	case PICTURE_CUT:
		return TEXT2("tệp bị cụt, thiếu phần cuối", "the file is cut short");
	case PICTURE_DAMAGED:
		return TEXT2("tệp bị hỏng", "the file is damaged");
	case PICTURE_RARE:
		return TEXT2("kiểu JPEG hiếm gặp mà trình duyệt không hiện được",
			     "it is a rare kind of JPEG that browsers do not show");
	}
	return TEXT2("", "");
}

/* A path beside one file, as the plan itself would have to write it. */
static struct slice path_from_plan(struct arena *arena, const struct plan *plan, struct slice path)
{
	struct slice folder = plan->folders[plan->file];

	return slice_starts(path, folder) ? slice_sub(path, folder.len, path.len)
					  : path_between(arena, folder, path);
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
	enum picture_problem problem;
	uint32_t width;
	uint32_t height;

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
	problem = picture_read(image->bytes, &image->picture);
	if (problem != PICTURE_OK)
		return problem_words(problem);
	width = image->picture.width;
	height = image->picture.height;
	if (width == 0 || height == 0 || width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX ||
	    width > IMAGE_PIXELS_MAX / height)
		return TEXT2("kích thước ảnh không hợp lệ hoặc quá lớn",
			     "its width or height is out of bounds");
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
