/* The standard theme. */
#include "layout/theme.h"

struct theme theme_standard(void)
{
	const double mm = 72.0 / 25.4;

	return (struct theme){
		.page_width = 595.28,
		.page_height = 841.89,
		.margin_top = 30 * mm,
		.margin_bottom = 24 * mm,
		.margin_left = 25 * mm,
		.margin_right = 20 * mm,
		.body = { 10, 15 },
		.table = { 9, 13 },
		.caption = { 8.5, 12 },
		.running = { 8, 10 },
		.cover_title = { 33, 40 },
		.cover_period = { 17, 24 },
		.headings = {
			{ { 21, 26 }, 30, 10 },
			{ { 13.5, 18 }, 20, 6 },
			{ { 11.5, 16 }, 15, 4 },
			{ { 10, 15 }, 10, 2 },
		},
		.ink = 0x17212b,
		.muted = 0x56616d,
		.accent = 0x0b6e69,
		.second = 0xb45309,
		.tint = 0xe9f3f2,
		.hairline = 0xd3dae0,
		.paper = 0xffffff,
		.paragraph_after = 7.5,
		.block_after = 12,
		.cell_padding = 7,
		.row_padding = 3.5,
		.smallest_table_type = 7,
		.chapter_room = 0.16,
	};
}
