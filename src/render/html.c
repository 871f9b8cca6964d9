/*
 * The document as one self-contained HTML page: head with its policy, cover, contents, main part,
 * footer.  A tree from end to end; the serialiser writes every byte.
 */
#include "render/html.h"

#include <libxml/HTMLtree.h>
#include <openssl/evp.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "render/cell.h"
#include "render/shared.h"

/* Ids of the page; those of headings have no underscore. */
#define CONTENTS_ID SLICE("page_contents")

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

static bool has_contents(const struct doc *doc)
{
	const struct doc_node *node = doc->root;

	while (node && !(node->kind == DOC_HEADING && node->as.heading.listed))
		node = doc_next(doc->root, node);
	return node != NULL;
}

/* Marks the entry of the contents that one is at; see html_place(). */
static struct slice place_style(void)
{
	return slice_trim(embedded_find("templates/place.css"));
}

static bool digest_style(EVP_MD_CTX *context, struct slice style,
			 const struct html_style_lines *lines)
{
	bool done = EVP_DigestInit_ex(context, EVP_sha256(), NULL) &&
		    EVP_DigestUpdate(context, style.ptr, style.len);

	for (size_t i = 0; done && lines && i < lines->count; i++) {
		struct arena scratch = ARENA_INIT;
		struct buf line = BUF_IN(&scratch);
		lines->put(lines->context, &line, i);
		done = EVP_DigestUpdate(context, line.data, line.len);
		arena_free(&scratch);
	}
	return done;
}

static void put_style_source(struct buf *policy, struct slice style,
			     const struct html_style_lines *lines)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned char text[EVP_MAX_MD_SIZE * 2];
	unsigned length = 0;

	if (!context || !digest_style(context, style, lines) ||
	    !EVP_DigestFinal_ex(context, digest, &length))
		memory_exhausted();
	EVP_MD_CTX_free(context);
	EVP_EncodeBlock(text, digest, (int)length);
	buf_printf(policy, " 'sha256-%s'", (const char *)text);
}

/* Nothing may be fetched or run; the style sheets are named by their hashes. */
static struct slice policy_for(struct html *html, struct slice style)
{
	struct buf policy = BUF_IN(html->arena);

	buf_puts(&policy, "default-src 'none'; style-src");
	put_style_source(&policy, style, &html->style_lines);
	if (has_contents(html->doc))
		put_style_source(&policy, place_style(), NULL);
	buf_puts(&policy, "; img-src data:");
	return buf_slice(&policy);
}

static void html_policy(struct html *html, xmlNode *head, struct slice policy)
{
	xmlNode *meta = html_add(html, head, "meta");

	html_attr(html, meta, "http-equiv", SLICE("Content-Security-Policy"));
	html_attr(html, meta, "content", policy);
	html_newline(html, head);
}

/* A file's path as an address: everything but plain letters is escaped. */
static struct slice file_address(struct arena *arena, struct slice path)
{
	struct buf address = BUF_IN(arena);

	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.ptr[i];
		bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
				(c >= '0' && c <= '9') || strchr("-._~/", c);
		buf_printf(&address, is_plain ? "%c" : "%%%02X", c);
	}
	return buf_slice(&address);
}

/* For search engines, which show each reader the page in their language. */
static void html_alternates(struct html *html, xmlNode *head)
{
	for (size_t i = 0; i < html->options->other_count; i++) {
		const struct render_other *other = &html->options->others[i];
		xmlNode *link = html_add(html, head, "link");
		html_attr(html, link, "rel", SLICE("alternate"));
		html_attr(html, link, "hreflang", slice_of(lang_key(other->lang)));
		html_attr(html, link, "href", file_address(html->arena, other->target));
		html_newline(html, head);
	}
}

/* Each named in its own. */
void html_languages(struct html *html, xmlNode *cover)
{
	xmlNode *nav;

	if (html->options->other_count == 0)
		return;
	nav = html_add_class(html, cover, "nav", "languages");
	html_attr(html, nav, "aria-label", doc_word(WORD_LANGUAGES, html->doc->lang));
	for (size_t i = 0; i < html->options->other_count; i++) {
		const struct render_other *other = &html->options->others[i];
		struct slice key = slice_of(lang_key(other->lang));
		xmlNode *link = html_add(html, nav, "a");
		html_attr(html, link, "href", file_address(html->arena, other->target));
		html_attr(html, link, "lang", key);
		html_attr(html, link, "hreflang", key);
		html_text(html, link, doc_word(WORD_LANGUAGE_NAME, other->lang));
	}
	html_newline(html, cover);
}

static void html_head(struct html *html, xmlNode *root)
{
	const struct doc *doc = html->doc;
	struct slice style = html_style(html);
	xmlNode *head = html_add(html, root, "head");
	xmlNode *sheet;

	html_newline(html, head);
	html_attr(html, html_add(html, head, "meta"), "charset", SLICE("utf-8"));
	html_newline(html, head);
	/*
	 * Browsers enforce every policy of a page.  The Nu checker applies the last one only, and
	 * takes data: images for blocked whatever img-src says.
	 */
	html_policy(html, head, policy_for(html, style));
	html_policy(html, head, SLICE("base-uri 'none'; form-action 'none'"));
	html_text(html, html_add(html, head, "title"), doc->title);
	html_newline(html, head);
	html_meta(html, head, "viewport", SLICE("width=device-width, initial-scale=1"));
	html_meta(html, head, "color-scheme", SLICE("light dark"));
	html_meta(html, head, "generator", SLICE("careplan"));
	html_meta(html, head, "author", doc->author);
	html_meta(html, head, "description", doc->subject);
	html_alternates(html, head);
	sheet = html_add(html, head, "style");
	html_text(html, sheet, style);
	if (html->style_lines.count > 0)
		html_text(html, sheet, html->style_lines.mark);
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
	const struct doc_image *logo = theme_logo(html->theme, doc);
	xmlNode *brand;
	xmlNode *name;

	html_languages(html, cover);
	html_paragraph(html, cover, "motto", text2_in(&html->theme->cover_motto, doc->lang));
	brand = html_add_class(html, cover, "div", "brand");
	name = html_add_class(html, cover, "div", "name");
	if (logo) {
		html_image(html, brand, logo, theme_logo_alt(html->theme, doc));
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

/*
 * The pseudo-class that tells where one is came to browsers later than to the checker of the style
 * sheet.  A sheet within a drawing holds for the whole page, and browsers that know no such thing
 * leave it out.
 */
static void html_place(struct html *html, xmlNode *nav)
{
	xmlNode *svg;

	if (html->options->fragment)
		return;
	svg = html_add_class(html, nav, "svg", "place");
	html_attr(html, svg, "aria-hidden", SLICE("true"));
	html_text(html, html_add(html, svg, "style"), place_style());
	html_newline(html, nav);
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
	html_attr(html, nav, "aria-labelledby", html_id(html, CONTENTS_ID));
	html_newline(html, nav);
	title = html_add(html, nav, "h2");
	html_attr(html, title, "id", html_id(html, CONTENTS_ID));
	html_text(html, title, doc_word(WORD_CONTENTS, html->doc->lang));
	html_newline(html, nav);
	html_place(html, nav);
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
		html_link_to(html, link, node->as.heading.id);
		html_heading_text(html, link, node);
		html_text(html, html_add(html, link, "span"), doc_plain_text(html->arena, node));
	}
	html_newline(html, nav);
	html_newline(html, body);
}

/* What a theme repeats on each page is said once here, but for page numbers and the title. */
static void running_texts(struct html *html, xmlNode *footer, const struct text2 texts[SIDE_COUNT])
{
	const struct doc *doc = html->doc;

	for (int side = 0; side < SIDE_COUNT; side++) {
		struct slice words =
			theme_words(html->arena, &texts[side], doc, SLICE(""), SLICE(""));
		if (!theme_counts_pages(&texts[side], doc->lang) && !slice_equal(words, doc->title))
			html_paragraph(html, footer, "running", words);
	}
}

static void html_footer(struct html *html, xmlNode *body)
{
	const struct doc *doc = html->doc;
	xmlNode *footer = html_add(html, body, "footer");
	xmlNode *link;

	html_newline(html, footer);
	running_texts(html, footer, html->theme->header_text);
	running_texts(html, footer, html->theme->footer_text);
	if (has_contents(doc)) {
		link = html_add(html, html_add_class(html, footer, "p", "back"), "a");
		html_link_to(html, link, CONTENTS_ID);
		html_text(html, link, doc_word(WORD_BACK_TO_CONTENTS, doc->lang));
		html_newline(html, footer);
	}
	html_newline(html, body);
}

static xmlNode *html_root(struct html *html, const char *name)
{
	xmlNode *root = xmlNewDocNode(html->page, NULL, (const xmlChar *)name, NULL);

	if (!root)
		memory_exhausted();
	xmlDocSetRootElement(html->page, root);
	return root;
}

/* What stands in the body: cover, contents, main part and footer. */
static void html_document(struct html *html, xmlNode *body, const char *main_name)
{
	xmlNode *main;

	html_cover(html, body);
	html_contents(html, body);
	main = html_add(html, body, main_name);
	html_attr(html, main, "id", html_id(html, HTML_MAIN_ID));
	if (html->options->fragment)
		html_attr(html, main, "class", SLICE("main"));
	html_newline(html, main);
	if (html->doc->root)
		html_blocks(html, main, html->doc->root, false);
	html_newline(html, body);
	html_footer(html, body);
}

/* An article: its header and footer are no landmarks of the page it is put into. */
static void html_fragment(struct html *html)
{
	const struct doc *doc = html->doc;
	xmlNode *root = html_root(html, "article");

	html_attr(html, root, "class", doc->draft ? SLICE("careplan is-draft") : SLICE("careplan"));
	html_attr(html, root, "lang", slice_of(lang_key(doc->text_lang)));
	html_newline(html, root);
	html_document(html, root, "div");
}

xmlNode *html_begin(struct html *html, const char *class)
{
	const struct doc *doc = html->doc;
	xmlNode *root, *body, *skip;

	html_page_new(html);
	if (!xmlCreateIntSubset(html->page, (const xmlChar *)"html", NULL, NULL))
		memory_exhausted();
	root = html_root(html, "html");
	html_attr(html, root, "lang", slice_of(lang_key(doc->text_lang)));
	html_newline(html, root);
	html_head(html, root);
	body = class ? html_add_class(html, root, "body", class) : html_add(html, root, "body");
	html_newline(html, body);
	skip = html_add_class(html, body, "a", "skip");
	html_link_to(html, skip, HTML_MAIN_ID);
	html_text(html, skip, doc_word(WORD_SKIP_TO_CONTENT, doc->lang));
	html_newline(html, body);
	return body;
}

struct slice html_end(struct html *html)
{
	struct slice bytes = html_serialise(html);

	render_shared_close(&html->own);
	html_page_free(html);
	return bytes;
}

bool render_html(struct arena *arena, struct report *report, const struct doc *doc,
		 const struct render_options *options, struct slice *bytes)
{
	struct html html = { .arena = arena, .doc = doc, .options = options, .part = SLICE("") };

	(void)report; /* nothing can go wrong but memory, and images are in the page */
	html.theme = render_theme(options, arena);
	if (options->fragment) {
		html_page_new(&html);
		html_fragment(&html);
	} else {
		html_document(&html, html_begin(&html, doc->draft ? "is-draft" : NULL), "main");
	}
	*bytes = html_end(&html);
	return true;
}
