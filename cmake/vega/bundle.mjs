// What draws the figures on screen, as a C source: node bundle.mjs OUT.c    (in a folder where `npm ci` has been run)
// The scripts of Vega, Vega-Lite and the interpreter of Vega's expressions (so that a page needs no eval), with the licences of
// all that is in them, and figures.js; zlib's form at the highest level, in base 64, in texts that any C compiler takes.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const PIECE = 4000; // C17 promises 4095 characters

function read(file) {
    return fs.readFileSync(path.join("node_modules", file), "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
}

// The interpreter comes as a module alone: what it takes from vega-util is in Vega too.
function interpreter() {
    const text = read("vega-interpreter/build/vega-interpreter.js");
    const [, taken] = text.match(/^import \{([^}]*)\} from 'vega-util';$/m);
    const [, given] = text.match(/^export \{ (\w+) as expressionInterpreter \};$/m);
    const inside = text.replace(/^import .*$/m, `const {${taken}} = vega;`).replace(/^export .*$/m, `return ${given};`);
    if (/^(import|export)\b/m.test(inside)) {
        throw new Error("vega-interpreter: more imports or exports than known");
    }
    return `var vegaInterpreter = (function () {\n${inside}})();\n`;
}

function licences() {
    const texts = new Map();
    for (const name of fs.readdirSync("node_modules").sort()) {
        const file = path.join("node_modules", name, "LICENSE");
        if (/^(vega|d3-|topojson|internmap|delaunator|robust-predicates|tslib|json-stringify)/.test(name) && fs.existsSync(file)) {
            const text = fs.readFileSync(file, "utf8").trim();
            texts.set(text, [...(texts.get(text) ?? []), name]);
        }
    }
    return [...texts].map(([text, names]) => `${names.join(", ")}:\n${text}\n`).join("\n").replaceAll("*/", "* /");
}

const versions = ["vega", "vega-lite", "vega-interpreter"].map((name) => {
    const about = JSON.parse(fs.readFileSync(path.join("node_modules", name, "package.json"), "utf8"));
    return `${name} ${about.version}`;
}).join(", ");
const script = `/*! ${versions}\n${licences()}*/\n${read("vega/build/vega.min.js")};\n${read("vega-lite/build/vega-lite.min.js")};\n${interpreter()}${fs.readFileSync("figures.js", "utf8")}`;
const packed = zlib.deflateSync(Buffer.from(script, "utf8"), { level: 9, memLevel: 9 }).toString("base64");
const pieces = packed.match(new RegExp(`.{1,${PIECE}}`, "g"));
fs.writeFileSync(process.argv[2], `/* Made by cmake/vega/bundle.mjs: ${versions}. */
#include "report/screen_priv.h"

const char *const koh__screen_bundle[] = {
${pieces.map((piece) => `    "${piece}",`).join("\n")}
    NULL
};
`);
