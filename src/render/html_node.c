/* Elements, attributes and text of a page.  libxml2 escapes and serialises. */
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "render/html.h"

static xmlNode *attached(xmlNode *parent, xmlNode *node)
{
	if (!node || !xmlAddChild(parent, node))
		memory_exhausted();
	return node;
}

xmlNode *html_add(struct html *html, xmlNode *parent, const char *name)
{
	return attached(parent, xmlNewDocNode(html->page, NULL, (const xmlChar *)name, NULL));
}

xmlNode *html_add_class(struct html *html, xmlNode *parent, const char *name, const char *class)
{
	xmlNode *node = html_add(html, parent, name);

	html_attr(html, node, "class", slice_of(class));
	return node;
}

void html_attr(struct html *html, xmlNode *node, const char *name, struct slice value)
{
	if (!xmlNewProp(node, (const xmlChar *)name,
			(const xmlChar *)slice_cstr(html->arena, value)))
		memory_exhausted();
}

void html_attr_number(struct html *html, xmlNode *node, const char *name, unsigned long value)
{
	html_attr(html, node, name, text_printf(html->arena, "%lu", value));
}

static bool is_forbidden(uint32_t code)
{
	if (code < 0x20)
		return code != '\t' && code != '\n';
	return code == UTF8_BAD || (code >= 0x7f && code < 0xa0) || (code & 0xfffe) == 0xfffe ||
	       (code >= 0xfdd0 && code <= 0xfdef);
}

static struct slice allowed(struct arena *arena, struct slice text)
{
	struct buf kept = BUF_IN(arena);
	size_t at = 0;

	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		if (!is_forbidden(code))
			buf_put_code(&kept, code);
	}
	return buf_slice(&kept);
}

static bool is_clean(struct slice text)
{
	size_t at = 0;

	while (at < text.len) {
		char c = text.ptr[at];
		if (c >= ' ' && c <= '~') /* most are */
			at++;
		else if (is_forbidden(utf8_next(text, &at)))
			return false;
	}
	return true;
}

void html_text(struct html *html, xmlNode *parent, struct slice text)
{
	xmlNode *node;

	if (!is_clean(text))
		text = allowed(html->arena, text);
	if (text.len == 0)
		return;
	node = xmlNewDocTextLen(html->page, (const xmlChar *)text.ptr, (int)text.len);
	/* Neighbouring texts become one, and the new node is gone: its address says nothing. */
	if (!node || !xmlAddChild(parent, node))
		memory_exhausted();
}

struct slice html_id(struct html *html, struct slice id)
{
	struct buf whole = BUF_IN(html->arena);

	buf_put(&whole, html->options->id_start);
	buf_put(&whole, id);
	return buf_slice(&whole);
}

void html_link_to(struct html *html, xmlNode *link, struct slice id)
{
	struct buf target = BUF_IN(html->arena);

	buf_putc(&target, '#');
	buf_put(&target, html->options->id_start);
	buf_put(&target, id);
	html_attr(html, link, "href", buf_slice(&target));
}

void html_newline(struct html *html, xmlNode *parent)
{
	html_text(html, parent, SLICE("\n"));
}

void html_mark(struct html *html, xmlNode *parent, const char *text)
{
	attached(parent, xmlNewDocComment(html->page, (const xmlChar *)text));
}

/*
 * A host may have given libxml2 functions that return NULL.  Most calls then go on with a name, a
 * value or a text missing and tell nobody but the last error of the thread.
 */
static void memory_check(void)
{
	const xmlError *error = xmlGetLastError();

	if (error && error->code == XML_ERR_NO_MEMORY)
		memory_exhausted();
}

void html_page_new(struct html *html)
{
	xmlInitParser(); /* what it keeps must not stand among the pieces of a page */
	xmlResetLastError();
	html->pieces = ARENA_INIT;
	memory_pieces(&html->pieces);
	html->page = htmlNewDocNoDtD(NULL, NULL);
	if (!html->page)
		memory_exhausted();
}

void html_page_free(struct html *html)
{
	if (!html->pieces.blocks) /* libxml2 has an allocator of a host's */
		xmlFreeDoc(html->page);
	xmlResetLastError();
	memory_pieces(NULL);
	arena_free(&html->pieces);
}

static xmlOutputBuffer *output_begin(void)
{
	xmlOutputBuffer *output = xmlAllocOutputBuffer(NULL);

	if (!output)
		memory_exhausted();
	memory_check();
	return output;
}

static struct slice output_end(struct html *html, xmlOutputBuffer *output)
{
	struct slice bytes;

	if (output->error != 0)
		memory_exhausted();
	memory_check();
	bytes = slice_copy(html->arena,
			   (struct slice){ (const char *)xmlOutputBufferGetContent(output),
					   xmlOutputBufferGetSize(output) });
	xmlOutputBufferClose(output);
	return bytes;
}

struct slice html_serialise(struct html *html)
{
	xmlOutputBuffer *output = output_begin();

	htmlDocContentDumpFormatOutput(output, html->page, "UTF-8", 0);
	return output_end(html, output);
}

xmlNode *html_piece_begin(struct html *html)
{
	xmlNode *piece;

	html_page_new(html);
	piece = xmlNewDocNode(html->page, NULL, (const xmlChar *)"template", NULL);
	if (!piece)
		memory_exhausted();
	xmlDocSetRootElement(html->page, piece);
	return piece;
}

struct slice html_piece_end(struct html *html, xmlNode *piece)
{
	xmlOutputBuffer *output = output_begin();
	struct slice bytes;

	for (xmlNode *node = piece->children; node; node = node->next)
		htmlNodeDumpFormatOutput(output, html->page, node, "UTF-8", 0);
	bytes = output_end(html, output);
	html_page_free(html);
	return bytes;
}
