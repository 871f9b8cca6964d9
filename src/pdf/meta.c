/* What a PDF says about itself: the information dictionary and the same as XMP. */
#include "pdf/pdf.h"

#include "base/arena.h"
#include "base/embedded.h"

static const char producer[] = "careplan " CAREPLAN_VERSION;

static void put_xml(struct buf *buf, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.ptr[i]) {
		case '&':
			buf_puts(buf, "&amp;");
			break;
		case '<':
			buf_puts(buf, "&lt;");
			break;
		case '>':
			buf_puts(buf, "&gt;");
			break;
		default:
			buf_putc(buf, text.ptr[i]);
		}
	}
}

/* A file that is to be shown under its title must have one. */
static struct slice title_of(const struct doc *doc)
{
	if (doc->title.len > 0)
		return doc->title;
	return doc->company.len > 0 ? doc->company : SLICE("careplan");
}

static void info_text(struct pdf *pdf, const char *key, struct slice text)
{
	if (text.len > 0)
		pdf_dict_add(pdf, pdf->file->info, key, pdf_text(pdf, text));
}

/* "2027-01-31" as D:20270131000000Z. */
static void info_dates(struct pdf *pdf)
{
	struct slice date = pdf->date;
	struct slice text;

	if (date.len != 10)
		return;
	text = text_printf(pdf->arena, "D:%.4s%.2s%.2s000000Z", date.ptr, date.ptr + 5,
			   date.ptr + 8);
	pdf_dict_add(pdf, pdf->file->info, "CreationDate",
		     HPDF_String_New(pdf->file->mmgr, slice_cstr(pdf->arena, text), NULL));
	pdf_dict_add(pdf, pdf->file->info, "ModDate",
		     HPDF_String_New(pdf->file->mmgr, slice_cstr(pdf->arena, text), NULL));
}

static void xmp_text(struct buf *xmp, const char *tag, const char *list, struct slice text)
{
	if (text.len == 0)
		return;
	buf_printf(xmp, "<dc:%s><rdf:%s><rdf:li%s>", tag, list,
		   list[0] == 'A' ? " xml:lang=\"x-default\"" : "");
	put_xml(xmp, text);
	buf_printf(xmp, "</rdf:li></rdf:%s></dc:%s>\n", list, tag);
}

/* PDF/A wants schemas described that its own list does not know. */
static const char ua_schema[] =
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaProperty:name>part</pdfaProperty:name>\n"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
	"<pdfaProperty:category>internal</pdfaProperty:category>\n"
	"<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>\n"
	"</rdf:li></rdf:Seq></pdfaSchema:property>\n"
	"</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static void xmp_conformance(struct buf *xmp, bool archival, int part)
{
	buf_puts(xmp, "<pdfuaid:part>1</pdfuaid:part>\n");
	if (!archival)
		return;
	buf_printf(xmp, "<pdfaid:part>%d</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n",
		   part);
	buf_puts(xmp, ua_schema);
}

static struct slice xmp_packet(struct pdf *pdf, bool archival)
{
	struct buf xmp = BUF_IN(pdf->arena);

	buf_puts(&xmp,
		 "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
		 "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		 "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
		 " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		 "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
		 " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
		 " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
		 " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
		 " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
		 " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
	xmp_text(&xmp, "title", "Alt", title_of(pdf->doc));
	xmp_text(&xmp, "creator", "Seq", pdf->doc->author);
	xmp_text(&xmp, "description", "Alt", pdf->doc->subject);
	xmp_text(&xmp, "language", "Bag", slice_of(lang_key(pdf->doc->text_lang)));
	if (pdf->date.len == 10)
		buf_printf(&xmp,
			   "<xmp:CreateDate>%.10sT00:00:00Z</xmp:CreateDate>\n"
			   "<xmp:ModifyDate>%.10sT00:00:00Z</xmp:ModifyDate>\n",
			   pdf->date.ptr, pdf->date.ptr);
	buf_printf(&xmp,
		   "<xmp:CreatorTool>careplan</xmp:CreatorTool>\n"
		   "<pdf:Producer>%s</pdf:Producer>\n",
		   producer);
	/* Files may travel in the third part of the standard, and only there. */
	xmp_conformance(&xmp, archival, pdf->attachments.count > 0 ? 3 : 2);
	buf_puts(&xmp, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
	return buf_slice(&xmp);
}

/* What colours mean, for archives; false when no profile is built in. */
static bool output_intent(struct pdf *pdf)
{
	struct slice profile = embedded_find("icc/sRGB.icc");
	HPDF_Array intents;
	struct pdf_raw *stream;
	struct pdf_raw *intent;

	if (profile.len == 0)
		return false;
	intents = HPDF_Array_New(pdf->file->mmgr);
	stream = pdf_raw_stream(pdf, profile, true);
	stream->body = SLICE("/N 3\n");
	intent = pdf_raw_new(pdf);
	intent->body =
		text_printf(pdf->arena,
			    "/Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)\n"
			    "/Info (sRGB) /DestOutputProfile %u 0 R\n",
			    stream->id);
	pdf_array_add(pdf, intents, intent->dict);
	pdf_dict_add(pdf, pdf->file->catalog, "OutputIntents", intents);
	return true;
}

/* A dictionary in the catalog that says yes to one question. */
static void catalog_flag(struct pdf *pdf, const char *key, const char *flag)
{
	HPDF_Dict flags = HPDF_Dict_New(pdf->file->mmgr);

	if (flags)
		pdf_seen(pdf, HPDF_Dict_AddBoolean(flags, flag, HPDF_TRUE));
	pdf_dict_add(pdf, pdf->file->catalog, key, flags);
}

static void file_identifier(struct pdf *pdf)
{
	HPDF_Array pair = HPDF_Array_New(pdf->file->mmgr);
	HPDF_BYTE bytes[16];

	for (int i = 0; i < 16; i++)
		bytes[i] = (HPDF_BYTE)((i < 8 ? pdf->digest.low : pdf->digest.high) >> (i % 8 * 8) &
				       0xFF);
	for (int i = 0; i < 2; i++)
		pdf_array_add(pdf, pair, HPDF_Binary_New(pdf->file->mmgr, bytes, sizeof(bytes)));
	pdf_dict_add(pdf, pdf->file->trailer, "ID", pair);
}

void pdf_meta(struct pdf *pdf)
{
	bool archival = output_intent(pdf);
	struct slice xmp = xmp_packet(pdf, archival);
	struct pdf_raw *stream = pdf_raw_stream(pdf, xmp, false);

	stream->body = SLICE("/Type /Metadata /Subtype /XML\n");
	pdf_dict_add(pdf, pdf->file->catalog, "Metadata", stream->dict);
	info_text(pdf, "Title", title_of(pdf->doc));
	info_text(pdf, "Author", pdf->doc->author);
	info_text(pdf, "Subject", pdf->doc->subject);
	info_text(pdf, "Creator", SLICE("careplan"));
	info_text(pdf, "Producer", slice_of(producer));
	info_dates(pdf);
	catalog_flag(pdf, "MarkInfo", "Marked");
	catalog_flag(pdf, "ViewerPreferences", "DisplayDocTitle");
	pdf_dict_add(pdf, pdf->file->catalog, "Lang",
		     HPDF_String_New(pdf->file->mmgr, lang_key(pdf->doc->text_lang), NULL));
	pdf_hash(pdf, xmp);
	file_identifier(pdf);
}
