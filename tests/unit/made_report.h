#ifndef TESTS_UNIT_MADE_REPORT_H
#define TESTS_UNIT_MADE_REPORT_H

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "emit/json.h"
#include "rollup/rollup.h"

/* Reports of batches that never ran: three branches whose sums are known, and as many as wanted. */

static const char small_report[] =
	"{'format':1,'program':'careplan 0','lang':'vi','date':'2027-03-01',"
	"'base':{'file':'base.toml','title':'Kế hoạch chung','facts':{'headcount':'20',"
	"'currency':'VND','budget':{'total':'3000000000','limit':'2500000000',"
	"'inherited':false,'categories':[]},"
	"'kpis':[{'id':'fcr','name':'FCR','unit':'%','better':'more','target':'80'}],"
	"'hours':{'minutes':3000,'text':'T2–T6 08:00–18:00','seasons':[{'days':[0,364],"
	"'week':[[480,1080],[1920,2520],"
	"[3360,3960],[4800,5400],[6240,6840]]}]},"
	"'promises':[{'path':'p.first','name':'Phản hồi đầu','better':'less','unit':'second',"
	"'amount':'900','text':'15 phút'},{'path':'p.rate','name':'Tỷ lệ giải quyết',"
	"'better':'more','unit':'','amount':'90','text':'90 %'}]}},"
	"'expected':[{'id':'da-nang'},{'id':'can-tho','name':'Cần Thơ','region':'Nam'}],"
	"'plans':["
	"{'file':'a.toml','stem':'a','title':'A','status':'rendered','score':93,'errors':0,"
	"'warnings':2,'documents':{'html':'a.html','pdf':'a.pdf','md':'a.md'},"
	"'facts':{'branch':'da-nang','name':{'vi':'Đà Nẵng','en':'Da Nang'},'region':'Trung',"
	"'owner':'An','ends':'2027-12-31','review':'2027-02-28','headcount':'9.5','currency':'VND',"
	"'budget':{'total':'1200000000','inherited':false,'categories':["
	"{'key':'salary','label':{'vi':'Tiền lương','en':'Salaries'},'amount':'1000000000'},"
	"{'key':'training','label':{'vi':'Đào tạo','en':'Training'},'amount':'200000000'}]},"
	"'kpis':[{'id':'fcr','name':'FCR','unit':'%','better':'more','value':'90','target':'80',"
	"'volume':'100'},{'id':'ces','name':'CES','unit':'điểm','better':'less','value':'2.5',"
	"'target':'2'}],"
	"'hours':{'minutes':3000,'text':'T2–T6 09:00–19:00','seasons':[{'days':[0,364],"
	"'week':[[540,1140],[1980,2580],"
	"[3420,4020],[4860,5460],[6300,6900]]}]},"
	"'promises':[{'path':'p.first','name':'Phản hồi đầu','better':'less','unit':'second',"
	"'amount':'600','text':'10 phút'},{'path':'p.rate','name':'Tỷ lệ giải quyết',"
	"'better':'more','unit':'','amount':'85','text':'85 %'}]}},"
	"{'file':'b.toml','stem':'b','title':'B','status':'unchanged','score':70,'errors':0,"
	"'warnings':0,'documents':{'html':'b.html'},"
	"'facts':{'branch':'hue','name':'Huế','region':'Trung','ends':'2027-01-31',"
	"'review':'2027-06-30','headcount':'10','currency':'VND',"
	"'budget':{'total':'1500000000.5','inherited':true,'categories':["
	"{'key':'salary','label':{'vi':'Tiền lương','en':'Salaries'},'amount':'1500000000.5'}]},"
	"'kpis':[{'id':'fcr','name':'FCR','unit':'%','better':'more','value':'60','target':'80',"
	"'volume':'300'},{'id':'ces','name':'CES','unit':'điểm','better':'less','value':'1.5',"
	"'target':'2'}],"
	"'hours':{'minutes':3300,'text':'T2–T6 08:00–19:00','seasons':[{'days':[0,364],"
	"'week':[[480,1140],[1920,2580],"
	"[3360,4020],[4800,5460],[6240,6900]]}]},"
	"'promises':[{'path':'p.first','name':'Phản hồi đầu','better':'less','unit':"
	"'working-second','amount':'900','text':'15 phút làm việc'}]}},"
	"{'file':'c.toml','stem':'c','status':'failed','score':null,'errors':3,'warnings':1,"
	"'documents':{},'facts':null}]}";

/* The report with its quotes; json_decref gives it back. */
static inline json_t *report_of(const char *text)
{
	static char quoted[sizeof(small_report) * 4];
	size_t at = 0;

	for (; text[at] && at + 1 < sizeof(quoted); at++)
		quoted[at] = text[at] == '\'' ? '"' : text[at];
	quoted[at] = '\0';
	return json_loads(quoted, 0, NULL);
}

/* As it would come from a line of the ledger. */
static inline json_t *made_plan(void *plans, size_t at, const char *const *without)
{
	char *text = json_dumps(json_array_get(plans, at), JSON_COMPACT);
	json_t *plan = text ? json_read_without(slice_of(text), without) : NULL;

	free(text);
	return plan;
}

/* A report that is in memory as a whole. */
static inline struct rollup *rollup_of(struct arena *arena, const json_t *report, enum lang lang)
{
	json_t *plans = json_object_get(report, "plans");
	struct rollup_source source = { report, json_array_size(plans), made_plan, plans };

	return rollup_read(arena, &source, lang);
}

/* A number between two texts. */
static inline void made_text(json_t *table, const char *key, const char *before, int value,
			     const char *after)
{
	char text[160];

	snprintf(text, sizeof(text), "%s%d%s", before, value, after);
	json_object_set_new(table, key, json_string(text));
}

static inline json_t *made_kpis(int i)
{
	json_t *kpis = json_array();
	static const char *const names[] = { "FCR", "CSAT", "NPS", "Chờ máy" };
	static const char *const units[] = { "%", "điểm trên thang 5", "điểm", "giây" };

	for (int k = 0; k < 4; k++) {
		json_t *kpi = json_pack("{s:s, s:s, s:s, s:s}", "id", names[k], "name", names[k],
					"unit", units[k], "better", k == 3 ? "less" : "more");
		made_text(kpi, "value", k == 1 ? "4." : "",
			  k == 1 ? i % 7 + 1 : 60 + (i * 7 + k) % 25 + (i == 77 ? 900 : 0), "");
		made_text(kpi, "target", k == 1 ? "4." : "", k == 1 ? 5 : 75, "");
		if (i % 10 != 0 || k > 1)
			made_text(kpi, "volume", "", 100 + i % 50, "");
		json_array_append_new(kpis, kpi);
	}
	return kpis;
}

/* Hours on a Monday, all year. */
static inline json_t *made_hours(const char *text, int start, int end)
{
	return json_pack("{s:i, s:s, s:[{s:[i,i], s:[[i,i]]}]}", "minutes", end - start, "text",
			 text, "seasons", "days", 0, 364, "week", start, end);
}

static inline json_t *made_facts(int i)
{
	static const char *const regions[] = {
		"Đồng bằng sông Hồng", "Trung du Bắc Bộ", "Bắc Trung Bộ",           "Nam Trung Bộ",
		"Tây Nguyên",          "Đông Nam Bộ",     "Đồng bằng sông Cửu Long"
	};
	json_t *facts = json_object();
	json_t *budget = json_pack("{s:b, s:[]}", "inherited", i % 90 == 0, "categories");
	json_t *costs = json_object_get(budget, "categories");
	json_t *cost = json_pack("{s:s, s:{s:s, s:s}}", "key", "salary", "label", "vi",
				 "Tiền lương", "en", "Salaries");

	made_text(facts, "branch", "cn-", i, "");
	made_text(facts, "name", "Chi nhánh số ", i, "");
	if (i % 41 != 0)
		json_object_set_new(facts, "region", json_string(regions[i % 7]));
	made_text(facts, "headcount", "", 5 + i % 20, "");
	made_text(facts, "review", i % 30 == 0 ? "2027-02-" : "2027-09-", i % 18 + 10, "");
	made_text(facts, "ends", "20", i == 500 ? 26 : 27, "-12-31");
	json_object_set_new(facts, "currency", json_string("VND"));
	made_text(budget, "total", "", 100 + (5 + i % 20) * 150, "000000");
	made_text(cost, "amount", "", (5 + i % 20) * 150, "000000");
	json_array_append_new(costs, cost);
	cost = json_pack("{s:s, s:{s:s, s:s}, s:s}", "key", "training", "label", "vi", "Đào tạo",
			 "en", "Training", "amount", "100000000");
	json_array_append_new(costs, cost);
	json_object_set_new(facts, "budget", budget);
	json_object_set_new(facts, "kpis", made_kpis(i));
	json_object_set_new(facts, "hours",
			    i % 25 == 0 ? made_hours("T2 08:00–12:00", 480, 720)
					: made_hours("T2 08:00–18:00", 480, 1080));
	return facts;
}

static inline json_t *made_report(int count)
{
	json_t *report = report_of(small_report);
	json_t *plans = json_object_get(report, "plans");

	json_array_clear(plans);
	for (int i = 1; i <= count; i++) {
		bool failed = i % 97 == 0;
		json_t *plan =
			json_pack("{s:s, s:i, s:i, s:{}}", "status",
				  failed         ? "failed"
				  : i % 5 == 0   ? "rendered"
				  : i % 211 == 0 ? "timeout"
						 : "unchanged",
				  "errors", failed ? i % 4 + 1 : 0, "warnings", i % 3, "documents");
		json_t *documents = json_object_get(plan, "documents");
		made_text(plan, "file", "plans/cn-", i, ".toml");
		made_text(plan, "stem", "cn-", i, "");
		json_object_set_new(plan, "score",
				    i == 3 ? json_null() : json_integer(88 + i % 11 - i % 113));
		if (!failed) {
			made_text(documents, "html", "cn-", i, ".html");
			made_text(documents, "pdf", "cn-", i, ".pdf");
			made_text(documents, "md", "cn-", i, ".md");
		}
		json_object_set_new(plan, "facts", i == 3 ? json_null() : made_facts(i));
		json_array_append_new(plans, plan);
	}
	return report;
}

#endif
