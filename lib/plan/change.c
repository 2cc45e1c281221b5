/* The components of change: how a year's balance of persons is told, and in which order. */
#include <math.h>

#include "plan/change_priv.h"

/* A component and how it enters the balance. */
typedef struct component {
    const char *id;
    int sign;
} component;

enum { BIRTHS = 0, DEATHS, NET, IN, OUT, IMMIGRATION, EMIGRATION, EXCESS_DEATHS, ARRIVALS, ONWARD_MOVES, COMPONENTS };

static const component all[COMPONENTS] = {
    [BIRTHS] = { "births", 1 },          [DEATHS] = { "deaths", -1 },
    [NET] = { "net_migration", 1 },      [IN] = { "in_migration", 1 },
    [OUT] = { "out_migration", -1 },     [IMMIGRATION] = { "immigration", 1 },
    [EMIGRATION] = { "emigration", -1 }, [EXCESS_DEATHS] = { "excess_deaths", -1 },
    [ARRIVALS] = { "arrivals", 1 },      [ONWARD_MOVES] = { "onward_moves", -1 },
};

static int is_told(const koh_frame *f, size_t c)
{
    switch (c) {
    case BIRTHS:
    case DEATHS:
        return 1;
    case NET:
        return f->gross == NULL;
    case IN:
    case OUT:
    case IMMIGRATION:
    case EMIGRATION:
        return f->gross != NULL;
    default:
        return koh__shocks_move_persons(f->plan);
    }
}

koh_status koh__components_axis(const koh_frame *f, koh_axis *axis, const int **sign)
{
    const char **ids = KOH_TAKE(f->result->arena, COMPONENTS, const char *);
    int *signs = KOH_TAKE(f->result->arena, COMPONENTS, int);
    size_t n = 0;
    if (ids == NULL || signs == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t c = 0; c < COMPONENTS; c++) {
        if (is_told(f, c)) {
            ids[n] = all[c].id;
            signs[n++] = all[c].sign;
        }
    }
    *axis = (koh_axis){ "component", n, NULL, ids };
    *sign = signs;
    return KOH_OK;
}

void koh__components_note(const koh_frame *f, size_t t, const koh_proj_totals *total, double *components)
{
    static const double none[KOH_SHOCK_COMPONENTS] = { 0 };
    const double *change = f->shocks != NULL ? f->shocks->change + t * KOH_SHOCK_COMPONENTS : none;
    const double net = total->net - (change[1] - change[0] - change[2]);
    const double values[COMPONENTS] = {
        [BIRTHS] = total->births[KOH_FEMALE] + total->births[KOH_MALE],
        [DEATHS] = total->deaths,
        [NET] = net,
        [IN] = total->in + fmax(net, 0),
        [OUT] = total->out + fmax(-net, 0),
        [IMMIGRATION] = total->immigration,
        [EMIGRATION] = total->emigration,
        [EXCESS_DEATHS] = change[0],
        [ARRIVALS] = change[1],
        [ONWARD_MOVES] = change[2],
    };
    size_t n = 0;
    for (size_t c = 0; c < COMPONENTS; c++) {
        n += is_told(f, c) != 0;
    }
    double *row = components + t * n;
    for (size_t c = 0; c < COMPONENTS; c++) {
        if (is_told(f, c)) {
            *row++ = values[c];
        }
    }
}
