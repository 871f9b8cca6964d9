#ifndef BASE_ATTACHED_H
#define BASE_ATTACHED_H

#include "base/lang.h"

/*
 * Files that travel in a PDF as associated files, as the PDF renderer writes them: plain objects
 * in a cross-reference table.  The PDF may be anybody's; nothing in it is believed.
 */

enum {
	ATTACHED_PDF_MAX = 256 * 1024 * 1024,
	ATTACHED_FILES_MAX = 256, /* in one PDF */
};

enum attached_result {
	ATTACHED_OK,
	ATTACHED_NONE,      /* there is no such file in it */
	ATTACHED_PACKED,    /* its objects are packed, as ours are where nothing is attached */
	ATTACHED_DAMAGED,   /* or written anew by another program */
	ATTACHED_TOO_LARGE, /* more than the limit when unpacked */
};

struct text2 attached_reason(enum attached_result result);
bool attached_is_pdf(struct slice bytes);
/* The name of the first associated file, which is the one the others belong to. */
enum attached_result attached_first(struct arena *arena, struct slice pdf, struct slice *name);
/* The content of the file of that name, relative to the first one's folder of all. */
enum attached_result attached_find(struct arena *arena, struct slice pdf, struct slice name,
				   size_t limit, struct slice *bytes);

#endif
