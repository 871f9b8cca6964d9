/* The rows of themes → the page that tells how a theme is written. */
#include "emit/themes.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "theme/theme.h"

enum { SHOWN_MAX = 8 };

struct page {
	struct buf buf;
	enum lang lang;
	const struct theme *themes[SHOWN_MAX];
	size_t theme_count;
};

static void say(struct page *page, struct text2 text)
{
	buf_put(&page->buf, text2_in(&text, page->lang));
}

static const struct text2 introduction = TEXT2_ROW(
	"# Giao diện\n\n"
	"*Tệp này do `careplan explain theme --ui vi` viết ra.*\n\n"
	"Giao diện quyết định màu, phông chữ, cỡ chữ, khổ giấy, logo, đầu trang và chân trang của "
	"bản PDF lẫn trang web. Nội dung không đổi theo giao diện; Markdown không có giao diện.\n\n"
	"```sh\n"
	"careplan render --theme formal plan.toml         # một giao diện có sẵn\n"
	"careplan render --theme our-theme.toml plan.toml # giao diện của bạn\n"
	"careplan check --theme our-theme.toml plan.toml  # chỉ xem giao diện có lỗi không\n"
	"```\n\n"
	"Muốn dùng cho mọi kế hoạch trong một thư mục, ghi vào `careplan.toml`: `theme = "
	"\"formal\"`, hoặc "
	"đường dẫn tính từ tệp đó.\n\n",
	"# Themes\n\n"
	"*Written by `careplan explain theme --ui en`.*\n\n"
	"A theme decides the colours, fonts, sizes, paper, logo, header and footer of the PDF and "
	"of the "
	"web page. It changes nothing of what they say, and Markdown has no theme.\n\n"
	"```sh\n"
	"careplan render --theme formal plan.toml         # one that is built in\n"
	"careplan render --theme our-theme.toml plan.toml # one of your own\n"
	"careplan check --theme our-theme.toml plan.toml  # only look whether it is sound\n"
	"```\n\n"
	"For all plans of a folder, write it into `careplan.toml`: `theme = \"formal\"`, or a path "
	"seen "
	"from that file.\n\n");

static const struct text2 writing = TEXT2_ROW("## Viết một giao diện\n\n"
					      "Một tệp TOML chỉ cần ghi những gì khác với giao "
					      "diện mà nó kế thừa (`extends`, mặc định là "
					      "`standard`):\n\n",
					      "## Writing one\n\n"
					      "A TOML file says only what differs from the theme "
					      "that it extends (`extends`, `standard` when "
					      "nothing is said):\n\n");

static const char example[] = "```toml\n"
			      "extends = \"compact\"\n\n"
			      "[paper]\n"
			      "size = \"letter\"\n\n"
			      "[light]\n"
			      "accent = \"#7a1f5c\"\n\n"
			      "[dark]\n"
			      "accent = \"#e79ccb\"\n\n"
			      "[footer]\n"
			      "left = \"{company} · {version}\"\n"
			      "```\n\n";

static const struct text2 rules = TEXT2_ROW(
	"- `extends` là tên một giao diện có sẵn hoặc đường dẫn tính từ tệp này.\n"
	"- Chữ ở đầu trang, chân trang và bìa nhận `{page}`, `{pages}`, `{title}`, `{company}`, "
	"`{period}` "
	"và `{version}`. Trang bìa không có đầu trang, chân trang.\n"
	"- `fonts.text` là tên một họ phông TrueType có trên máy; thiếu chữ tiếng Việt thì bị báo "
	"lỗi. "
	"Trang web không mang phông theo: trình duyệt lấy phông đầu tiên nó có trong `fonts.web`.\n"
	"- Logo của kế hoạch được ưu tiên hơn logo của giao diện. Ảnh phải nằm trong thư mục của "
	"giao "
	"diện.\n"
	"- Sai khóa, sai kiểu, màu không đúng dạng, không đọc được logo, không có phông: mỗi lỗi "
	"được báo "
	"đúng dòng và cột. Lỗi giao diện chặn việc xuất, trừ khi dùng `--draft`.\n\n",
	"- `extends` is the name of a built-in theme or a path seen from this file.\n"
	"- Texts of header, footer and cover take `{page}`, `{pages}`, `{title}`, `{company}`, "
	"`{period}` "
	"and `{version}`. The cover has neither header nor footer.\n"
	"- `fonts.text` is a family of TrueType fonts on the machine; one that lacks Vietnamese "
	"letters is "
	"an error. Web pages carry no fonts: a browser takes the first it has of `fonts.web`.\n"
	"- The logo of a plan goes before that of its theme. The picture must lie in the theme's "
	"folder.\n"
	"- An unknown key, a wrong type, a bad colour, an unreadable logo or a missing font is a "
	"finding with "
	"line and column. Nothing is rendered with such a theme but with `--draft`.\n\n");

static const struct text2 contrast =
	TEXT2_ROW("## Độ tương phản\n\n"
		  "Màu nào đi với màu nào thì được đo theo WCAG 2.2, ở cả `[light]` và `[dark]`. "
		  "Cặp nào không đủ là "
		  "lỗi `theme-contrast`.\n\n"
		  "| bảng | màu | trên | cần",
		  "## Contrast\n\n"
		  "Colours that are seen together are measured by WCAG 2.2, in `[light]` and in "
		  "`[dark]`. A pair that "
		  "falls short is the error `theme-contrast`.\n\n"
		  "| table | colour | on | needed");

static void put_themes(struct page *page)
{
	say(page, TEXT2("## Có sẵn\n\n", "## Built in\n\n"));
	for (size_t i = 0; i < page->theme_count; i++)
		buf_printf(&page->buf, "- `%.*s`: %.*s\n", SLICE_ARG(page->themes[i]->name),
			   SLICE_ARG(text2_in(&page->themes[i]->description, page->lang)));
	buf_putc(&page->buf, '\n');
}

/* Columns for the themes, then the line under the heads of all columns. */
static void put_heads(struct page *page, size_t before)
{
	for (size_t i = 0; i < page->theme_count; i++)
		buf_printf(&page->buf, " | %.*s", SLICE_ARG(page->themes[i]->name));
	buf_puts(&page->buf, " |\n|");
	for (size_t i = 0; i < before + page->theme_count; i++)
		buf_puts(&page->buf, " --- |");
	buf_putc(&page->buf, '\n');
}

static void put_rows(struct page *page)
{
	const char *table = "";

	say(page, TEXT2("## Mọi khóa\n", "## All keys\n"));
	for (size_t i = 0; i < theme_row_count(); i++) {
		struct theme_row row = theme_row(i);
		if (strcmp(row.table, table) != 0) {
			table = row.table;
			buf_printf(&page->buf, "\n### [%s]\n\n", table);
			say(page,
			    TEXT2("| khóa | đặt gì | giá trị", "| key | what it sets | values"));
			put_heads(page, 3);
		}
		buf_printf(&page->buf, "| `%s` | %.*s | %.*s", row.key,
			   SLICE_ARG(text2_in(&row.words, page->lang)),
			   SLICE_ARG(text2_in(&row.form, page->lang)));
		if (row.most > 0)
			buf_printf(&page->buf, " (%g–%g)", row.least, row.most);
		for (size_t t = 0; t < page->theme_count; t++)
			buf_printf(&page->buf, " | `%.*s`",
				   SLICE_ARG(theme_written(page->buf.arena, page->themes[t], i)));
		buf_puts(&page->buf, " |\n");
	}
	buf_putc(&page->buf, '\n');
}

static void put_pairs(struct page *page)
{
	char point = page->lang == LANG_VI ? ',' : '.';

	say(page, contrast);
	put_heads(page, 4);
	for (size_t i = 0; i < theme_pair_count(); i++) {
		struct theme_pair pair = theme_pair(page->themes[0], i);
		buf_printf(&page->buf, "| %s | `%s` | `%s` | %u%c%u", pair.table, pair.fore,
			   pair.back, pair.tenths / 10, point, pair.tenths % 10);
		for (size_t t = 0; t < page->theme_count; t++) {
			unsigned has = theme_pair(page->themes[t], i).hundredths;
			buf_printf(&page->buf, " | %u%c%02u", has / 100, point, has % 100);
		}
		buf_puts(&page->buf, " |\n");
	}
}

struct slice themes_markdown(struct arena *arena, enum lang lang)
{
	struct page page = { .buf = BUF_IN(arena), .lang = lang };
	struct report report = report_new(arena);

	for (; theme_name(page.theme_count); page.theme_count++)
		page.themes[page.theme_count] =
			theme_load(arena, &report, theme_name(page.theme_count));
	say(&page, introduction);
	put_themes(&page);
	say(&page, writing);
	buf_puts(&page.buf, example);
	say(&page, rules);
	put_rows(&page);
	put_pairs(&page);
	return buf_slice(&page.buf);
}
