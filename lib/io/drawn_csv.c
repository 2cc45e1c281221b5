/* Draws as CSV. */
#include <math.h>

#include "io/drawn_file_priv.h"

/* "q05", "q50", "q97.5" */
static void write_order(double order, koh_buffer *buffer)
{
    const double percent = order * 100, places = 1e6;
    koh__buffer_text(buffer, percent < 10 ? ",q0" : ",q");
    koh__buffer_number(buffer, round(percent * places) / places);
}

void koh__drawn_csv_head(const koh_drawn_head *head, koh_buffer *buffer)
{
    koh__buffer_text(buffer, "region,year,sex,age,age_group,mean");
    for (size_t k = 0; k < head->shape.n_orders; k++) {
        write_order(head->orders[k], buffer);
    }
    koh__buffer_char(buffer, '\n');
}

static void write_figures(size_t n, double mean, const double *quantile, koh_buffer *buffer)
{
    koh__buffer_number(buffer, mean);
    for (size_t k = 0; k < n; k++) {
        koh__buffer_char(buffer, ',');
        koh__buffer_number(buffer, quantile[k]);
    }
    koh__buffer_char(buffer, '\n');
}

static void write_place(const koh_drawn_head *head, size_t region, size_t state, koh_buffer *buffer)
{
    koh__buffer_text(buffer, head->ids[region]);
    koh__buffer_char(buffer, ',');
    koh__buffer_int(buffer, head->first_year + (int) state);
}

void koh__drawn_csv_rows(const koh_drawn_head *head, size_t region, const koh_drawn *drawn, koh_buffer *buffer)
{
    const size_t n_age = drawn->n_age, cells = 2 * n_age, n_orders = drawn->n_orders;
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    for (size_t t = 0; t < drawn->n_states; t++) {
        for (size_t i = 0; i < cells; i++) {
            write_place(head, region, t, buffer);
            koh__buffer_text(buffer, i < n_age ? ",female," : ",male,");
            koh__buffer_int(buffer, (long long) (i < n_age ? i : i - n_age));
            koh__buffer_text(buffer, ",,");
            write_figures(n_orders, drawn->mean[t * cells + i], drawn->quantile + (t * cells + i) * n_orders, buffer);
        }
        for (size_t k = 0; k < n_groups; k++) {
            const size_t at = t * n_groups + k;
            write_place(head, region, t, buffer);
            koh__buffer_text(buffer, ",both,,");
            koh__buffer_text(buffer, groups[k].label);
            koh__buffer_char(buffer, ',');
            write_figures(n_orders, drawn->group_mean[at], drawn->group_quantile + at * n_orders, buffer);
        }
    }
}
