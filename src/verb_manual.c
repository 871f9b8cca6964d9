/* careplan manual: the manual page careplan(1) in mdoc, from the tables of verbs and options. */
#include "base/arena.h"
#include "base/buf.h"
#include "cli.h"

struct manual {
	struct buf buf;
	enum lang lang;
};

/* A line of text: no line may begin with a control character, and a backslash is an escape. */
static void text_put(struct manual *m, struct slice text)
{
	bool starts = true;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (starts && (c == '.' || c == '\''))
			buf_puts(&m->buf, "\\&");
		starts = c == '\n';
		if (c == '\\')
			buf_puts(&m->buf, "\\e");
		else if (c == '-')
			buf_puts(&m->buf, "\\-");
		else
			buf_putc(&m->buf, c);
	}
}

static void say(struct manual *m, struct text2 text)
{
	buf_put(&m->buf, text2_in(&text, m->lang));
	buf_putc(&m->buf, '\n');
}

/* Long sentences are broken so that each line of the source is one. */
static void sentences_put(struct manual *m, struct slice text)
{
	size_t start = 0;

	while (start < text.len) {
		size_t end = slice_find(text, SLICE(". "), start);
		text_put(m, slice_sub(text, start, end < text.len ? end + 1 : end));
		buf_putc(&m->buf, '\n');
		start = end + 2;
	}
}

static void option_put(struct manual *m, const struct option *option)
{
	buf_puts(&m->buf, ".It ");
	if (option->letter)
		buf_printf(&m->buf, "Fl %c , ", option->letter);
	buf_puts(&m->buf, "Fl \\-");
	text_put(m, slice_of(option->name));
	if (*option->value) {
		buf_puts(&m->buf, " Ar ");
		text_put(m, slice_of(option->value));
	}
	buf_putc(&m->buf, '\n');
	sentences_put(m, text2_in(&option->help, m->lang));
}

static bool is_common(const struct option *option)
{
	return option->verbs[0] == '*';
}

static void options_put(struct manual *m, const struct verb *verb)
{
	buf_puts(&m->buf, ".Bl -tag -width Ds\n");
	for (int i = 0; cli_option(i); i++) {
		if (is_common(cli_option(i)) ? !verb : verb && option_fits(cli_option(i), verb))
			option_put(m, cli_option(i));
	}
	buf_puts(&m->buf, ".El\n");
}

static bool takes_options(const struct verb *verb)
{
	for (int i = 0; cli_option(i); i++) {
		if (!is_common(cli_option(i)) && option_fits(cli_option(i), verb))
			return true;
	}
	return false;
}

static void verb_put(struct manual *m, const struct verb *verb)
{
	buf_printf(&m->buf, ".Ss careplan %s", verb->name);
	if (takes_options(verb))
		buf_puts(&m->buf, m->lang == LANG_VI ? " [tùy chọn]" : " [options]");
	if (*verb->arguments)
		buf_putc(&m->buf, ' ');
	text_put(m, slice_of(verb->arguments));
	buf_putc(&m->buf, '\n');
	sentences_put(m, text2_in(&verb->summary, m->lang));
	buf_puts(&m->buf, ".Bd -literal -offset indent\n");
	text_put(m, slice_of(verb->examples));
	buf_puts(&m->buf, "\n.Ed\n");
	if (takes_options(verb))
		options_put(m, verb);
}

static void head_put(struct manual *m, struct date date)
{
	static const char *const months[] = { "January",   "February", "March",    "April",
					      "May",       "June",     "July",     "August",
					      "September", "October",  "November", "December" };

	buf_printf(&m->buf, ".Dd %s %d, %d\n.Dt CAREPLAN 1\n.Os careplan %s\n",
		   months[date.month - 1], date.day, date.year, CAREPLAN_VERSION);
	say(m,
	    TEXT2(".Sh TÊN\n.Nm careplan\n.Nd viết, kiểm tra và xuất bản kế hoạch chăm sóc khách "
		  "hàng\n.Sh CÚ PHÁP\n.Nm careplan\n.Ar lệnh\n.Op Ar tùy chọn\n.Op Ar tệp ...\n"
		  ".Sh MÔ TẢ\n"
		  "Đọc một kế hoạch chăm sóc khách hàng ở dạng TOML hoặc INI, kiểm tra xem kế "
		  "hoạch\n"
		  "đã đủ và có khớp với chính nó không, rồi xuất ra Markdown, HTML và PDF bằng\n"
		  "tiếng Việt và tiếng Anh.\n"
		  "Chương trình không dùng mạng, và cùng một kế hoạch luôn cho cùng một kết quả.",
		  ".Sh NAME\n.Nm careplan\n.Nd write, check and publish customer-care plans\n"
		  ".Sh SYNOPSIS\n.Nm careplan\n.Ar command\n.Op Ar options\n.Op Ar file ...\n"
		  ".Sh DESCRIPTION\n"
		  "Reads a customer-care plan from a TOML or INI file, checks that it is complete\n"
		  "and agrees with itself, and renders it to Markdown, HTML and PDF in Vietnamese\n"
		  "and English.\n"
		  "It never uses the network, and the same plan gives the same bytes."));
	say(m, TEXT2(".Pp\nTùy chọn chung cho mọi lệnh:", ".Pp\nOptions of every command:"));
	options_put(m, NULL);
	say(m, TEXT2(".Sh CÁC LỆNH", ".Sh COMMANDS"));
}

static void tail_put(struct manual *m)
{
	say(m, TEXT2(".Sh BIẾN MÔI TRƯỜNG\n.Bl -tag -width Ds\n"
		     ".It Ev LC_ALL , LC_MESSAGES , LANG\n"
		     "Ngôn ngữ của thông báo, khi không có\n.Fl \\-ui :\n"
		     "tiếng Việt nếu bắt đầu bằng vi, còn lại là tiếng Anh.\n"
		     ".It Ev NO_COLOR\nKhông dùng màu trên màn hình.\n"
		     ".It Ev SOURCE_DATE_EPOCH\n"
		     "Ngày được coi là hôm nay, tính bằng giây từ năm 1970, khi không có\n"
		     ".Fl \\-date .\n.El\n"
		     ".Sh TỆP\n.Bl -tag -width Ds\n.It Pa careplan.toml\n"
		     "Thiết lập cho các kế hoạch trong thư mục này và các thư mục con.\n.El\n"
		     ".Sh MÃ THOÁT\n.Bl -tag -width Ds\n.It 0\n"
		     "Xong; không có phát hiện nào từ mức\n.Fl \\-fail\\-on\ntrở lên.\n"
		     ".It 1\nCó phát hiện từ mức đó trở lên.\n"
		     ".It 2\nGọi sai, hoặc không đọc được đầu vào.\n"
		     ".It 3\nHệ thống trục trặc: không ghi được tệp, hết bộ nhớ.\n.El\n"
		     ".Sh XEM THÊM\n.Xr careplan-plan 5 ,\n.Xr careplan-template 5",
		     ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev LC_ALL , LC_MESSAGES , LANG\n"
		     "The language of messages without\n.Fl \\-ui :\n"
		     "Vietnamese when it begins with vi, English otherwise.\n"
		     ".It Ev NO_COLOR\nNo colours on a terminal.\n"
		     ".It Ev SOURCE_DATE_EPOCH\n"
		     "The day that counts as today, in seconds since 1970, without\n"
		     ".Fl \\-date .\n.El\n"
		     ".Sh FILES\n.Bl -tag -width Ds\n.It Pa careplan.toml\n"
		     "Settings for the plans in its folder and those below.\n.El\n"
		     ".Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\n"
		     "Done; no finding at or above the level of\n.Fl \\-fail\\-on .\n"
		     ".It 1\nFindings at or above that level.\n"
		     ".It 2\nWrong usage, or an input that cannot be read.\n"
		     ".It 3\nThe system failed: a file could not be written, memory ran out.\n.El\n"
		     ".Sh SEE ALSO\n.Xr careplan-plan 5 ,\n.Xr careplan-template 5"));
}

int verb_manual(struct options *options)
{
	struct manual m = { .buf = BUF_IN(options->arena), .lang = options->ui };

	if (options->inputs.len > 0)
		return cli_usage(options,
				 TEXT2("'manual' không nhận tham số: careplan manual | man -l -",
				       "'manual' takes no arguments: careplan manual | man -l -"),
				 SLICE_NONE, SLICE_NONE);
	head_put(&m, options->today);
	for (int i = 0; cli_verb(i); i++)
		verb_put(&m, cli_verb(i));
	tail_put(&m);
	cli_out(buf_slice(&m.buf));
	return EXIT_DONE;
}
