/* What --version prints. */
#include "version.h"

#include <cmark.h>
#include <hb.h>
#include <hpdf_version.h>
#include <jansson.h>
#include <lcms2.h>
#include <libdeflate.h>
#include <libxml/xmlversion.h>
#include <utf8proc.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"

struct slice version_text(struct arena *arena)
{
	return text_printf(
		arena,
		"careplan %s\nlibxml2 %s\ncmark %s\nlibharu %s\nHarfBuzz %s\nutf8proc %s\n"
		"jansson %s\nzlib %s\nlibdeflate %s\nLittle CMS %d.%02d\n",
		CAREPLAN_VERSION, LIBXML_DOTTED_VERSION, cmark_version_string(), HPDF_VERSION_TEXT,
		hb_version_string(), utf8proc_version(), JANSSON_VERSION, zlibVersion(),
		LIBDEFLATE_VERSION_STRING, LCMS_VERSION / 1000, LCMS_VERSION % 1000 / 10);
}
