/*
 * From the colours that a profile in a picture's file describes to those of the PDF.  The only door
 * to Little CMS, which says nothing of what it rejects unless it is asked to.
 */
#include "pdf/pdf.h"

#include <lcms2.h>
#include <lcms2_plugin.h>
#include <stdlib.h>

#include "base/arena.h"

/* Profiles come from anywhere: all that is made of one has to fit into so many bytes. */
enum { BUDGET = 64 * 1024 * 1024 };
enum { GRAY = 1, RGB = 3, INKS = 4 };

struct pdf_colors {
	cmsContext context;
	cmsHTRANSFORM transform;
	size_t budget; /* what is left, whatever was given back */
	bool no_memory;
};

/* --- Memory --- */

static bool budget_take(cmsContext context, size_t size)
{
	struct pdf_colors *colors = cmsGetContextUserData(context);

	if (colors && size > colors->budget)
		return false;
	if (colors)
		colors->budget -= size;
	return true;
}

static void *memory_seen(cmsContext context, void *memory)
{
	struct pdf_colors *colors = cmsGetContextUserData(context);

	if (colors && !memory)
		colors->no_memory = true;
	return memory;
}

static void *get(cmsContext context, cmsUInt32Number size)
{
	return budget_take(context, size) ? memory_seen(context, malloc(size)) : NULL;
}

static void *get_more(cmsContext context, void *old, cmsUInt32Number size)
{
	return budget_take(context, size) ? memory_seen(context, realloc(old, size)) : NULL;
}

static void give_back(cmsContext context, void *memory)
{
	(void)context;
	free(memory);
}

/* --- Profiles --- */

/* Whether it describes the colours of a device, as many as the picture has, by tables of a fixed
 * build: of steps in any number, which is the other way, each pixel would take as long as its
 * author likes. */
static bool profile_fits(cmsHPROFILE profile, unsigned count)
{
	static const cmsTagSignature steps[] = { cmsSigDToB0Tag, cmsSigDToB1Tag, cmsSigDToB2Tag,
						 cmsSigDToB3Tag };
	cmsColorSpaceSignature space = cmsGetColorSpace(profile);
	cmsProfileClassSignature kind = cmsGetDeviceClass(profile);

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		if (cmsIsTag(profile, steps[i]))
			return false;
	}
	if (kind != cmsSigInputClass && kind != cmsSigDisplayClass && kind != cmsSigOutputClass &&
	    kind != cmsSigColorSpaceClass)
		return false;
	return (count == GRAY && space == cmsSigGrayData) ||
	       (count == RGB && space == cmsSigRgbData) ||
	       (count == INKS && space == cmsSigCmykData);
}

/* Grey as sRGB has it. */
static cmsHPROFILE gray_profile(cmsContext context)
{
	const cmsFloat64Number curve[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
	cmsToneCurve *tone = cmsBuildParametricToneCurve(context, 4, curve);
	cmsHPROFILE profile = NULL;

	if (tone) {
		profile = cmsCreateGrayProfileTHR(context, cmsD50_xyY(), tone);
		cmsFreeToneCurve(tone);
	}
	return profile;
}

/* Inks in files are upside down, as how much of the paper is left. */
static cmsHTRANSFORM transform_make(cmsContext context, cmsHPROFILE from, unsigned count,
				    cmsUInt32Number flags)
{
	cmsHPROFILE to = count == GRAY ? gray_profile(context) : cmsCreate_sRGBProfileTHR(context);
	cmsHTRANSFORM transform = NULL;

	if (to) {
		transform = cmsCreateTransformTHR(context, from,
						  count == GRAY  ? TYPE_GRAY_8
						  : count == RGB ? TYPE_RGB_8
								 : TYPE_CMYK_8_REV,
						  to, count == GRAY ? TYPE_GRAY_8 : TYPE_RGB_8,
						  INTENT_RELATIVE_COLORIMETRIC,
						  cmsFLAGS_BLACKPOINTCOMPENSATION | flags);
		cmsCloseProfile(to);
	}
	return transform;
}

/* --- For pictures --- */

static void colors_end(struct pdf_colors *colors)
{
	if (colors->transform)
		cmsDeleteTransform(colors->transform);
	if (colors->context)
		cmsDeleteContext(colors->context);
}

static bool colors_begin(struct pdf_colors *colors, struct slice bytes, unsigned count,
			 cmsUInt32Number flags)
{
	cmsPluginMemHandler memory = {
		.base = { cmsPluginMagicNumber, LCMS_VERSION, cmsPluginMemHandlerSig, NULL },
		.MallocPtr = get,
		.FreePtr = give_back,
		.ReallocPtr = get_more,
	};
	cmsHPROFILE profile = NULL;

	*colors = (struct pdf_colors){ .budget = BUDGET };
	colors->context = cmsCreateContext(&memory, colors);
	colors->no_memory = !colors->context;
	if (colors->context)
		profile = cmsOpenProfileFromMemTHR(colors->context, bytes.ptr,
						   (cmsUInt32Number)bytes.len);
	if (profile && profile_fits(profile, count))
		colors->transform = transform_make(colors->context, profile, count, flags);
	if (profile)
		cmsCloseProfile(profile);
	if (!colors->transform)
		colors_end(colors);
	if (colors->no_memory) {
		if (colors->transform)
			colors_end(colors);
		memory_exhausted();
	}
	return colors->transform != NULL;
}

void pdf_colors_convert(const struct pdf_colors *colors, const unsigned char *from,
			unsigned char *to, size_t count)
{
	cmsDoTransform(colors->transform, from, to, (cmsUInt32Number)count);
}

/* Whether colours stay what they are, but for what nobody sees, judged by samples of them. */
static bool colors_same(const struct pdf_colors *colors, unsigned count)
{
	enum { STEP = 51, SAMPLES = 6 * 6 * 6, INVISIBLE = 2 };
	unsigned char from[SAMPLES * RGB];
	unsigned char to[SAMPLES * RGB];

	for (unsigned i = 0; i < SAMPLES; i++) {
		from[i * RGB] = (unsigned char)(i / 36 * STEP);
		from[i * RGB + 1] = (unsigned char)(i / 6 % 6 * STEP);
		from[i * RGB + 2] = (unsigned char)(i % 6 * STEP);
	}
	pdf_colors_convert(colors, from, to, sizeof(from) / count);
	for (size_t i = 0; i < sizeof(from); i++) {
		if (abs(from[i] - to[i]) > INVISIBLE)
			return false;
	}
	return true;
}

bool pdf_colors_differ(struct slice profile, unsigned count)
{
	struct pdf_colors colors;
	bool differ;

	/* Tables that make many pixels fast take longer to make than a few samples. */
	if (profile.len == 0 || !colors_begin(&colors, profile, count, cmsFLAGS_NOOPTIMIZE))
		return false;
	differ = count == INKS || !colors_same(&colors, count);
	colors_end(&colors);
	return differ;
}

struct pdf_colors *pdf_colors_open(struct arena *arena, struct slice profile, unsigned count)
{
	struct pdf_colors *colors = ARENA_NEW(arena, struct pdf_colors);

	return profile.len > 0 && colors_begin(colors, profile, count, 0) ? colors : NULL;
}

void pdf_colors_close(struct pdf_colors *colors)
{
	if (colors)
		colors_end(colors);
}
