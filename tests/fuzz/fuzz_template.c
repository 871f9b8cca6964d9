/* A section template: its check, and what is made from one that has passed. */
#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const runs[][6] = {
		{ "template", "check", "template.toml" },
		{ "schema", "--template", "template.toml" },
		{ "explain", "--all", "--template", "template.toml" },
		{ "new", "--blank", "--template", "template.toml", "-" },
	};

	target_file("template.toml", data, size);
	for (size_t i = 0; i < sizeof(runs) / sizeof(*runs); i++)
		target_run(runs[i]);
	return 0;
}
