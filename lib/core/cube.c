/* Labelled arrays. The only place below io where labels are compared. */
#include "kohort/cube.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* The quiet NaN whose payload is the sign for it in official tables, ':'. */
#define WITHHELD 0x7FF800000000003AU
#define PAYLOAD 0x0007FFFFFFFFFFFFU

double koh_withheld(void)
{
    const uint64_t bits = WITHHELD;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

int koh_is_withheld(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return isnan(value) && (bits & PAYLOAD) == (WITHHELD & PAYLOAD);
}

size_t koh_cube_size(const koh_cube *cube)
{
    size_t size = 1;
    for (size_t i = 0; i < cube->n_axes; i++) {
        size *= cube->axes[i].n;
    }
    return size;
}

const koh_cube *koh_cube_find(size_t n, const koh_cube *cubes, const char *path)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(cubes[i].path, path) == 0) {
            return &cubes[i];
        }
    }
    return NULL;
}

size_t koh_axis_find_number(const koh_axis *axis, int number)
{
    for (size_t i = 0; axis->numbers != NULL && i < axis->n; i++) {
        if (axis->numbers[i] == number) {
            return i;
        }
    }
    return (size_t) -1;
}

size_t koh_axis_find_label(const koh_axis *axis, const char *label)
{
    for (size_t i = 0; axis->labels != NULL && i < axis->n; i++) {
        if (strcmp(axis->labels[i], label) == 0) {
            return i;
        }
    }
    return (size_t) -1;
}
