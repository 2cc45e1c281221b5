/* Every allocation of the main job fails once, alone or with all that follow: there is a status for it, and the old
 * result stands to the last byte. */
#define _GNU_SOURCE /* mkdtemp */
#include "test.h"

#include <cJSON.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"
#include "kohort/run.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

/* Failures tried one after the other, and how many of the later ones at most. */
enum { EACH = 50, SOME = 60, LAST = 20, PATH_SIZE = 128 };

static long n_taken, first_failing = -1, last_failing = -1;

static int fails(void)
{
    long k = n_taken++;
    return first_failing >= 0 && k >= first_failing && k <= last_failing;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

static char root[] = "/tmp/kohort-allocation-XXXXXX";
static char output[PATH_SIZE], manifest[PATH_SIZE];
static const char *plan = KOH_TEST_DATA "/plans/hole/plan.json", *region; /* one of them */

static koh_status run_job(int new, koh_error *error)
{
    koh_run_options options = koh_run_options_defaults();
    static const char *const scenarios[] = { "institution_based_profile" };
    koh_text summary = { NULL, 0 };
    options.plan = plan;
    options.region = region;
    options.output = output;
    options.language = new ? KOH_ENGLISH : KOH_BOKMAAL;
    options.n_scenarios = 1;
    options.scenarios = scenarios;
    koh_status status = koh_run(&options, error, &summary);
    assert_true((status >= 0) == (summary.data != NULL));
    koh_text_free(&summary);
    return status;
}

static koh_text old_manifest, new_manifest;

static koh_text read_manifest(void)
{
    koh_text text = { NULL, 0 };
    assert_int_equal(koh__file_read(manifest, 1 << 20, &text.data, &text.length, NULL), KOH_OK);
    return text;
}

static int stands(const koh_text *wanted)
{
    koh_text text = read_manifest();
    int same = text.length == wanted->length && memcmp(text.data, wanted->data, text.length) == 0;
    koh_text_free(&text);
    return same;
}

/* Nothing but the result lies where it is written. */
static void assert_alone(void)
{
    DIR *folder = opendir(root);
    size_t n = 0;
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void) closedir(folder);
    assert_int_equal(n, 1);
}

static int enter(void **state)
{
    (void) state;
    /* cJSON is a library of its own: its allocations are led here. */
    cJSON_InitHooks(&(cJSON_Hooks){ .malloc_fn = __wrap_malloc, .free_fn = free });
    if (mkdtemp(root) == NULL) {
        return -1;
    }
    (void) snprintf(output, sizeof output, "%s/out", root);
    (void) snprintf(manifest, sizeof manifest, "%s/out/manifest.json", root);
    return 0;
}

/* An old result, and what the new one would be. */
static void prepare(void)
{
    koh_text_free(&old_manifest);
    koh_text_free(&new_manifest);
    assert_int_equal(run_job(1, NULL), KOH_OK);
    new_manifest = read_manifest();
    assert_int_equal(run_job(0, NULL), KOH_OK);
    old_manifest = read_manifest();
    assert_false(stands(&new_manifest));
}

static int leave(void **state)
{
    (void) state;
    koh_text_free(&old_manifest);
    koh_text_free(&new_manifest);
    return koh__folder_remove(root);
}

/* Allocation k fails, and `more` after it. What went wrong after the new result stood may be kept quiet. */
static void fail_at(long k, long more)
{
    koh_error error = { 0 };
    n_taken = 0;
    first_failing = k;
    last_failing = k + more;
    koh_status status = run_job(1, &error);
    first_failing = last_failing = -1;
    if (status == KOH_OK) {
        assert_true(stands(&new_manifest));
        assert_int_equal(run_job(0, NULL), KOH_OK);
    } else if (status != KOH_ENOMEM || error.status != KOH_ENOMEM || error.message[0] == '\0') {
        fail_msg("allocation %ld (and %ld more): %s: %s", k, more, koh_status_name(status), error.message);
    }
    assert_true(stands(&old_manifest));
    assert_alone();
}

/* The first failures one by one, then some of the rest, and the last ones, which lie near the end of writing. */
static void sweep(void)
{
    n_taken = 0;
    assert_int_equal(run_job(0, NULL), KOH_OK);
    const long n = n_taken;
    const long step = n > EACH + SOME && getenv("KOHORT_ALL_ALLOCATIONS") == NULL ? (n - EACH) / SOME : 1;
    assert_true(n > EACH + LAST);
    for (long k = 0; k < n; k += k < EACH ? 1 : step) {
        fail_at(k, k % 2 == 0 ? 0 : n);
    }
    for (long k = n - LAST; k < n; k++) {
        fail_at(k, 0);
    }
}

static void a_plan_leaves_the_old_result(void **state)
{
    (void) state;
    prepare();
    sweep();
}

static void a_region_leaves_the_old_result(void **state)
{
    (void) state;
    plan = NULL;
    region = "1151";
    prepare();
    sweep();
}

/* A new plan is whole or not there. */
static void a_new_plan_is_whole(void **state)
{
    (void) state;
    koh_text whole = { NULL, 0 }, message = { NULL, 0 };
    (void) snprintf(manifest, sizeof manifest, "%s/out/plan.json", root);
    assert_int_equal(koh__folder_remove(output), 0);
    n_taken = 0;
    assert_int_equal(koh_new("1151", output, NULL, NULL, &message), KOH_OK);
    koh_text_free(&message);
    whole = read_manifest();
    const long n = n_taken, step = getenv("KOHORT_ALL_ALLOCATIONS") == NULL ? n / SOME : 1;
    for (long k = 0; k < n; k += step) {
        koh_error error = { 0 };
        int removed = koh__folder_remove(output);
        assert_true(removed == 0 || removed == ENOENT);
        n_taken = 0;
        first_failing = k;
        last_failing = k % 2 == 0 ? k : n;
        koh_status status = koh_new("1151", output, NULL, &error, &message);
        first_failing = last_failing = -1;
        if (status == KOH_OK) {
            assert_true(stands(&whole));
        } else if (status != KOH_ENOMEM || koh__folder_is_empty(output) >= 0) {
            fail_msg("allocation %ld: %s: %s", k, koh_status_name(status), error.message);
        }
        koh_text_free(&message);
    }
    koh_text_free(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_leaves_the_old_result),
        cmocka_unit_test(a_region_leaves_the_old_result),
        cmocka_unit_test(a_new_plan_is_whole),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
