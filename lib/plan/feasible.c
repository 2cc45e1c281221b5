/* The services that the staff can give, beside those that are needed. Staff of each profession goes to the services by
 * the plan's order, first come first, and within an order by what each needs; what is left over in one profession does
 * not stand in for another. Two shares of each service follow: by hours, when those who are there do what they can with
 * another mix of competence, and by mix, when the scarcest of the professions that make up a good part of the service
 * decides and standards stay. Users and hours follow the share by hours: users of places and dwellings wait, users of
 * hours get fewer. Where the plan says so, a share of those who would wait goes to a service of hours instead: users =
 * feasible + waiting + moved, and nobody is lost between services. They bring no staff, so they take part in the hours
 * that there are, and the hours cut in that service grow by what they would need. Assumption: a shortage shows at once;
 * services do not borrow from one another beyond their order. */
#include <math.h>
#include <string.h>

#include "plan/model_priv.h"
#include "plan/workforce_priv.h"

enum { SHARES = 2 };

#define SHORTAGE_ROUNDING 1e-9 /* of a need: staff that falls short by less is enough */

/* Standards hang on a profession that is at least a twentieth of a service's staff. Assumption: a tenth of a post of a
 * therapist does not close a ward. */
#define KEY_SHARE 0.05

static const char *const share_names[SHARES] = { "by_hours", "by_mix" };

typedef struct feasible {
    koh_frame *f;
    const double *supply;           /* [n_steps + 1][n_professions] */
    double *share, *users, *hours;  /* [n_steps + 1][n_services], share [..][SHARES] */
    double *moved, *received;       /* [n_steps + 1][n_services], or NULL: nobody moves */
    double *given, *needed, *worst; /* [n_services] of one year */
} feasible;

/* The order of a service; what informal carers no longer do comes last. */
static int order_of(const feasible *x, size_t k)
{
    return k < x->f->services.n ? x->f->plan->workforce->order[k] : KOH_ORDER_LAST;
}

/* The order after `last`, or 0 where there is none. */
static int next_order(const feasible *x, int last)
{
    int next = 0;
    for (size_t k = 0; k <= x->f->services.n; k++) {
        const int here = order_of(x, k);
        next = here > last && (next == 0 || here < next) ? here : next;
    }
    return next;
}

/* FTE of a service over professions at the row `needed` of a year. */
static double staff_of(const feasible *x, const double *needed, size_t k)
{
    const size_t m = x->f->professions.n;
    double sum = 0;
    for (size_t j = 0; j < m; j++) {
        sum += needed[k * m + j];
    }
    return sum;
}

/* The part of a need that what is left meets; unknown where one of them is. */
static double part_of(double left, double need)
{
    return isnan(left) ? left : isnan(need) ? need : fmax(left, 0) / need;
}

/* Shares out one profession in one year. */
static void share_out(const feasible *x, size_t t, size_t j)
{
    const size_t n = x->f->services.n, m = x->f->professions.n;
    const double *needed = x->f->staff_needed + t * (n + 1) * m;
    double left = x->supply[t * m + j];
    for (int now = next_order(x, 0); now > 0; now = next_order(x, now)) {
        double need = 0;
        for (size_t k = 0; k <= n; k++) {
            need += order_of(x, k) == now ? needed[k * m + j] : 0;
        }
        const double ratio = left >= need * (1 - SHORTAGE_ROUNDING) ? 1 : part_of(left, need);
        left -= need * ratio;
        for (size_t k = 0; k < n; k++) {
            const double here = needed[k * m + j];
            if (order_of(x, k) == now && here != 0) {
                x->given[k] += here * ratio;
                x->worst[k] = here < KEY_SHARE * x->needed[k] || x->worst[k] <= ratio ? x->worst[k] : ratio;
            }
        }
    }
}

static void fill_year(const feasible *x, size_t t)
{
    const koh_frame *f = x->f;
    const size_t n = f->services.n, m = f->professions.n;
    const koh_cube *hours = koh__result_cube(f->scenario, "demand/hours");
    for (size_t k = 0; k < n; k++) {
        x->given[k] = 0;
        x->needed[k] = staff_of(x, f->staff_needed + t * (n + 1) * m, k);
        x->worst[k] = 1;
    }
    for (size_t j = 0; j < m; j++) {
        share_out(x, t, j);
    }
    for (size_t k = 0; k < n; k++) {
        const double all = x->given[k] >= x->needed[k] * (1 - SHORTAGE_ROUNDING) ? 1 : x->given[k] / x->needed[k];
        const double share = x->needed[k] == 0 ? (double) NAN : all;
        x->share[(t * n + k) * SHARES] = share;
        x->share[(t * n + k) * SHARES + 1] = x->needed[k] == 0 ? (double) NAN : x->worst[k];
        x->users[t * n + k] = f->users[t * n + k] * share;
        x->hours[t * n + k] = hours->value[t * n + k] * share;
    }
}

/* Who goes elsewhere instead of waiting, in one year. */
static void move_year(const feasible *x, size_t t)
{
    const koh_plan_moved *moves = x->f->plan->workforce->moved;
    const size_t n = x->f->services.n;
    for (size_t k = 0; k < n; k++) {
        const double short_of = x->f->users[t * n + k] - x->users[t * n + k];
        const double moved =
            moves[k].share == NULL ? 0 : short_of * koh_quantity_at(moves[k].share, x->f->years.numbers[t]);
        x->moved[t * n + k] = moved;
        if (moves[k].share != NULL) {
            x->received[t * n + moves[k].to] += moved;
        }
    }
}

static double *add_cube(koh_frame *f, const char *path, const char *unit, size_t n_axes)
{
    const koh_cube form = { .path = path,
                            .unit = unit,
                            .time = "1 January",
                            .n_axes = n_axes,
                            .axes = { f->years, f->services, { "basis_of_share", SHARES, NULL, share_names } } };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    return cube == NULL ? NULL : cube->value;
}

koh_status koh__model_feasible(koh_frame *f)
{
    double *room = KOH_TAKE(f->result->arena, 3 * f->services.n, double);
    feasible x = { .f = f, .supply = koh__result_cube(f->scenario, "workforce/supply")->value };
    x.share = add_cube(f, "workforce/feasible_share", "share", 3);
    x.users = add_cube(f, "workforce/feasible_users", "persons", 2);
    x.hours = add_cube(f, "workforce/feasible_hours", "hours per year", 2);
    if (room == NULL || x.share == NULL || x.users == NULL || x.hours == NULL) {
        return KOH_ENOMEM;
    }
    if (f->plan->workforce->moved != NULL) {
        x.moved = add_cube(f, "workforce/feasible_moved", "persons", 2);
        x.received = add_cube(f, "workforce/feasible_received", "persons", 2);
        if (x.moved == NULL || x.received == NULL) {
            return KOH_ENOMEM;
        }
    }
    x.given = room;
    x.needed = room + f->services.n;
    x.worst = room + 2 * f->services.n;
    for (size_t t = 0; t <= f->n_steps; t++) {
        fill_year(&x, t);
        if (x.moved != NULL) {
            memset(x.received + t * f->services.n, 0, f->services.n * sizeof *x.received);
            move_year(&x, t);
        }
    }
    return KOH_OK;
}
