/* The default data of the tree in which a program or library lies. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/folder_priv.h"
#include "io/home_priv.h"

static char tree[] = "/tmp/kohort-home-XXXXXX";
static koh_arena *arena;

static int set_up(void **state)
{
    char path[100];
    (void) state;
    arena = koh__arena_new();
    if (arena == NULL || mkdtemp(tree) == NULL) {
        return -1;
    }
    static const char *const folders[] = { "bin", "lib", "lib/arch", "share", "share/kohort", "empty", "empty/share" };
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        (void) snprintf(path, sizeof path, "%s/%s", tree, folders[i]);
        if (mkdir(path, 0777) != 0) {
            return -1;
        }
    }
    return 0;
}

static int take_down(void **state)
{
    (void) state;
    koh__arena_free(arena);
    return koh__folder_remove(tree);
}

static const char *beside(const char *name)
{
    char path[100];
    (void) snprintf(path, sizeof path, "%s/%s", tree, name);
    return koh__home_beside(arena, path);
}

static void nothing_is_found_in_an_empty_folder(void **state)
{
    (void) state;
    assert_null(beside("bin/kohort"));
}

static void the_tree_of_a_program_or_library_has_it(void **state)
{
    (void) state;
    char path[100];
    (void) snprintf(path, sizeof path, "%s/share/kohort/regions.csv", tree);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    static const char *const names[] = { "bin/kohort", "lib/libkohort.so", "lib/arch/libkohort.so.0" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *found = beside(names[i]);
        assert_non_null(found);
        assert_string_equal(strrchr(found, '/'), "/kohort");
        assert_int_equal(koh__folder_is_empty(found), 0);
    }
    assert_null(koh__home_beside(arena, "kohort"));
    assert_null(beside("lib/arch/deep/libkohort.so"));
}

static void what_is_given_is_taken(void **state)
{
    (void) state;
    assert_string_equal(koh__home_data(arena, "nowhere/at/all"), "nowhere/at/all");
    assert_string_equal(koh__home_data(arena, NULL), KOH_TEST_DATA); /* of the source tree */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_in_an_empty_folder),
        cmocka_unit_test(the_tree_of_a_program_or_library_has_it),
        cmocka_unit_test(what_is_given_is_taken),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
