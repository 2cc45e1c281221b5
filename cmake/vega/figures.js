// The figures of a chapter on screen: each specification is drawn by Vega when its figure comes near, in place of the drawing that is
// printed. Pointing at it, or a slider by keyboard, tells its numbers; it can be saved as a picture. `given`: words, figures by id.
function kohortFigures(given) {
    "use strict";
    const WIDE = 544, LETTER = 7.5, LINE = 17; // pixels: of a figure that is not fitted to its room, of a letter and of a line of labels
    const tip = document.body.appendChild(document.createElement("div"));
    tip.className = "tip";
    tip.hidden = true;

    // A number as the page writes it.
    function number(value, spec) {
        if (value === null || value === undefined || Number.isNaN(value)) {
            return "..";
        }
        const { thousands, decimal, minus } = spec.config.locale.number;
        const [whole, part] = Math.abs(value).toFixed(spec.usermeta.decimals).split(".");
        const digits = whole.replace(/\B(?=(\d{3})+$)/g, thousands) + (part === undefined ? "" : decimal + part);
        return value < 0 && /[1-9]/.test(digits) ? minus + digits : digits;
    }

    // Lines of text for what is pointed at, or null.
    function tell(spec, datum) {
        const { form } = spec.usermeta, rows = spec.data.values;
        if (form === "lines") {
            const here = rows.filter((row) => row.x === datum.x && row.panel === datum.panel && row.value !== null);
            return [[datum.panel, datum.x].filter((word) => word !== undefined).join(", "),
                ...here.map((row) => `${row.series}: ${number(row.value, spec)}`)];
        }
        if (form === "pyramid") {
            return [datum.x, `${datum.series} ${datum.year}: ${number(Math.abs(datum.value), spec)}`];
        }
        return datum.high === undefined ? [datum.x, `${datum.series}: ${number(datum.value, spec)}`]
            : [datum.x, `${number(datum.low, spec)}–${number(datum.high, spec)}`];
    }

    function show(lines, x, y) {
        tip.replaceChildren(...lines.map((line) => Object.assign(document.createElement("div"), { textContent: line })));
        tip.hidden = false;
        tip.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - tip.offsetWidth - 8)) + scrollX}px`;
        tip.style.top = `${Math.max(8, Math.min(y + 14, innerHeight - tip.offsetHeight - 8)) + scrollY}px`;
    }

    function makeView(spec, changes) {
        const quiet = { level() { return this; }, error: (...words) => { throw new Error(words.join(" ")); }, warn() { return this; },
            info() { return this; }, debug() { return this; } };
        const shown = { ...spec, ...changes };
        const parsed = vega.parse(vegaLite.compile(shown, { logger: quiet }).spec, undefined, { ast: true });
        return new vega.View(parsed, { expr: vegaInterpreter, renderer: changes.title === null ? "svg" : "none", logger: quiet });
    }

    // Words in lines of so many letters, by name, as an expression that tells the label of an axis, a legend or a panel.
    function wrapped(names, letters) {
        const lines = Object.fromEntries(names.map((name) => [name, String(name).split(" ").reduce((made, word) => {
            const last = made.at(-1);
            return last !== undefined && last.length + word.length < letters ? [...made.slice(0, -1), `${last} ${word}`] : [...made, word];
        }, [])]));
        const text = JSON.stringify(lines).replace(/[\u2028\u2029]/g, " ");
        return { most: Math.max(...Object.values(lines).map((made) => made.length)), labelExpr: `(${text})[datum.label] || datum.label` };
    }

    // The figure for a window with so little room that it would have to be scrolled: narrower, panels below each other, long names in
    // lines. Where there is room only the names of panels are.
    function fitted(spec, room) {
        const made = structuredClone(spec), inner = made.spec ?? made, rows = spec.data.values, isBars = spec.usermeta.form === "bars";
        const of = (key) => [...new Set(rows.map((row) => row[key]).filter((name) => name !== undefined))];
        if (made.facet) {
            made.facet.header = { labelExpr: wrapped(of("panel"), Math.min(room, inner.width + 30) / LETTER).labelExpr, labelLimit: 0 };
        }
        if (room >= WIDE) {
            return made;
        }
        const column = isBars ? 0.36 * room : 0, names = isBars ? wrapped(of("x"), column / LETTER) : null;
        const bands = inner.layer.flatMap(({ transform }) => transform ?? []).filter((step) => step.as === "band").map((step) => JSON.parse(step.calculate));
        const { labelExpr } = wrapped([...of("series"), ...of("year"), ...bands], (room - 60) / LETTER);
        inner.width = Math.round(room - (isBars ? column + 40 : 70));
        made.config.legend.labelLimit = room;
        if (isBars) {
            inner.height = { step: Math.max(17, LINE * names.most + 6), for: "position" };
        }
        for (const { encoding } of inner.layer) {
            for (const channel of ["color", "strokeDash", "fill"].filter((name) => encoding[name]?.scale && encoding[name].legend !== null)) {
                encoding[channel].legend = { ...encoding[channel].legend, labelExpr };
            }
            if (isBars) {
                encoding.y.axis = { ...encoding.y.axis, labelExpr: names.labelExpr, labelLimit: 1.25 * column };
                encoding.x.axis = { ...encoding.x.axis, tickCount: 3 };
            }
        }
        if (made.facet) {
            made.columns = 1;
        }
        return made;
    }

    function unbound(spec) {
        return (spec.params ?? []).map(({ bind, ...rest }) => rest);
    }

    // A slider that moves a line over the years and tells the numbers there.
    function addReader(figure, box, spec, view) {
        const xs = [...new Set(spec.data.values.map((row) => row.x))].sort((a, b) => a - b), id = `${figure.id}-at`;
        const reader = document.createElement("div"), label = document.createElement("label");
        const input = document.createElement("input"), output = document.createElement("output");
        reader.className = "years";
        label.htmlFor = input.id = id;
        label.textContent = given.words.read;
        Object.assign(input, { type: "range", min: xs[0], max: xs.at(-1), step: 1, value: xs.at(-1) });
        output.htmlFor = id;
        function read(x) {
            const panels = [...new Set(spec.data.values.map((row) => row.panel))];
            const parts = panels.map((panel) => tell(spec, { x, panel }).slice(1)).map((lines, i) =>
                (panels.length > 1 ? `${panels[i]}: ` : "") + lines.join("; "));
            input.value = x;
            output.textContent = `${x}: ${parts.join(". ")}`;
            view.signal("at", x).runAsync();
        }
        input.addEventListener("input", () => read(Number(input.value)));
        input.addEventListener("focus", () => read(Number(input.value)));
        view.addEventListener("click", (event, item) => {
            if (item?.datum?.x !== undefined) {
                read(item.datum.x);
            }
        });
        reader.append(label, input, output);
        box.parentNode.after(reader);
        return reader;
    }

    function followYears(figure, view) {
        const input = figure.querySelector(".years input");
        input?.addEventListener("input", () => view.signal("year", Number(input.value)).runAsync());
        if (input) {
            view.signal("year", Number(input.value));
        }
    }

    async function save(figure, spec, view, kind) {
        const picture = makeView(fitted(spec, WIDE), { params: unbound(spec), padding: 12 });
        for (const { name } of spec.params ?? []) {
            picture.signal(name, view.signal(name));
        }
        await picture.runAsync();
        const blob = kind === "svg" ? new Blob([await picture.toSVG()], { type: "image/svg+xml" })
            : await new Promise((done, fail) => picture.toCanvas(2).then((canvas) => canvas.toBlob(done, "image/png"), fail));
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = `${figure.id}.${kind}`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
        picture.finalize();
    }

    async function draw(figure) {
        const spec = given.figures[figure.id], drawing = figure.querySelector(".chart"), box = document.createElement("div");
        const room = figure.clientWidth;
        const view = makeView(fitted(spec, room), { title: null, params: unbound(spec) });
        box.className = "drawn";
        box.setAttribute("aria-labelledby", drawing.getAttribute("aria-labelledby"));
        view.tooltip((handler, event, item, value) => {
            const lines = value && item?.datum ? tell(spec, item.datum) : null;
            if (lines) {
                show(lines, event.clientX, event.clientY);
            } else {
                tip.hidden = true;
            }
        });
        view.initialize(box);
        if (spec.usermeta.form === "pyramid") {
            followYears(figure, view);
        }
        await view.runAsync();
        box.setAttribute("role", "img"); // one picture with a name and a description, not its parts
        box.removeAttribute("aria-roledescription");
        box.removeAttribute("aria-label");
        const svg = box.querySelector("svg");
        svg.setAttribute("aria-hidden", "true");
        svg.style.minWidth = room < WIDE ? 0 : null;
        svg.style.maxWidth = `${Math.round((room < WIDE ? 1 : 1.15) * svg.getAttribute("width"))}px`; // letters as large as in the other figures
        drawing.after(box);
        figure.classList.add("live");
        let last = figure.querySelector(".years") ?? box.parentNode;
        if (spec.usermeta.form === "lines") {
            last = addReader(figure, box, spec, view);
        }
        const buttons = document.createElement("p");
        buttons.className = "save";
        for (const kind of ["png", "svg"]) {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = given.words[kind];
            button.setAttribute("aria-label", `${given.words[kind]}: ${given.words.figure} ${figure.id}`);
            button.addEventListener("click", () => save(figure, spec, view, kind));
            buttons.append(button, " ");
        }
        last.after(buttons);
    }

    addEventListener("keydown", (event) => {
        tip.hidden ||= event.key === "Escape";
    });
    addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
    const near = new IntersectionObserver((entries) => {
        for (const entry of entries.filter((e) => e.isIntersecting)) {
            near.unobserve(entry.target);
            draw(entry.target).catch((error) => { document.documentElement.dataset.undrawn = `${entry.target.id}: ${error.message}`; });
        }
    }, { rootMargin: "400px" });
    for (const figure of document.querySelectorAll("figure[id]")) {
        if (given.figures[figure.id]) {
            near.observe(figure);
        }
    }
}
