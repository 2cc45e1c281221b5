/* Method: the table is a flow: a cell carries its persons from its row to its group's column, that to the column, that
 * to the whole, and the whole back to the rows. In every node what comes in goes out. Where some edge is not whole
 * there is a cycle of such edges; a step around it, as long as no edge leaves the interval between its two whole
 * numbers, makes at least one of them whole and keeps every sum. Of the two directions the one is taken after which the
 * cycle's edges lie nearer, in squares, to what they were. When no edge is left all are whole. Sources: L. H. Cox
 * (1987), A constructive procedure for unbiased controlled rounding, Journal of the American Statistical Association
 * 82, 520-524 (the cycles, there with a random direction); B. D. Causey, L. H. Cox & L. R. Ernst (1985), Applications
 * of transportation theory to statistical problems, JASA 80, 903-909 (that such roundings of two-way tables always
 * exist). One list: the largest remainder, A. Hamilton (1792), in M. L. Balinski & H. P. Young (1982), Fair
 * Representation, chapter 3.
 * Limits: near to the nearest rounding, but not proven to be the nearest; three-way margins (of sexes within ages over
 * all rows at once) can be impossible and are not promised. */
#include "num/round_priv.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory_priv.h"

#define WHOLE 1e-9    /* persons: nearer to a whole number than this is whole; sums of 1e7 doubles are not nearer */
#define STRANDED 1e-4 /* persons that such roundings may have added up to in one node */

static const uint32_t none = UINT32_MAX;

/* An edge from one node to another, now and before any rounding. */
typedef struct edge {
    double value, first;
    uint32_t from, to;
} edge;

/* A node of the path and the edge into it: sign 1 along the edge, -1 against it. */
typedef struct step {
    double sign;
    uint32_t edge, node;
} step;

/* Numbers of 32 bits: a year of a municipality stays in the nearest cache. */
struct koh_round_workspace {
    uint32_t n_edges, n_nodes, n_path;
    edge *edge;          /* [n_edges] */
    unsigned char *done; /* [n_edges] not 0: whole */
    uint32_t *offset;    /* [n_nodes + 1] */
    uint32_t *edges;     /* [2 n_edges] edges of a node */
    uint32_t *alive;     /* [n_nodes] how many of them may not be whole */
    uint32_t *place;     /* [n_nodes] 1 + its place on the path, 0 = not on it */
    step *path;          /* [n_nodes + 1] */
};

/* Of a value >= 0 below 2^53: what a library's floor gives, without calling it. */
static inline double whole_below(double value)
{
    return (double) (int64_t) value;
}

static inline double nearest_whole(double value)
{
    return (double) (int64_t) (value + 0.5);
}

static inline double distance(double value)
{
    return fabs(value - nearest_whole(value));
}

koh_status koh__round_parts(size_t n, const double *values, double total, double *rounded)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(values[i] >= 0) || !isfinite(values[i])) {
            return KOH_EDOMAIN;
        }
        sum += floor(values[i]);
    }
    const double missing = total - sum;
    if (!(missing >= 0 && missing <= (double) n) || floor(missing) != missing) {
        return KOH_EDOMAIN;
    }
    /* A value that is rounded up is marked by its negative until all are chosen. */
    memmove(rounded, values, n * sizeof *values);
    for (size_t left = (size_t) missing; left > 0; left--) {
        size_t best = n;
        for (size_t i = 0; i < n; i++) {
            const int up = signbit(rounded[i]) != 0;
            if (!up && (best == n || rounded[i] - floor(rounded[i]) > rounded[best] - floor(rounded[best]))) {
                best = i;
            }
        }
        rounded[best] = -rounded[best];
    }
    for (size_t i = 0; i < n; i++) {
        rounded[i] = signbit(rounded[i]) != 0 ? floor(-rounded[i]) + 1 : floor(rounded[i]);
    }
    return KOH_OK;
}

void koh__round_workspace_free(koh_round_workspace *ws)
{
    if (ws == NULL) {
        return;
    }
    void *const blocks[] = { ws->edge, ws->done, ws->offset, ws->edges, ws->alive, ws->place, ws->path };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        koh__free(blocks[i]);
    }
    koh__free(ws);
}

/* Nodes: rows, then groups by column, then columns, then the end of the columns and the start of the rows. Edges:
 * cells, then groups by column, then columns, then rows, then the whole. */
static void connect(const koh_round_table *t, koh_round_workspace *ws)
{
    const uint32_t rows = (uint32_t) t->n_rows, n_columns = (uint32_t) t->n_columns;
    const uint32_t n_groups = (uint32_t) t->n_groups * n_columns, columns = rows + n_groups, end = columns + n_columns;
    edge *e = ws->edge;
    for (uint32_t r = 0; r < rows; r++) {
        for (uint32_t c = 0; c < n_columns; c++) {
            *e++ = (edge){ 0, 0, r, rows + (uint32_t) t->group[r] * n_columns + c };
        }
    }
    for (uint32_t i = 0; i < n_groups; i++) {
        *e++ = (edge){ 0, 0, rows + i, columns + i % n_columns };
    }
    for (uint32_t c = 0; c < n_columns; c++) {
        *e++ = (edge){ 0, 0, columns + c, end };
    }
    for (uint32_t r = 0; r < rows; r++) {
        *e++ = (edge){ 0, 0, end + 1, r };
    }
    *e = (edge){ 0, 0, end, end + 1 };
}

/* The lists of edges by node. */
static void index_nodes(koh_round_workspace *ws)
{
    for (uint32_t e = 0; e < ws->n_edges; e++) {
        ws->offset[ws->edge[e].from + 1]++;
        ws->offset[ws->edge[e].to + 1]++;
    }
    for (uint32_t v = 0; v < ws->n_nodes; v++) {
        ws->offset[v + 1] += ws->offset[v];
    }
    for (uint32_t e = 0; e < ws->n_edges; e++) {
        const uint32_t ends[] = { ws->edge[e].from, ws->edge[e].to };
        for (size_t k = 0; k < 2; k++) {
            ws->edges[ws->offset[ends[k]] + ws->alive[ends[k]]++] = e;
        }
    }
}

koh_status koh__round_workspace_new(const koh_round_table *t, koh_round_workspace **workspace)
{
    const size_t most = INT32_MAX / 4; /* cells: with all sums, and twice in the lists, they have numbers of 32 bits */
    const size_t lines = t->n_columns + 1;
    if (t->n_columns >= most || t->n_rows > most / lines || t->n_groups > most / lines) {
        return KOH_ELIMIT;
    }
    koh_round_workspace *ws = KOH_NEW(1, koh_round_workspace);
    if (ws == NULL) {
        return KOH_ENOMEM;
    }
    ws->n_edges = (uint32_t) (t->n_rows * lines + t->n_groups * t->n_columns + t->n_columns + 1);
    ws->n_nodes = (uint32_t) (t->n_rows + t->n_groups * t->n_columns + t->n_columns + 2);
    ws->edge = KOH_NEW(ws->n_edges, edge);
    ws->done = KOH_NEW(ws->n_edges, unsigned char);
    ws->offset = KOH_NEW(ws->n_nodes + 1, uint32_t);
    ws->edges = KOH_NEW(2 * (size_t) ws->n_edges, uint32_t);
    ws->alive = KOH_NEW(ws->n_nodes, uint32_t);
    ws->place = KOH_NEW(ws->n_nodes, uint32_t);
    ws->path = KOH_NEW(ws->n_nodes + 1, step);
    if (ws->edge == NULL || ws->done == NULL || ws->offset == NULL || ws->edges == NULL || ws->alive == NULL ||
        ws->place == NULL || ws->path == NULL) {
        koh__round_workspace_free(ws);
        return KOH_ENOMEM;
    }
    connect(t, ws);
    index_nodes(ws);
    *workspace = ws;
    return KOH_OK;
}

/* Sets all edges from the cells. */
static void fill(const koh_round_table *t, const double *cells, koh_round_workspace *ws)
{
    const size_t n = t->n_rows * t->n_columns, n_groups = t->n_groups * t->n_columns;
    edge *groups = ws->edge + n, *columns = groups + n_groups, *rows = columns + t->n_columns;
    edge *whole = rows + t->n_rows;
    for (edge *e = groups; e <= whole; e++) {
        e->value = 0;
    }
    for (size_t r = 0; r < t->n_rows; r++) {
        edge *group = groups + t->group[r] * t->n_columns;
        for (size_t c = 0; c < t->n_columns; c++) {
            const double value = cells[r * t->n_columns + c];
            ws->edge[r * t->n_columns + c].value = value;
            group[c].value += value;
            rows[r].value += value;
        }
    }
    for (size_t g = 0; g < t->n_groups; g++) {
        for (size_t c = 0; c < t->n_columns; c++) {
            columns[c].value += groups[g * t->n_columns + c].value;
        }
    }
    for (size_t c = 0; c < t->n_columns; c++) {
        whole->value += columns[c].value;
    }
    for (size_t e = 0; e < ws->n_edges; e++) {
        edge *here = &ws->edge[e];
        ws->done[e] = distance(here->value) <= WHOLE;
        here->value = ws->done[e] ? nearest_whole(here->value) : here->value;
        here->first = here->value;
    }
    for (size_t v = 0; v < ws->n_nodes; v++) {
        ws->alive[v] = ws->offset[v + 1] - ws->offset[v];
        ws->place[v] = 0;
    }
    ws->n_path = 0;
}

/* An edge of a node that is not whole and not `arrived`; whole ones are dropped from its list on the way. */
static uint32_t edge_of(koh_round_workspace *ws, uint32_t node, uint32_t arrived)
{
    uint32_t *const list = ws->edges + ws->offset[node];
    const unsigned char *const done = ws->done;
    uint32_t n = ws->alive[node], found = none;
    for (uint32_t i = n; found == none && i-- > 0;) {
        const uint32_t e = list[i];
        if (done[e]) {
            list[i] = list[--n];
            list[n] = e;
        } else if (e != arrived) {
            found = e;
        }
    }
    ws->alive[node] = n;
    return found;
}

/* The room of a cycle's edges in either direction, and the squares after going as far as there is room. The cycle's
 * edges are those of path[start + 1 ..], each from the node before to its own. Returns the place of the first that
 * became whole: up to it a walk from the start would take the same edges again. */
static uint32_t push(koh_round_workspace *ws, uint32_t start)
{
    const step *const end = ws->path + ws->n_path, *const begin = ws->path + start + 1;
    edge *const edges = ws->edge;
    unsigned char *const done = ws->done;
    double ahead = 1, back = 1, square[2] = { 0, 0 };
    for (const step *s = begin; s < end; s++) {
        const double value = edges[s->edge].value, below = value - whole_below(value), above = 1 - below;
        const double up = s->sign < 0 ? below : above, down = s->sign < 0 ? above : below;
        ahead = up < ahead ? up : ahead;
        back = down < back ? down : back;
    }
    for (const step *s = begin; s < end; s++) {
        const double moved = edges[s->edge].value - edges[s->edge].first;
        square[0] += (moved + s->sign * ahead) * (moved + s->sign * ahead);
        square[1] += (moved - s->sign * back) * (moved - s->sign * back);
    }
    const double length = square[1] < square[0] ? -back : ahead;
    const step *first = end;
    for (const step *s = end; s-- > begin;) {
        const double value = edges[s->edge].value + s->sign * length, whole = nearest_whole(value);
        if (fabs(value - whole) <= WHOLE) {
            edges[s->edge].value = whole;
            done[s->edge] = 1;
            first = s;
        } else {
            edges[s->edge].value = value;
        }
    }
    return first == end ? start + 1 : (uint32_t) (first - ws->path);
}

/* Shortens the path to its first n nodes. */
static void retreat(koh_round_workspace *ws, uint32_t n)
{
    while (ws->n_path > n) {
        ws->n_path--;
        ws->place[ws->path[ws->n_path].node] = 0;
    }
}

/* Writes a node behind the path, and the edge by which it is reached. */
static void put(koh_round_workspace *ws, uint32_t e, uint32_t node)
{
    ws->path[ws->n_path++] = (step){ e == none || ws->edge[e].to == node ? 1 : -1, e, node };
}

static void advance(koh_round_workspace *ws, uint32_t e, uint32_t node)
{
    put(ws, e, node);
    ws->place[node] = ws->n_path;
}

/* Makes every edge whole that is on a cycle with or behind `node`. */
static koh_status clear(koh_round_workspace *ws, uint32_t node)
{
    advance(ws, none, node);
    while (ws->n_path > 0) {
        const uint32_t here = ws->path[ws->n_path - 1].node, arrived = ws->path[ws->n_path - 1].edge;
        const uint32_t e = edge_of(ws, here, arrived);
        if (e == none && arrived != none) { /* alone in its node: whole but for what the sums lost */
            edge *last = &ws->edge[arrived];
            if (distance(last->value) > STRANDED) {
                return KOH_EINTERNAL;
            }
            last->value = nearest_whole(last->value);
            ws->done[arrived] = 1;
        }
        if (e == none) {
            retreat(ws, ws->n_path - 1);
            continue;
        }
        const uint32_t next = ws->edge[e].from == here ? ws->edge[e].to : ws->edge[e].from;
        const uint32_t start = ws->place[next];
        if (start == 0) {
            advance(ws, e, next);
            continue;
        }
        put(ws, e, next); /* closes the cycle; the path has room for one more */
        const uint32_t kept = push(ws, start - 1);
        ws->n_path--;
        retreat(ws, kept);
    }
    return KOH_OK;
}

/* Does every node give what it takes? */
static int adds_up(const koh_round_workspace *ws, uint32_t node)
{
    double sum = 0;
    for (uint32_t i = ws->offset[node]; i < ws->offset[node + 1]; i++) {
        const edge *e = &ws->edge[ws->edges[i]];
        sum += e->from == node ? -e->value : e->value;
    }
    return sum == 0;
}

koh_status koh__round_table(const koh_round_table *t, koh_round_workspace *ws, double *cells)
{
    const size_t n = t->n_rows * t->n_columns;
    for (size_t i = 0; i < n; i++) {
        if (!(cells[i] >= 0) || !isfinite(cells[i])) {
            return KOH_EDOMAIN;
        }
    }
    fill(t, cells, ws);
    koh_status status = KOH_OK;
    for (uint32_t v = 0; v < ws->n_nodes && status == KOH_OK; v++) {
        status = clear(ws, v);
    }
    for (uint32_t v = 0; v < ws->n_nodes && status == KOH_OK; v++) {
        status = adds_up(ws, v) ? KOH_OK : KOH_EINTERNAL;
    }
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        cells[i] = ws->edge[i].value;
    }
    return status;
}
