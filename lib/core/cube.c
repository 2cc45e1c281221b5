/* Labelled arrays. The only place below io where labels are compared. */
#include "kohort/cube.h"

#include <string.h>

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
