// Files by programs that others made: node formats.mjs FOLDER...    prints what is wrong, a line each; exit 1 if anything.
// Every figure's specification by Vega-Lite's own JSON Schema (ajv) and its compiler, every dataset by jsonstat-toolkit.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv"), JSONstat = require("jsonstat-toolkit");
const vegaLite = JSON.parse(fs.readFileSync(path.join(path.dirname(require.resolve("ajv/package.json")), "../vega-lite/build/vega-lite-schema.json"), "utf8"));
const isSpecification = new Ajv({ strict: false, allErrors: false, validateFormats: false }).compile(vegaLite);
let wrong = 0;

function expect(holds, file, what) {
    if (!holds) {
        console.log(`${file}: ${what}`);
        wrong++;
    }
}

function checkFigure(spec, file) {
    expect(isSpecification(spec), file, `no Vega-Lite: ${JSON.stringify(isSpecification.errors?.slice(0, 2))}`);
}

// Every cell of the file is the cell that the toolkit finds by the categories of all dimensions.
function checkDataset(json, file) {
    const set = JSONstat(json), sizes = json.size, n = sizes.reduce((all, size) => all * size, 1);
    expect(set.class === "dataset" && set.n === n && set.length === sizes.length, file, `read as ${set.class} of ${set.n} cells, not ${n}`);
    for (let i = 0; i < n; i += Math.max(1, Math.floor(n / 500))) {
        const query = {};
        let rest = i;
        for (let d = sizes.length - 1; d >= 0; d--) {
            query[json.id[d]] = set.Dimension(json.id[d]).id[rest % sizes[d]];
            rest = Math.floor(rest / sizes[d]);
        }
        const cell = set.Data(query), value = json.value[i] ?? null, status = json.status?.[i] ?? null;
        expect(cell !== null && cell.value === value && (cell.status ?? null) === status, file, `cell ${i} is ${JSON.stringify(cell)}, not ${value}, ${status}`);
    }
    for (const id of json.id) {
        const dimension = set.Dimension(id);
        expect(dimension !== null && dimension.label && dimension.id.every((code) => dimension.Category(code).label !== undefined), file,
            `dimension ${id} has no labels`);
    }
}

for (const folder of process.argv.slice(2)) {
    for (const [below, check, least] of [["figures", checkFigure, 10], ["jsonstat", checkDataset, 40]]) {
        const files = fs.readdirSync(path.join(folder, below));
        expect(files.length >= least, folder, `only ${files.length} files in ${below}`);
        for (const file of files) {
            check(JSON.parse(fs.readFileSync(path.join(folder, below, file), "utf8")), `${path.basename(folder)}/${below}/${file}`);
        }
    }
}
process.exit(wrong > 0 ? 1 : 0);
