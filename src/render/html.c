/*
 * The document as one self-contained HTML page: head with its policy, cover, contents, main part,
 * footer.  A tree from end to end; the serialiser writes every byte.
 */
#include "render/html.h"

#include <libxml/HTMLtree.h>
#include <openssl/evp.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "render/cell.h"

static void html_meta(struct html *html, xmlNode *head, const char *name, struct slice content)
{
	xmlNode *meta;

	if (content.len == 0)
		return;
	meta = html_add(html, head, "meta");
	html_attr(html, meta, "name", slice_of(name));
	html_attr(html, meta, "content", content);
	html_newline(html, head);
}

/* Nothing may be fetched or run; the one style sheet is named by its hash. */
static struct slice policy_for(struct arena *arena, struct slice style)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned char text[EVP_MAX_MD_SIZE * 2];
	unsigned length = 0;

	if (!EVP_Digest(style.ptr, style.len, digest, &length, EVP_sha256(), NULL))
		memory_exhausted();
	EVP_EncodeBlock(text, digest, (int)length);
	return text_printf(arena, "default-src 'none'; style-src 'sha256-%s'; img-src data:",
			   (const char *)text);
}

static void html_policy(struct html *html, xmlNode *head, struct slice policy)
{
	xmlNode *meta = html_add(html, head, "meta");

	html_attr(html, meta, "http-equiv", SLICE("Content-Security-Policy"));
	html_attr(html, meta, "content", policy);
	html_newline(html, head);
}

static void html_head(struct html *html, xmlNode *root)
{
	const struct doc *doc = html->doc;
	/* Trimmed, as checkers trim it before they compare its hash. */
	struct slice style = slice_trim(
		html->style.len > 0 ? html->style : embedded_find("templates/page.css"));
	xmlNode *head = html_add(html, root, "head");

	html_newline(html, head);
	html_attr(html, html_add(html, head, "meta"), "charset", SLICE("utf-8"));
	html_newline(html, head);
	/*
	 * Browsers enforce every policy of a page.  The Nu checker applies the last one only, and
	 * takes data: images for blocked whatever img-src says.
	 */
	html_policy(html, head, policy_for(html->arena, style));
	html_policy(html, head, SLICE("base-uri 'none'; form-action 'none'"));
	html_text(html, html_add(html, head, "title"), doc->title);
	html_newline(html, head);
	html_meta(html, head, "viewport", SLICE("width=device-width, initial-scale=1"));
	html_meta(html, head, "color-scheme", SLICE("light dark"));
	html_meta(html, head, "generator", SLICE("careplan"));
	html_meta(html, head, "author", doc->author);
	html_meta(html, head, "description", doc->subject);
	html_text(html, html_add(html, head, "style"), style);
	html_newline(html, head);
	html_newline(html, root);
}

static void html_paragraph(struct html *html, xmlNode *parent, const char *class, struct slice text)
{
	if (text.len == 0)
		return;
	html_text(html, html_add_class(html, parent, "p", class), text);
	html_newline(html, parent);
}

static void html_cover(struct html *html, xmlNode *body)
{
	const struct doc *doc = html->doc;
	xmlNode *cover = html_add_class(html, body, "header", "cover");
	xmlNode *brand = html_add_class(html, cover, "div", "brand");
	xmlNode *name = html_add_class(html, cover, "div", "name");

	if (doc->logo) {
		html_image(html, brand, doc->logo, doc->logo_alt);
		html_newline(html, brand);
	}
	html_paragraph(html, brand, "company", doc->company);
	html_text(html, html_add(html, name, "h1"), doc->title);
	html_newline(html, name);
	html_paragraph(html, name, "period", doc->subtitle);
	if (doc->draft)
		html_paragraph(html, name, "draft", doc_word(WORD_DRAFT_NOTE, doc->lang));
	if (doc->fact_count > 0)
		html_facts(html, cover);
	html_newline(html, body);
}

/* The list that an entry of a level goes to; deeper ones stand in the entry before. */
static xmlNode *contents_list(struct html *html, xmlNode **lists, unsigned *depth, unsigned level)
{
	if (*depth > level)
		*depth = level;
	while (*depth < level && xmlGetLastChild(lists[*depth - 1])) {
		xmlNode *entry = xmlGetLastChild(lists[*depth - 1]);
		lists[(*depth)++] = html_add(html, entry, "ol");
	}
	return lists[*depth - 1];
}

static bool has_contents(const struct doc *doc)
{
	const struct doc_node *node = doc->root;

	while (node && !(node->kind == DOC_HEADING && node->as.heading.listed))
		node = doc_next(doc->root, node);
	return node != NULL;
}

static void html_contents(struct html *html, xmlNode *body)
{
	xmlNode *lists[6] = { NULL };
	unsigned depth = 1;
	const struct doc_node *root = html->doc->root;
	xmlNode *nav;
	xmlNode *title;

	if (!has_contents(html->doc))
		return;
	nav = html_add_class(html, body, "nav", "contents");
	html_attr(html, nav, "aria-labelledby", SLICE("page-contents"));
	html_newline(html, nav);
	title = html_add(html, nav, "h2");
	html_attr(html, title, "id", SLICE("page-contents"));
	html_text(html, title, doc_word(WORD_CONTENTS, html->doc->lang));
	html_newline(html, nav);
	lists[0] = html_add(html, nav, "ol");
	for (const struct doc_node *node = root; node; node = doc_next(root, node)) {
		unsigned level = node->kind == DOC_HEADING ? node->as.heading.level : 0;
		xmlNode *link;
		if (level == 0 || !node->as.heading.listed)
			continue;
		link = html_add(html,
				html_add(html,
					 contents_list(html, lists, &depth, level > 6 ? 6 : level),
					 "li"),
				"a");
		html_attr(html, link, "href",
			  text_printf(html->arena, "#%.*s", SLICE_ARG(node->as.heading.id)));
		html_heading_text(html, link, node);
		html_text(html, html_add(html, link, "span"), doc_plain_text(html->arena, node));
	}
	html_newline(html, nav);
	html_newline(html, body);
}

static void html_footer(struct html *html, xmlNode *body)
{
	const struct doc *doc = html->doc;
	xmlNode *footer = html_add(html, body, "footer");
	xmlNode *link;

	html_newline(html, footer);
	html_paragraph(html, footer, "running", doc->running_left);
	html_paragraph(html, footer, "running", doc->footer);
	if (has_contents(doc)) {
		link = html_add(html, html_add_class(html, footer, "p", "back"), "a");
		html_attr(html, link, "href", SLICE("#page-contents"));
		html_text(html, link, doc_word(WORD_BACK_TO_CONTENTS, doc->lang));
		html_newline(html, footer);
	}
	html_newline(html, body);
}

xmlNode *html_begin(struct html *html, const char *class)
{
	const struct doc *doc = html->doc;
	xmlNode *root, *body, *skip;

	html->page = htmlNewDocNoDtD(NULL, NULL);
	if (!html->page || !xmlCreateIntSubset(html->page, (const xmlChar *)"html", NULL, NULL))
		memory_exhausted();
	root = xmlNewDocNode(html->page, NULL, (const xmlChar *)"html", NULL);
	if (!root)
		memory_exhausted();
	xmlDocSetRootElement(html->page, root);
	html_attr(html, root, "lang", slice_of(lang_key(doc->text_lang)));
	html_newline(html, root);
	html_head(html, root);
	body = class ? html_add_class(html, root, "body", class) : html_add(html, root, "body");
	html_newline(html, body);
	skip = html_add_class(html, body, "a", "skip");
	html_attr(html, skip, "href", SLICE("#page-main"));
	html_text(html, skip, doc_word(WORD_SKIP_TO_CONTENT, doc->lang));
	html_newline(html, body);
	return body;
}

struct slice html_end(struct html *html)
{
	struct slice bytes = html_serialise(html);

	render_shared_close(&html->own);
	xmlFreeDoc(html->page);
	return bytes;
}

static void html_page(struct html *html)
{
	const struct doc *doc = html->doc;
	xmlNode *body = html_begin(html, doc->draft ? "is-draft" : NULL);
	xmlNode *main;

	html_cover(html, body);
	html_contents(html, body);
	main = html_add(html, body, "main");
	html_attr(html, main, "id", SLICE("page-main"));
	html_newline(html, main);
	if (doc->root)
		html_blocks(html, main, doc->root, false);
	html_newline(html, body);
	html_footer(html, body);
}

bool render_html(struct arena *arena, struct report *report, const struct doc *doc,
		 const struct render_options *options, struct slice *bytes)
{
	struct html html = {
		.arena = arena, .doc = doc, .options = options, .part = SLICE("")
	};

	(void)report; /* nothing can go wrong but memory, and images are in the page */
	html_page(&html);
	*bytes = html_end(&html);
	return true;
}
