/* Method: one pattern of mortality change for both sexes, fitted to them together, and for each sex a second one,
 * fitted to what the first leaves, whose index returns to its mean; the ratio of the sexes' rates therefore
 * converges.
 * Equations:
 *   ln m(x,s,t) = a(x,s) + B_x K_t + b(x,s) k(s,t),
 *   B and K from deaths and exposures of both sexes together; a, b and k of a sex with B_x K_t as offset,
 *   K a random walk with drift, k(s) a first-order autoregression,
 *   forecast: m(x,s) of the jump-off years times exp(B_x (K_t - K_jump) + b(x,s) (k(s,t) - k_jump(s))).
 * Sources: N. Li & R. Lee (2005), Coherent mortality forecasts for a group of populations: an extension of the Lee-
 * Carter method, Demography 42, 575-594; J. Li (2013), A Poisson common factor model for projecting mortality and
 * life expectancy jointly for females and males, Population Studies 67, 111-126 (the likelihood).
 * Assumptions: as leecarter.c and mortality_forecast.c. Limits: single ages 0..n_age - 1, above them the logistic
 * of mortality.c; the factors are estimated one after the other, not together; own factors may return slowly (0.97
 * and 0.92 a year in Norway 1993-2019). */
#include "kohort/coherent.h"

#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "demog/mortality_forecast_priv.h"

struct koh_coherent {
    size_t n_year, n_age;
    koh_leecarter_workspace *workspace; /* owns */
    double *block;                      /* owns; the arrays below lie in it */
    double *both[2];                    /* deaths, exposure of both sexes [n_year][n_age] */
    double *offset;                     /* B_x K_t [n_year][n_age] */
    koh_leecarter common, own[KOH_SEXES];
    koh_walk walk;
    koh_reversion reversion[KOH_SEXES];
    double *jump, *exposure; /* [2][n_age] rates and person-years of the jump-off years */
    koh_coherent_index jump_index;
    double *now[2]; /* deaths and exposure [n_age + 1] of a schedule being closed */
    koh_closure_options closure;
};

koh_coherent_options koh_coherent_options_defaults(void)
{
    return (koh_coherent_options){ .jump_years = 3,
                                   .factors = koh_leecarter_options_defaults(),
                                   .closure = koh_closure_options_defaults() };
}

static double *cut(double **rest, size_t n)
{
    double *piece = *rest;
    *rest += n;
    return piece;
}

koh_status koh_coherent_new(size_t n_year, size_t n_age, koh_coherent **model)
{
    if (n_year < 4 || n_year > 10000 || n_age < 2 || n_age > KOH_MORTALITY_AGES) {
        return KOH_EDOMAIN;
    }
    koh_coherent *c = KOH_NEW(1, koh_coherent);
    const size_t cells = n_year * n_age, factor = 2 * n_age + n_year;
    if (c == NULL) {
        return KOH_ENOMEM;
    }
    koh_status status = koh_leecarter_workspace_new(n_year, n_age, &c->workspace);
    c->block = KOH_NEW(3 * cells + 3 * factor + 4 * n_age + 2 * (n_age + 1), double);
    if (status != KOH_OK || c->block == NULL) {
        koh_coherent_free(c);
        return status == KOH_OK ? KOH_ENOMEM : status;
    }
    c->n_year = n_year;
    c->n_age = n_age;
    double *rest = c->block;
    c->both[0] = cut(&rest, cells);
    c->both[1] = cut(&rest, cells);
    c->offset = cut(&rest, cells);
    koh_leecarter *const factors[] = { &c->common, &c->own[0], &c->own[1] };
    for (size_t i = 0; i < 3; i++) {
        factors[i]->ax = cut(&rest, n_age);
        factors[i]->bx = cut(&rest, n_age);
        factors[i]->kt = cut(&rest, n_year);
    }
    c->jump = cut(&rest, 2 * n_age);
    c->exposure = cut(&rest, 2 * n_age);
    c->now[0] = cut(&rest, n_age + 1);
    c->now[1] = cut(&rest, n_age + 1);
    *model = c;
    return KOH_OK;
}

void koh_coherent_free(koh_coherent *model)
{
    if (model != NULL) {
        koh_leecarter_workspace_free(model->workspace);
        koh__free(model->block);
        koh__free(model);
    }
}

/* The sexes together, and the years' views on the register. */
static void add_sexes(const koh_leecarter_input sexes[KOH_SEXES], koh_coherent *c)
{
    for (size_t t = 0; t < c->n_year; t++) {
        for (size_t x = 0; x < c->n_age; x++) {
            const size_t from = t * sexes[0].stride + x, to = t * c->n_age + x;
            c->both[0][to] = sexes[0].deaths[from] + sexes[1].deaths[from];
            c->both[1][to] = sexes[0].exposure[from] + sexes[1].exposure[from];
        }
    }
}

static koh_status fit_own(koh_leecarter_input *input, const koh_coherent_options *options, koh_error *error,
                          koh_coherent *c, int sex)
{
    const size_t n_age = c->n_age, first = c->n_year - options->jump_years;
    koh_leecarter_options own = options->factors;
    own.scale = KOH_LEECARTER_SQUARES;
    input->offset = c->offset;
    koh_status status = koh_leecarter_fit(input, &own, c->workspace, error, &c->own[sex]);
    if (status == KOH_OK) {
        status = koh_reversion_fit(c->n_year, c->own[sex].kt, error, &c->reversion[sex]);
    }
    if (status != KOH_OK) {
        return status;
    }
    for (size_t x = 0; x < n_age; x++) {
        double *exposure = c->exposure + (size_t) sex * n_age + x;
        *exposure = 0;
        for (size_t t = first; t < c->n_year; t++) {
            *exposure += input->exposure[t * input->stride + x];
        }
    }
    return koh_leecarter_jump_off(input, &c->own[sex], options->jump_years, c->jump + (size_t) sex * n_age,
                                  &c->jump_index.own[sex]);
}

koh_status koh_coherent_fit(const koh_vital_register *deaths, int first_year, const koh_coherent_options *options,
                            koh_error *error, koh_coherent *model)
{
    koh_coherent *c = model;
    if (deaths->deaths == NULL || deaths->exposure == NULL || first_year < deaths->first_year ||
        (size_t) (first_year - deaths->first_year) + c->n_year > deaths->n_years || c->n_age > deaths->n_age) {
        return koh_error_set(error, KOH_EMISSING, "the register does not hold %zu years from %d and %zu ages",
                             c->n_year, first_year, c->n_age);
    }
    if (options->jump_years == 0 || options->jump_years > c->n_year) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu jump-off years: expected 1 to %zu", options->jump_years,
                             c->n_year);
    }
    const size_t stride = KOH_SEXES * deaths->n_age, start = (size_t) (first_year - deaths->first_year) * stride;
    koh_leecarter_input sexes[KOH_SEXES];
    for (size_t s = 0; s < KOH_SEXES; s++) {
        const size_t at = start + s * deaths->n_age;
        sexes[s] =
            (koh_leecarter_input){ c->n_year, c->n_age, stride, deaths->deaths + at, deaths->exposure + at, NULL };
    }
    add_sexes(sexes, c);
    const koh_leecarter_input together = { c->n_year, c->n_age, 0, c->both[0], c->both[1], NULL };
    koh_status status = koh_leecarter_fit(&together, &options->factors, c->workspace, error, &c->common);
    if (status == KOH_OK) {
        status = koh_walk_fit(c->n_year, c->common.kt, error, &c->walk);
    }
    c->jump_index.common = 0;
    for (size_t t = 0; t < c->n_year; t++) {
        const double jump = t + options->jump_years >= c->n_year ? 1.0 / (double) options->jump_years : 0;
        c->jump_index.common += jump * c->common.kt[t];
        for (size_t x = 0; x < c->n_age; x++) {
            c->offset[t * c->n_age + x] = c->common.bx[x] * c->common.kt[t];
        }
    }
    for (int s = 0; s < KOH_SEXES && status == KOH_OK; s++) {
        status = fit_own(&sexes[s], options, error, c, s);
    }
    c->closure = options->closure;
    return status;
}

const koh_leecarter *koh_coherent_common(const koh_coherent *model)
{
    return &model->common;
}

const koh_leecarter *koh_coherent_own(const koh_coherent *model, int sex)
{
    return &model->own[sex];
}

const koh_walk *koh_coherent_walk(const koh_coherent *model)
{
    return &model->walk;
}

const koh_reversion *koh_coherent_reversion(const koh_coherent *model, int sex)
{
    return &model->reversion[sex];
}

koh_coherent_index koh_coherent_index_at(const koh_coherent *model, size_t years)
{
    koh_coherent_index index = { .common = koh_walk_at(&model->walk, (double) years, NULL) };
    for (int s = 0; s < KOH_SEXES; s++) {
        index.own[s] = koh_reversion_at(&model->reversion[s], years, NULL);
    }
    return index;
}

koh_status koh_coherent_rates(koh_coherent *model, int sex, const koh_coherent_index *index, koh_error *error,
                              double *mx)
{
    const koh_coherent *c = model;
    const double common = index->common - c->jump_index.common, own = index->own[sex] - c->jump_index.own[sex];
    const size_t row = (size_t) sex * c->n_age;
    for (size_t x = 0; x < c->n_age; x++) {
        const double moved = exp(c->common.bx[x] * common + c->own[sex].bx[x] * own);
        c->now[1][x] = c->exposure[row + x];
        c->now[0][x] = c->exposure[row + x] * c->jump[row + x] * moved;
    }
    c->now[0][c->n_age] = c->now[1][c->n_age] = 0; /* the open group: closed by the fit */
    koh_kannisto fit;
    const size_t n_age = c->n_age < KOH_MORTALITY_AGES ? c->n_age + 1 : c->n_age;
    return koh_mortality_close(&(koh_deaths){ n_age, c->now[0], c->now[1] }, &c->closure, error, &fit, mx);
}

/* Life expectancy at birth less the one sought. */
static koh_status gap_of(koh_coherent *c, int sex, double e0, const koh_coherent_index *index, double *gap)
{
    const int first = sex == KOH_SEXES ? KOH_FEMALE : sex, last = sex == KOH_SEXES ? KOH_MALE : sex;
    double mx[KOH_MORTALITY_AGES], sum = 0, years;
    for (int s = first; s <= last; s++) {
        koh_status status = koh_coherent_rates(c, s, index, NULL, mx);
        if (status == KOH_OK) {
            status = koh_mortality_e0(KOH_MORTALITY_AGES, mx, s, NULL, &years);
        }
        if (status != KOH_OK) {
            return status;
        }
        sum += years;
    }
    *gap = sum / (last - first + 1) - e0;
    return KOH_OK;
}

koh_status koh_coherent_meet(koh_coherent *model, int sex, double e0, koh_error *error, koh_coherent_index *index)
{
    koh_coherent_index at = *index;
    double gap = 0;
    koh_root root;
    koh_status status = isfinite(e0) ? gap_of(model, sex, e0, &at, &gap) : KOH_EDOMAIN;
    if (status == KOH_OK) {
        status = koh__mortality_seek(model->n_age, model->common.bx, at.common, gap, &root);
    }
    while (status == KOH_OK && koh__root_next(&root)) {
        at.common = root.x;
        status = gap_of(model, sex, e0, &at, &gap);
        koh__root_tell(&root, gap);
    }
    if (status == KOH_OK) {
        status = koh__root_end(&root);
    }
    if (status != KOH_OK) {
        return koh_error_set(error, status, "no mortality index gives a life expectancy of %.2f years", e0);
    }
    index->common = root.x;
    return KOH_OK;
}
