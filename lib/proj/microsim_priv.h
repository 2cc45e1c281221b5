/* A microsimulation's inside: the laws of a year, the lives that follow them, and what is counted of them. */
#ifndef KOH_MICROSIM_PRIV_H
#define KOH_MICROSIM_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/microsim.h"
#include "num/rng_priv.h"
#include "proj/chance_priv.h"

/* A time within a year or over all is a whole number of these parts of a year: two seconds. */
#define KOH_LIFE_YEAR (UINT32_C(1) << 24)

/* Blocks of chance that belong to one person, and persons that a part can number. */
enum { KOH_LIFE_BLOCKS = 1 << 10, KOH_LIFE_PERSONS = 1 << 22, KOH_LIFE_FAMILY = 4096 };

/* Memory beyond the last state that a search may read. */
enum { KOH_LIFE_PAD = 8 };

/* What may happen to a person in a year, in the order in which it is asked. The first two do not end a life here. */
typedef enum koh_life_thing {
    KOH_LIFE_BIRTH = 0,
    KOH_LIFE_STEP,  /* of care */
    KOH_LIFE_EARLY, /* leaves at the start of the year, as part of a negative net number */
    KOH_LIFE_DEATH,
    KOH_LIFE_OUT,
    KOH_LIFE_EMIGRATION,
    KOH_LIFE_LATE, /* leaves at its end, likewise */
    KOH_LIFE_THINGS
} koh_life_thing;

/* A year of a person of one sex, age and level of care. Every thing has its own latent time, independent of the others;
 * whoever has left gives birth and steps no more. */
typedef struct koh_life_law {
    double none[KOH_LIFE_THINGS]; /* chance that nothing happens, of all things up to this one */
    double death, rate_death;     /* share, and hazard; at this level, whatever the next */
    double move, rate_move;       /* share of the survivors, and hazard: out-moves and emigration together */
    double births;                /* a year, while she lives here; 0 for men */
    double up, down;              /* steps a year */
} koh_life_law;

/* Who comes to a cell in a year, by age at its end; early by age at its start. Persons expected. */
typedef struct koh_life_arrivals {
    double in, immigration, late, early;
    double births, none; /* of a woman who comes, a year; chance of none in a year */
    double stay;         /* chance not to leave again at the year's end */
} koh_life_arrivals;

/* What all parts read. Rows of a sex are ages at the end of the year 0..A, and A + 1 for those who were A or older at
 * its start. A cohort is age - state + n_steps, the age being the true one. */
typedef struct koh_life_world {
    size_t n_age, n_steps, n_levels, n_cohorts, stride;
    koh_timing timing;
    const double *start;
    const double *couple;     /* [2][n_age], or NULL */
    koh_life_law *law;        /* [n_levels][n_steps][2][n_age + 1] */
    double *quiet;            /* [n_levels][2][n_cohorts][stride] chance that nothing has happened until a state */
    koh_life_arrivals *comes; /* [n_steps][2][n_age] */
    double *share;            /* [n_steps + 1][n_levels][2][n_age] persons by level */
    double *prob_boy;         /* [n_steps] */
    double *weight;           /* [2][n_age] those at risk in a year, to build from */
    double *guess;            /* [2][n_age + 1] of koh__care_deaths, from the year before */
    koh_chance_rates rates;   /* of one step, to build from */
} koh_life_world;

/* Counts of a thread; whole numbers, so the order of lives and parts does not show. */
typedef struct koh_life_counts {
    int32_t *state;   /* [2: since start, came later][n_levels][2][n_cohorts][n_steps + 1] who joins less who leaves */
    int64_t *events;  /* [n_steps][KOH_MICROSIM_EVENTS] */
    int64_t *extra;   /* [n_steps] parts of a year that are lived beside a year each of those counted at its start */
    int64_t *lived;   /* [n_levels][2][n_age] parts of a year by those of the start, by age then */
    int32_t *spells;  /* [n_levels][KOH_MICROSIM_SPELLS] */
    int32_t *widowed; /* [n_steps][2][n_age] */
    int32_t *died;    /* [2][n_age] of those of the start, by age then */
    int32_t *left;    /* likewise */
    int32_t *highest; /* [n_levels][2][n_age] */
} koh_life_counts;

/* How a life that began in a couple ended here. */
typedef struct koh_life_end {
    uint32_t time; /* from the start of all; UINT32_MAX = it did not */
    uint16_t cell; /* sex and age at the start */
    uint8_t by;    /* koh_life_thing */
} koh_life_end;

typedef struct koh_life_child {
    uint32_t step, time; /* of birth: year, and time in it */
} koh_life_child;

/* One thread's. */
typedef struct koh_life_thread {
    koh_life_counts counts;
    koh_stream_id id;
    koh_stream_starts starts;
    uint32_t next;                         /* number of the next person */
    koh_life_child child[KOH_LIFE_FAMILY]; /* unborn as yet, boys with the highest bit of step set */
    size_t n_children;
    koh_life_end *end;       /* [most persons of a part at the start] women, then men */
    size_t n_end[KOH_SEXES]; /* of them */
    koh_status status;
    size_t failed;
} koh_life_thread;

struct koh_microsim_workspace {
    koh_microsim_size size;
    koh_proj_workspace *path;
    koh_proj_totals *totals; /* [n_steps] */
    double *expected;        /* [n_steps + 1][2][n_age] */
    koh_life_world world;
    koh_life_thread *threads;
};

/* Index of the law of a person in year t. */
static inline size_t koh__life_row(const koh_life_world *w, size_t sex, size_t cohort, size_t t)
{
    const size_t age = cohort + t + 1 - w->n_steps, last = w->n_age;
    return (t * KOH_SEXES + sex) * (w->n_age + 1) + (age < last ? age : last);
}

/* Laws, arrivals and quiet chances for an expected path [n_steps + 1][2][n_age]. The world's shape, shares and turns
 * stand; the laws need the shares, which follow year by year. */
void koh__life_world(const koh_microsim_input *input, const double *expected, koh_life_world *world);

/* Care of one cell: number i of n_cells, by age at the end of the year. */
typedef struct koh_care_cell {
    const koh_microsim_care *care;
    size_t n_cells, i;
} koh_care_cell;

/* Hazards of death [levels] in a year in which the cell dies at hazard h, for shares w at its start; and `left`, those
 * who live at its end, by level, of one person. The first try is *guess of what levels without steps or selection would
 * have; it becomes what it came to be. */
void koh__care_deaths(const koh_care_cell *cell, double h, const double *w, double *guess, double *rate_death,
                      double *left);

/* Chance to live at the end of the year, and mean time lived in it, by level at its start. */
void koh__care_lived(const koh_care_cell *cell, const double *rate_death, double *alive, double *years);

/* Simulates one part of `n_parts` of one draw, into the thread's counts. */
typedef struct koh_life_part {
    koh_stream_id id;
    size_t part, n_parts;
} koh_life_part;
koh_status koh__life_part(const koh_life_world *world, const koh_life_part *part,
                          koh_life_thread *thread) KOH_NODISCARD;

/* Who lost a partner, of the couples of a part. */
void koh__life_couples(const koh_life_world *world, koh_life_thread *thread);

#endif
