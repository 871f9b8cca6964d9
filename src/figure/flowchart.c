/* A process: its steps one under the other, and beside each question what its answers lead to. */
#include "figure/canvas.h"

#include "base/arena.h"

static const double step_gap = 15;
static const double answer_gap = 5;
static const double link = 26;    /* between a question and its answers */
static const double beside = 380; /* narrower than this, answers stand below their question */
static const double step_most = 230;

struct chart {
	struct canvas *canvas;
	double step_width;
	double answer_width;
	double answer_x;
	bool below;
	struct card *answers; /* of the step being set */
	size_t answer_count;
};

static void answers_find(struct chart *chart, size_t step)
{
	struct canvas *canvas = chart->canvas;
	const struct doc_figure *figure = canvas->figure;

	chart->answer_count = 0;
	for (size_t i = 0; i < figure->edge_count; i++) {
		const struct figure_edge *edge = &figure->edges[i];
		struct figure_node *answer;
		if (edge->from != step || !figure->nodes[edge->to].aside)
			continue;
		answer = ARENA_NEW(canvas->arena, struct figure_node);
		answer->title = edge->label;
		answer->note = figure->nodes[edge->to].title;
		chart->answers[chart->answer_count++] =
			card_measure(canvas, answer, chart->answer_width);
	}
}

static double answers_height(const struct chart *chart)
{
	double height = 0;

	for (size_t i = 0; i < chart->answer_count; i++)
		height += chart->answers[i].height + (i > 0 ? answer_gap : 0);
	return height;
}

/* The answers from y down, each with an arrow from the question. */
static void answers_put(struct chart *chart, double from_x, double from_y, double y)
{
	struct canvas *canvas = chart->canvas;

	for (size_t i = 0; i < chart->answer_count; i++) {
		const struct card *card = &chart->answers[i];
		double middle = y + card->height / 2;
		double bend = chart->below ? from_x : from_x + link / 2;
		struct shape *line;
		if (chart->below)
			line = canvas_line(canvas,
					   (const double[]){ bend, from_y, bend, middle,
							     chart->answer_x, middle },
					   3);
		else
			line = canvas_line(canvas,
					   (const double[]){ from_x, from_y, bend, from_y, bend,
							     middle, chart->answer_x, middle },
					   4);
		line->arrow = true;
		card_put(canvas, card, chart->answer_x, y, CARD_PLAIN);
		y += card->height + answer_gap;
	}
}

static double step_height(const struct chart *chart, const struct card *card)
{
	double answers = answers_height(chart);

	if (chart->below)
		return card->height + (answers > 0 ? answer_gap + 3 + answers : 0);
	return card->height > answers ? card->height : answers;
}

static void step_put(struct chart *chart, const struct card *card, double y, double height)
{
	double top = chart->below ? y : y + (height - card->height) / 2;

	card_put(chart->canvas, card, 0, top, card->node->decision ? CARD_LEAD : CARD_PLAIN);
	if (chart->answer_count == 0)
		return;
	if (chart->below)
		answers_put(chart, 14, top + card->height, top + card->height + answer_gap + 3);
	else
		answers_put(chart, card->width, top + card->height / 2,
			    y + (height - answers_height(chart)) / 2);
}

static bool any_answers(const struct doc_figure *figure)
{
	for (size_t i = 0; i < figure->node_count; i++) {
		if (figure->nodes[i].aside)
			return true;
	}
	return false;
}

static void chart_settle(struct chart *chart)
{
	double width = chart->canvas->width;

	chart->below = width < beside;
	chart->step_width = width;
	if (chart->below) {
		chart->answer_x = 30;
		chart->answer_width = width - 30;
	} else {
		chart->step_width = any_answers(chart->canvas->figure) ? width * 0.47 : step_most;
		chart->answer_x = chart->step_width + link;
		chart->answer_width = width - chart->answer_x;
	}
}

static bool leads_on(const struct doc_figure *figure, size_t step)
{
	for (size_t i = 0; i < figure->edge_count; i++) {
		if (figure->edges[i].from + 1 == step && figure->edges[i].to == step)
			return true;
	}
	return false;
}

void figure_flowchart(struct canvas *canvas)
{
	const struct doc_figure *figure = canvas->figure;
	struct chart chart = { .canvas = canvas };
	double y = 0;
	double before = -1; /* lower edge of the step before on this panel */

	chart.answers = ARENA_ARRAY(canvas->arena, figure->edge_count + 1, struct card);
	chart_settle(&chart);
	for (size_t i = 0; i < figure->node_count; i++) {
		double x = chart.below ? 7 : chart.step_width / 2;
		struct card card;
		double height;
		double top;
		if (figure->nodes[i].aside)
			continue;
		card = card_measure(canvas, &figure->nodes[i], chart.step_width);
		answers_find(&chart, i);
		height = step_height(&chart, &card);
		if (before >= 0 && y + step_gap + height > canvas->tallest) {
			canvas_panel(canvas);
			y = 0;
		} else if (before >= 0) {
			y += step_gap;
			top = chart.below ? y : y + (height - card.height) / 2;
			if (leads_on(figure, i))
				canvas_line(canvas, (const double[]){ x, before, x, top }, 2)
					->arrow = true;
		}
		step_put(&chart, &card, y, height);
		before = chart.below ? y + card.height : y + (height + card.height) / 2;
		y += height;
		canvas_last(canvas)->height = y + 1;
	}
}
