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

static const size_t none = SIZE_MAX;

struct koh_round_workspace {
    size_t n_edges, n_nodes;
    size_t *from, *to;        /* [n_edges] nodes */
    double *value, *first;    /* [n_edges] now, and before any rounding */
    unsigned char *done;      /* [n_edges] not 0: whole */
    size_t *offset, *edges;   /* [n_nodes + 1], [2 n_edges]: edges of a node */
    size_t *alive;            /* [n_nodes] how many of them may not be whole */
    size_t *place;            /* [n_nodes] 1 + its place on the path, 0 = not on it */
    size_t *path, *path_node; /* [n_nodes + 1] edge into the node at a place, and the node */
    double *sign;             /* [n_nodes + 1] of that edge: 1 along it, -1 against it */
    size_t n_path;
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
        size_t best = none;
        for (size_t i = 0; i < n; i++) {
            const int up = signbit(rounded[i]) != 0;
            if (!up && (best == none || rounded[i] - floor(rounded[i]) > rounded[best] - floor(rounded[best]))) {
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
    void *const blocks[] = { ws->from,  ws->to,    ws->value, ws->first, ws->done,      ws->offset,
                             ws->edges, ws->alive, ws->place, ws->path,  ws->path_node, ws->sign };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        koh__free(blocks[i]);
    }
    koh__free(ws);
}

/* Nodes: rows, then groups by column, then columns, then the end of the columns and the start of the rows. Edges:
 * cells, then groups by column, then columns, then rows, then the whole. */
static void connect(const koh_round_table *t, koh_round_workspace *ws)
{
    const size_t groups = t->n_rows, columns = groups + t->n_groups * t->n_columns, end = columns + t->n_columns;
    size_t e = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        for (size_t c = 0; c < t->n_columns; c++, e++) {
            ws->from[e] = r;
            ws->to[e] = groups + t->group[r] * t->n_columns + c;
        }
    }
    for (size_t i = 0; i < t->n_groups * t->n_columns; i++, e++) {
        ws->from[e] = groups + i;
        ws->to[e] = columns + i % t->n_columns;
    }
    for (size_t c = 0; c < t->n_columns; c++, e++) {
        ws->from[e] = columns + c;
        ws->to[e] = end;
    }
    for (size_t r = 0; r < t->n_rows; r++, e++) {
        ws->from[e] = end + 1;
        ws->to[e] = r;
    }
    ws->from[e] = end;
    ws->to[e] = end + 1;
}

/* The lists of edges by node. */
static void index_nodes(koh_round_workspace *ws)
{
    for (size_t e = 0; e < ws->n_edges; e++) {
        ws->offset[ws->from[e] + 1]++;
        ws->offset[ws->to[e] + 1]++;
    }
    for (size_t v = 0; v < ws->n_nodes; v++) {
        ws->offset[v + 1] += ws->offset[v];
    }
    for (size_t e = 0; e < ws->n_edges; e++) {
        const size_t ends[] = { ws->from[e], ws->to[e] };
        for (size_t k = 0; k < 2; k++) {
            ws->edges[ws->offset[ends[k]] + ws->alive[ends[k]]++] = e;
        }
    }
}

koh_status koh__round_workspace_new(const koh_round_table *t, koh_round_workspace **workspace)
{
    if (t->n_columns > 0 && (t->n_rows > INT32_MAX / t->n_columns || t->n_groups > INT32_MAX / t->n_columns)) {
        return KOH_ELIMIT;
    }
    koh_round_workspace *ws = KOH_NEW(1, koh_round_workspace);
    if (ws == NULL) {
        return KOH_ENOMEM;
    }
    ws->n_edges = t->n_rows * t->n_columns + t->n_groups * t->n_columns + t->n_columns + t->n_rows + 1;
    ws->n_nodes = t->n_rows + t->n_groups * t->n_columns + t->n_columns + 2;
    size_t **const lists[] = { &ws->from,  &ws->to,    &ws->offset, &ws->edges,
                               &ws->alive, &ws->place, &ws->path,   &ws->path_node };
    const size_t sizes[] = { ws->n_edges, ws->n_edges, ws->n_nodes + 1, 2 * ws->n_edges,
                             ws->n_nodes, ws->n_nodes, ws->n_nodes + 1, ws->n_nodes + 1 };
    ws->value = KOH_NEW(ws->n_edges, double);
    ws->first = KOH_NEW(ws->n_edges, double);
    ws->done = KOH_NEW(ws->n_edges, unsigned char);
    ws->sign = KOH_NEW(ws->n_nodes + 1, double);
    int failed = ws->value == NULL || ws->first == NULL || ws->done == NULL || ws->sign == NULL;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        *lists[i] = KOH_NEW(sizes[i], size_t);
        failed |= *lists[i] == NULL;
    }
    if (failed) {
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
    double *groups = ws->value + n, *columns = groups + n_groups, *rows = columns + t->n_columns;
    double *whole = rows + t->n_rows;
    memset(groups, 0, (ws->n_edges - n) * sizeof *groups);
    memcpy(ws->value, cells, n * sizeof *cells);
    for (size_t i = 0; i < n; i++) {
        const size_t r = i / t->n_columns, c = i % t->n_columns;
        groups[t->group[r] * t->n_columns + c] += cells[i];
        rows[r] += cells[i];
    }
    for (size_t i = 0; i < n_groups; i++) {
        columns[i % t->n_columns] += groups[i];
    }
    for (size_t c = 0; c < t->n_columns; c++) {
        *whole += columns[c];
    }
    for (size_t e = 0; e < ws->n_edges; e++) {
        ws->done[e] = distance(ws->value[e]) <= WHOLE;
        ws->value[e] = ws->done[e] ? nearest_whole(ws->value[e]) : ws->value[e];
        ws->first[e] = ws->value[e];
    }
    for (size_t v = 0; v < ws->n_nodes; v++) {
        ws->alive[v] = ws->offset[v + 1] - ws->offset[v];
        ws->place[v] = 0;
    }
    ws->n_path = 0;
}

/* An edge of a node that is not whole and not `arrived`; whole ones are dropped from its list on the way. */
static size_t edge_of(koh_round_workspace *ws, size_t node, size_t arrived)
{
    size_t *list = ws->edges + ws->offset[node];
    for (size_t i = ws->alive[node]; i-- > 0;) {
        const size_t e = list[i];
        if (ws->done[e]) {
            ws->alive[node]--;
            list[i] = list[ws->alive[node]];
            list[ws->alive[node]] = e;
        } else if (e != arrived) {
            return e;
        }
    }
    return none;
}

/* The room of a cycle's edges in either direction, and the squares after going as far as there is room. The cycle's
 * edges are path[start + 1 ..], each from path_node[k - 1] to path_node[k]. Returns the place of the first that became
 * whole: up to it a walk from the start would take the same edges again. */
static size_t push(koh_round_workspace *ws, size_t start)
{
    double room[2] = { 1, 1 }, square[2] = { 0, 0 };
    for (size_t k = start + 1; k < ws->n_path; k++) {
        const size_t e = ws->path[k];
        const int back = ws->sign[k] < 0;
        const double below = ws->value[e] - whole_below(ws->value[e]);
        room[back] = 1 - below < room[back] ? 1 - below : room[back];
        room[!back] = below < room[!back] ? below : room[!back];
    }
    for (size_t k = start + 1; k < ws->n_path; k++) {
        const size_t e = ws->path[k];
        const double sign = ws->sign[k], moved = ws->value[e] - ws->first[e];
        square[0] += (moved + sign * room[0]) * (moved + sign * room[0]);
        square[1] += (moved - sign * room[1]) * (moved - sign * room[1]);
    }
    const double step = square[1] < square[0] ? -room[1] : room[0];
    size_t first = none;
    for (size_t k = start + 1; k < ws->n_path; k++) {
        const size_t e = ws->path[k];
        const double value = ws->value[e] + ws->sign[k] * step, whole = nearest_whole(value);
        ws->done[e] = fabs(value - whole) <= WHOLE;
        ws->value[e] = ws->done[e] ? whole : value;
        first = first == none && ws->done[e] ? k : first;
    }
    return first == none ? start + 1 : first;
}

/* Shortens the path to its first n nodes. */
static void retreat(koh_round_workspace *ws, size_t n)
{
    while (ws->n_path > n) {
        ws->n_path--;
        ws->place[ws->path_node[ws->n_path]] = 0;
    }
}

static void advance(koh_round_workspace *ws, size_t edge, size_t node)
{
    ws->path[ws->n_path] = edge;
    ws->path_node[ws->n_path] = node;
    ws->sign[ws->n_path] = edge == none || ws->to[edge] == node ? 1 : -1;
    ws->place[node] = ++ws->n_path;
}

/* Makes every edge whole that is on a cycle with or behind `node`. */
static koh_status clear(koh_round_workspace *ws, size_t node)
{
    advance(ws, none, node);
    while (ws->n_path > 0) {
        const size_t here = ws->path_node[ws->n_path - 1], arrived = ws->path[ws->n_path - 1];
        const size_t e = edge_of(ws, here, arrived);
        if (e == none && arrived != none) { /* alone in its node: whole but for what the sums lost */
            if (distance(ws->value[arrived]) > STRANDED) {
                return KOH_EINTERNAL;
            }
            ws->value[arrived] = nearest_whole(ws->value[arrived]);
            ws->done[arrived] = 1;
        }
        if (e == none) {
            retreat(ws, ws->n_path - 1);
            continue;
        }
        const size_t next = ws->from[e] == here ? ws->to[e] : ws->from[e];
        if (ws->place[next] == 0) {
            advance(ws, e, next);
            continue;
        }
        const size_t start = ws->place[next];
        ws->path[ws->n_path] = e; /* closes the cycle; the path has room for one more */
        ws->sign[ws->n_path] = ws->to[e] == next ? 1 : -1;
        ws->path_node[ws->n_path++] = next;
        const size_t kept = push(ws, start - 1);
        ws->n_path--;
        retreat(ws, kept);
    }
    return KOH_OK;
}

/* Does every node give what it takes? */
static int adds_up(const koh_round_workspace *ws, size_t node)
{
    double sum = 0;
    for (size_t i = ws->offset[node]; i < ws->offset[node + 1]; i++) {
        const size_t e = ws->edges[i];
        sum += ws->from[e] == node ? -ws->value[e] : ws->value[e];
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
    for (size_t v = 0; v < ws->n_nodes && status == KOH_OK; v++) {
        status = clear(ws, v);
    }
    for (size_t v = 0; v < ws->n_nodes && status == KOH_OK; v++) {
        status = adds_up(ws, v) ? KOH_OK : KOH_EINTERNAL;
    }
    if (status == KOH_OK) {
        memcpy(cells, ws->value, n * sizeof *cells);
    }
    return status;
}
