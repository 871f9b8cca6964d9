/*
 * Cuts a font to the characters a plan is written in, so that it can be built into the program.
 * usage: cutfont FROM.ttf TO.ttf [FIRST]
 * FIRST, in hexadecimal, leaves out all characters before it: for fonts of signs that stand beside
 * a text font.  Kerning and mark positions stay; everything in other scripts goes.
 */
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdio.h>
#include <stdlib.h>

/* To have more characters built in, add their range here. */
static const struct {
	hb_codepoint_t first;
	hb_codepoint_t last;
} ranges[] = {
	{ 0x0020, 0x007E },                                         /* Basic Latin */
	{ 0x00A0, 0x017F },                                         /* Latin-1 and Extended-A */
	{ 0x0192, 0x0192 }, { 0x01A0, 0x01B0 },                     /* horned o and u */
	{ 0x01CD, 0x01DC }, { 0x0218, 0x021B }, { 0x02C6, 0x02DD }, /* spacing modifiers */
	{ 0x0300, 0x036F },                                         /* combining marks */
	{ 0x1EA0, 0x1EF9 },                                         /* Vietnamese */
	{ 0x2000, 0x206F },                                         /* general punctuation */
	{ 0x2070, 0x209F }, /* superscripts and subscripts */
	{ 0x20A0, 0x20BF }, /* currency */
	{ 0x2100, 0x214F }, /* letter-like signs */
	{ 0x2150, 0x218F }, /* fractions and Roman numerals */
	{ 0x2190, 0x21FF }, /* arrows */
	{ 0x2200, 0x22FF }, /* mathematical operators */
	{ 0x25A0, 0x25FF }, /* geometric shapes */
	{ 0x2605, 0x2606 }, { 0x2610, 0x2612 }, { 0x2713, 0x2718 }, /* check marks */
	{ 0xFB00, 0xFB04 }, { 0xFFFC, 0xFFFD },
};

/* What shaping may look at: fewer rules make it faster. */
static void layout_cut(hb_subset_input_t *input)
{
	static const hb_tag_t features[] = { HB_TAG('c', 'c', 'm', 'p'), HB_TAG('k', 'e', 'r', 'n'),
					     HB_TAG('l', 'i', 'g', 'a'), HB_TAG('m', 'a', 'r', 'k'),
					     HB_TAG('m', 'k', 'm', 'k') };
	static const hb_tag_t scripts[] = { HB_TAG('D', 'F', 'L', 'T'),
					    HB_TAG('l', 'a', 't', 'n') };
	hb_set_t *kept = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);

	hb_set_clear(kept);
	for (size_t i = 0; i < sizeof(features) / sizeof(*features); i++)
		hb_set_add(kept, features[i]);
	kept = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_SCRIPT_TAG);
	hb_set_clear(kept);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		hb_set_add(kept, scripts[i]);
}

static hb_face_t *face_cut(hb_face_t *face, hb_codepoint_t first)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_face_t *cut = NULL;

	if (!input)
		return NULL;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		if (ranges[i].first >= first)
			hb_set_add_range(hb_subset_input_unicode_set(input), ranges[i].first,
					 ranges[i].last);
	}
	hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
		   HB_TAG('M', 'A', 'T', 'H'));
	layout_cut(input);
	hb_subset_input_set_flags(input,
				  HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	cut = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return cut;
}

static int blob_write(hb_blob_t *blob, const char *path)
{
	unsigned length = 0;
	const char *data = hb_blob_get_data(blob, &length);
	FILE *file = fopen(path, "wb");
	size_t written;

	if (!file)
		return 0;
	written = fwrite(data, 1, length, file);
	return (fclose(file) == 0) && written == length && length > 0;
}

int main(int argc, char **argv)
{
	hb_blob_t *blob = NULL;
	hb_face_t *face = NULL;
	hb_face_t *cut = NULL;
	hb_blob_t *result = NULL;
	int status = EXIT_FAILURE;

	if (argc != 3 && argc != 4) {
		fputs("usage: cutfont FROM.ttf TO.ttf [FIRST]\n", stderr);
		return 2;
	}
	blob = hb_blob_create_from_file_or_fail(argv[1]);
	if (!blob) {
		fprintf(stderr, "cutfont: cannot read '%s'\n", argv[1]);
		goto out;
	}
	face = hb_face_create(blob, 0);
	cut = face_cut(face, argc == 4 ? (hb_codepoint_t)strtoul(argv[3], NULL, 16) : 0);
	if (!cut) {
		fprintf(stderr, "cutfont: '%s' cannot be cut\n", argv[1]);
		goto out;
	}
	result = hb_face_reference_blob(cut);
	if (blob_write(result, argv[2]))
		status = EXIT_SUCCESS;
	else
		fprintf(stderr, "cutfont: cannot write '%s'\n", argv[2]);
out:
	hb_blob_destroy(result);
	hb_face_destroy(cut);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return status;
}
