/* A result folder stands whole or not at all, and nobody else's folder is touched. */
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/digest_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"
#include "io/store_priv.h"

enum { PATH_SIZE = 300 };

/* The folder of a test, and paths below it. */
typedef struct place {
    char root[64];
    char path[PATH_SIZE];
} place;

static const char *below(place *p, const char *name)
{
    (void) snprintf(p->path, sizeof p->path, "%s/%s", p->root, name);
    return p->path;
}

static int enter(void **state)
{
    place *p = KOH_NEW(1, place);
    (void) snprintf(p->root, sizeof p->root, "/tmp/kohort-store-XXXXXX");
    *state = p;
    return mkdtemp(p->root) == NULL;
}

static int leave(void **state)
{
    place *p = *state;
    int number = koh__folder_remove(p->root);
    koh__free(p);
    return number;
}

static void put(place *p, const char *name, const char *text)
{
    assert_int_equal(koh__file_write(below(p, name), text, strlen(text), NULL), KOH_OK);
}

static void folder(place *p, const char *name)
{
    assert_int_equal(mkdir(below(p, name), 0777), 0);
}

static void check_text(place *p, const char *name, const char *text)
{
    char *bytes = NULL;
    size_t length = 0;
    assert_int_equal(koh__file_read(below(p, name), 1000, &bytes, &length, NULL), KOH_OK);
    assert_string_equal(bytes, text);
    koh__free(bytes);
}

static void check_entries(place *p, const char *name, int expected)
{
    int n = 0;
    DIR *entries = opendir(below(p, name));
    assert_non_null(entries);
    while (readdir(entries) != NULL) {
        n++;
    }
    (void) closedir(entries);
    assert_int_equal(n - 2, expected);
}

static koh_store *begin(place *p, const char *name)
{
    koh_store *store = NULL;
    koh_error error = { 0 };
    if (koh__store_begin(below(p, name), &store, &error) != KOH_OK) {
        fail_msg("%s: %s", name, error.message);
    }
    return store;
}

static void fill(koh_store *store, const char *mark)
{
    assert_int_equal(koh__store_write(store, "tables/T01.csv", mark, strlen(mark), NULL), KOH_OK);
    assert_int_equal(koh__store_write(store, "tables/deep/T02.csv", "", 0, NULL), KOH_OK);
    assert_int_equal(koh__store_write(store, "manifest.json", "{\"kohort\":{}}", 13, NULL), KOH_OK);
}

static void new_folder_stands_whole(void **state)
{
    place *p = *state;
    koh_store *store = begin(p, "a/b/out//");
    fill(store, "one");
    assert_int_equal(koh__store_files(store), 3);
    assert_string_equal(koh__store_name(store, 1), "tables/deep/T02.csv");
    char hex[KOH_DIGEST_SIZE];
    koh__digest("one", 3, hex);
    assert_string_equal(koh__store_digest(store, 0), hex);
    assert_int_equal(access(below(p, "a/b/out"), F_OK), -1);
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    check_text(p, "a/b/out/tables/T01.csv", "one");
    check_entries(p, "a/b", 1);
    check_entries(p, "a/b/out", 2);
}

static void old_result_is_replaced_whole(void **state)
{
    place *p = *state;
    koh_store *store = begin(p, "out");
    fill(store, "old");
    assert_int_equal(koh__store_write(store, "only_old.txt", "x", 1, NULL), KOH_OK);
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    store = begin(p, "out");
    fill(store, "new");
    check_text(p, "out/tables/T01.csv", "old");
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    check_text(p, "out/tables/T01.csv", "new");
    check_entries(p, "out", 2);
    check_entries(p, ".", 1);
}

static void empty_folder_is_taken(void **state)
{
    place *p = *state;
    folder(p, "out");
    koh_store *store = begin(p, "out");
    fill(store, "new");
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    check_text(p, "out/tables/T01.csv", "new");
    check_entries(p, ".", 1);
}

static void check_refused(const char *path)
{
    koh_store *store = NULL;
    koh_error error = { 0 };
    if (koh__store_begin(path, &store, &error) != KOH_EREFUSED) {
        fail_msg("%s was not refused: %s", path, error.message);
    }
    assert_null(store);
    assert_string_equal(error.file, path);
}

static void foreign_folders_are_refused_untouched(void **state)
{
    place *p = *state;
    folder(p, "mine");
    put(p, "mine/thesis.txt", "years of work");
    check_refused(below(p, "mine"));
    put(p, "mine/manifest.json", "{\"name\":\"another program\"}");
    check_refused(below(p, "mine"));
    put(p, "mine/manifest.json", "{\"kohort\":");
    check_refused(below(p, "mine"));
    put(p, "mine/manifest.json", "[\"kohort\"]");
    check_refused(below(p, "mine"));
    check_text(p, "mine/thesis.txt", "years of work");
    check_entries(p, "mine", 2);
    check_refused(below(p, "mine/thesis.txt"));
    folder(p, "real");
    char target[PATH_SIZE];
    (void) snprintf(target, sizeof target, "%s/real", p->root);
    assert_int_equal(symlink(target, below(p, "link")), 0);
    check_refused(below(p, "link"));
    assert_int_equal(symlink("nowhere", below(p, "broken")), 0);
    check_refused(below(p, "broken"));
    static const char *const nameless[] = { "", "/", ".", "..", "out/.", "out/..", "//" };
    for (size_t i = 0; i < sizeof nameless / sizeof nameless[0]; i++) {
        check_refused(nameless[i]);
    }
    check_entries(p, ".", 4);
}

static void folder_that_filled_meanwhile_is_refused(void **state)
{
    place *p = *state;
    koh_store *store = begin(p, "out");
    fill(store, "new");
    folder(p, "out");
    put(p, "out/thesis.txt", "years of work");
    koh_error error = { 0 };
    assert_int_equal(koh__store_commit(store, &error), KOH_EREFUSED);
    check_text(p, "out/thesis.txt", "years of work");
    check_entries(p, ".", 1);
}

static void failing_commit_leaves_the_old(void **state)
{
    place *p = *state;
    char moved[PATH_SIZE];
    folder(p, "parent");
    koh_store *store = begin(p, "parent/out");
    fill(store, "old");
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    store = begin(p, "parent/out");
    fill(store, "new");
    (void) snprintf(moved, sizeof moved, "%s/moved", p->root);
    assert_int_equal(rename(below(p, "parent"), moved), 0);
    koh_error error = { 0 };
    assert_int_equal(koh__store_commit(store, &error), KOH_EIO);
    assert_int_not_equal(error.message[0], '\0');
    check_text(p, "moved/out/tables/T01.csv", "old");
}

static void read_only_parent_leaves_the_old(void **state)
{
    if (geteuid() == 0) {
        print_message("skipped: the superuser may write everywhere\n");
        skip();
    }
    place *p = *state;
    folder(p, "parent");
    koh_store *store = begin(p, "parent/out");
    fill(store, "old");
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    store = begin(p, "parent/out");
    fill(store, "new");
    assert_int_equal(chmod(below(p, "parent"), 0555), 0);
    koh_status status = koh__store_commit(store, NULL);
    koh_store *second = NULL;
    koh_status again = koh__store_begin(below(p, "parent/out"), &second, NULL);
    assert_int_equal(chmod(below(p, "parent"), 0777), 0);
    assert_int_equal(status, KOH_EIO);
    assert_int_equal(again, KOH_EIO);
    assert_null(second);
    check_text(p, "parent/out/tables/T01.csv", "old");
}

static void abort_leaves_no_trace(void **state)
{
    place *p = *state;
    koh_store *store = begin(p, "a/b/out");
    fill(store, "new");
    koh__store_abort(store);
    koh__store_abort(NULL);
    check_entries(p, ".", 0);
    put(p, "file", "x");
    store = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__store_begin(below(p, "file/deep/out"), &store, &error), KOH_EIO);
    assert_null(store);
    check_entries(p, ".", 1);
}

static void stale_staging_of_others_is_left_alone(void **state)
{
    place *p = *state;
    folder(p, ".out.kohort-abcdef");
    koh_store *store = begin(p, "out");
    fill(store, "new");
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    check_entries(p, ".out.kohort-abcdef", 0);
}

static void names_stay_inside(void **state)
{
    place *p = *state;
    koh_store *store = begin(p, "out");
    static const char *const bad[] = {
        "", "/etc/x", "../x", "a/../x", "a//b", "a/", ".hidden", "a/.b", ".", "..", "/"
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh__store_write(store, bad[i], "x", 1, NULL), KOH_EREFUSED);
    }
    koh_error error = { 0 };
    assert_int_equal(koh__store_write(store, "a", "x", 1, &error), KOH_OK);
    assert_int_equal(koh__store_write(store, "a", "y", 1, &error), KOH_EDUPLICATE);
    assert_string_equal(error.file, "a");
    assert_int_equal(koh__store_write(store, "a/b", "y", 1, &error), KOH_EIO);
    assert_int_equal(koh__store_files(store), 1);
    koh__store_abort(store);
    check_entries(p, ".", 0);
}

static void swap_by_renames_rolls_back(void **state)
{
    place *p = *state;
    char staged[PATH_SIZE], path[PATH_SIZE];
    (void) snprintf(staged, sizeof staged, "%s/staged", p->root);
    (void) snprintf(path, sizeof path, "%s/out", p->root);
    folder(p, "out");
    put(p, "out/x", "old");
    assert_int_not_equal(koh__folder_swap_by_renames(staged, path), 0);
    check_text(p, "out/x", "old");
    check_entries(p, ".", 1);
    folder(p, "staged");
    put(p, "staged/x", "new");
    assert_int_equal(koh__folder_swap_by_renames(staged, path), 0);
    check_text(p, "out/x", "new");
    check_text(p, "staged/x", "old");
    check_entries(p, ".", 2);
    assert_int_equal(koh__folder_swap(staged, path), 0);
    check_text(p, "out/x", "old");
}

static void files_are_replaced_whole(void **state)
{
    place *p = *state;
    put(p, "f", "old");
    assert_int_equal(chmod(below(p, "f"), 0640), 0);
    put(p, "f", "newer");
    check_text(p, "f", "newer");
    struct stat facts;
    assert_int_equal(stat(below(p, "f"), &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0640);
    assert_int_equal(symlink("f", below(p, "link")), 0);
    put(p, "link", "through");
    check_text(p, "f", "through");
    assert_int_equal(lstat(below(p, "link"), &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    assert_int_equal(symlink("nowhere", below(p, "broken")), 0);
    koh_error error = { 0 };
    assert_int_equal(koh__file_write(below(p, "broken"), "x", 1, &error), KOH_EIO);
    folder(p, "folder");
    assert_int_equal(koh__file_write(below(p, "folder"), "x", 1, &error), KOH_EIO);
    assert_non_null(strstr(error.message, "folder"));
    assert_int_equal(koh__file_write(below(p, "no/where"), "x", 1, &error), KOH_EIO);
    check_entries(p, ".", 4);
}

static void full_device_is_said(void **state)
{
    (void) state;
    koh_error error = { 0 };
    if (access("/dev/full", W_OK) != 0) {
        print_message("skipped: there is no /dev/full\n");
        skip();
    }
    assert_int_equal(koh__file_write("/dev/full", "x", 1, &error), KOH_EIO);
    assert_string_equal(error.file, "/dev/full");
    struct stat facts;
    assert_int_equal(stat("/dev/full", &facts), 0);
    assert_true(S_ISCHR(facts.st_mode));
    assert_int_equal(koh__file_write("/dev/null", "x", 1, &error), KOH_OK);
}

static void reading_has_a_limit(void **state)
{
    place *p = *state;
    put(p, "f", "12345");
    char *bytes = NULL;
    size_t length = 0;
    koh_error error = { 0 };
    assert_int_equal(koh__file_read(below(p, "f"), 4, &bytes, &length, &error), KOH_ELIMIT);
    assert_null(bytes);
    assert_int_equal(koh__file_read(below(p, "f"), 5, &bytes, &length, &error), KOH_OK);
    assert_int_equal(length, 5);
    koh__free(bytes);
    put(p, "empty", "");
    assert_int_equal(koh__file_read(below(p, "empty"), 0, &bytes, &length, &error), KOH_OK);
    assert_int_equal(length, 0);
    assert_int_equal(bytes[0], '\0');
    koh__free(bytes);
}

/* A file that something else writes stands among the others, with the digest of its bytes. */
static void adopts_files(void **state)
{
    place *p = *state;
    koh_store *store = NULL;
    char *path = NULL, digest[KOH_DIGEST_SIZE];
    assert_int_equal(koh__store_begin(below(p, "result"), &store, NULL), KOH_OK);
    assert_int_equal(koh__store_place(store, "../outside", &path, NULL), KOH_EREFUSED);
    assert_null(path);
    assert_int_equal(koh__store_adopt(store, "never/written", NULL), KOH_EIO);
    assert_int_equal(koh__store_files(store), 0);
    assert_int_equal(koh__store_place(store, "books/one", &path, NULL), KOH_OK);
    assert_int_equal(koh__file_write(path, "2.385", 5, NULL), KOH_OK);
    koh__free(path);
    assert_int_equal(koh__store_adopt(store, "books/one", NULL), KOH_OK);
    assert_int_equal(koh__store_adopt(store, "books/one", NULL), KOH_EDUPLICATE);
    assert_int_equal(koh__store_files(store), 1);
    koh__digest("2.385", 5, digest);
    assert_string_equal(koh__store_digest(store, 0), digest);
    assert_int_equal(koh__store_commit(store, NULL), KOH_OK);
    check_text(p, "result/books/one", "2.385");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(new_folder_stands_whole),
        TEST(old_result_is_replaced_whole),
        TEST(empty_folder_is_taken),
        TEST(foreign_folders_are_refused_untouched),
        TEST(folder_that_filled_meanwhile_is_refused),
        TEST(failing_commit_leaves_the_old),
        TEST(read_only_parent_leaves_the_old),
        TEST(abort_leaves_no_trace),
        TEST(stale_staging_of_others_is_left_alone),
        TEST(names_stay_inside),
        TEST(adopts_files),
        TEST(swap_by_renames_rolls_back),
        TEST(files_are_replaced_whole),
        TEST(full_device_is_said),
        TEST(reading_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
