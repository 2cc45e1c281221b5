/* Checkpoints: what was kept is there after the end of the program, what was being written then is not believed. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/checkpoint_priv.h"
#include "io/file_priv.h"

enum { PARTS = 5, FIGURES = 37 };

static char path[64];

static koh_checkpoint_form form_of(const char *run)
{
    koh_checkpoint_form form = { .n_parts = PARTS, .n_figures = FIGURES };
    koh__digest(run, strlen(run), form.key);
    return form;
}

static double figure(size_t part, size_t i)
{
    return 0.1 + (double) part * 1000.25 + (double) i / 3;
}

static koh_checkpoint *opened(koh_checkpoint_use use)
{
    koh_checkpoint *checkpoint = NULL;
    koh_error error = { 0 };
    const koh_checkpoint_form form = form_of("a run");
    if (koh__checkpoint_open(path, use, &form, &checkpoint, &error) != KOH_OK) {
        fail_msg("%s", error.message);
    }
    return checkpoint;
}

static void keep(const koh_checkpoint *checkpoint, size_t part)
{
    double figures[FIGURES];
    for (size_t i = 0; i < FIGURES; i++) {
        figures[i] = figure(part, i);
    }
    assert_int_equal(koh__checkpoint_keep(checkpoint, part, figures, NULL), KOH_OK);
}

/* Of the parts whose bits are in `there` the figures are right, the others are not there. */
static void check_there(const koh_checkpoint *checkpoint, unsigned there)
{
    for (size_t part = 0; part < PARTS; part++) {
        double figures[FIGURES] = { 0 };
        assert_int_equal(koh__checkpoint_has(checkpoint, part), there >> part & 1);
        if (there >> part & 1) {
            assert_int_equal(koh__checkpoint_take(checkpoint, part, figures, NULL), KOH_OK);
            for (size_t i = 0; i < FIGURES; i++) {
                assert_true(figures[i] == figure(part, i));
            }
        }
    }
}

static size_t size_of_file(void)
{
    struct stat facts;
    return stat(path, &facts) == 0 ? (size_t) facts.st_size : 0;
}

static int begin(void **state)
{
    (void) state;
    const char name[] = "/tmp/kohort-checkpoint-XXXXXX";
    memcpy(path, name, sizeof name);
    const int descriptor = mkstemp(path);
    return descriptor < 0 || close(descriptor) != 0 || unlink(path) != 0;
}

static int end(void **state)
{
    (void) state;
    (void) unlink(path);
    return 0;
}

static void parts_are_there_again(void **state)
{
    (void) state;
    koh_checkpoint *first = opened(KOH_CHECKPOINT_WRITTEN);
    check_there(first, 0);
    keep(first, 3);
    keep(first, 0);
    koh_checkpoint *beside = opened(KOH_CHECKPOINT_READ);
    check_there(beside, 1 << 3 | 1);
    koh__checkpoint_close(beside, KOH_CHECKPOINT_DONE); /* only who writes removes */
    koh__checkpoint_close(first, KOH_CHECKPOINT_KEPT);
    koh_checkpoint *second = opened(KOH_CHECKPOINT_WRITTEN);
    check_there(second, 1 << 3 | 1);
    keep(second, 4);
    koh__checkpoint_close(second, KOH_CHECKPOINT_KEPT);
    koh_checkpoint *third = opened(KOH_CHECKPOINT_WRITTEN);
    check_there(third, 1 << 4 | 1 << 3 | 1);
    koh__checkpoint_close(third, KOH_CHECKPOINT_DONE);
    assert_int_equal(size_of_file(), 0);
}

/* Ended anywhere: every length of the file gives the parts that are whole, and goes on. */
static void torn(void **state)
{
    (void) state;
    koh_checkpoint *checkpoint = opened(KOH_CHECKPOINT_WRITTEN);
    const size_t head = size_of_file();
    keep(checkpoint, 1);
    const size_t one = size_of_file() - head;
    keep(checkpoint, 2);
    koh__checkpoint_close(checkpoint, KOH_CHECKPOINT_KEPT);
    char *bytes = NULL;
    size_t length = 0;
    assert_int_equal(koh__file_read(path, 1 << 20, &bytes, &length, NULL), KOH_OK);
    assert_int_equal(length, head + 2 * one);
    for (size_t cut = 0; cut <= length; cut += 7) {
        assert_int_equal(koh__file_write(path, bytes, cut, NULL), KOH_OK);
        checkpoint = opened(KOH_CHECKPOINT_WRITTEN);
        check_there(checkpoint, cut < head + one ? 0 : cut < length ? 1 << 1 : 1 << 2 | 1 << 1);
        keep(checkpoint, 0);
        koh__checkpoint_close(checkpoint, KOH_CHECKPOINT_KEPT);
        checkpoint = opened(KOH_CHECKPOINT_READ);
        check_there(checkpoint, 1U | (cut < head + one ? 0U : cut < length ? 1U << 1 : 1U << 2 | 1U << 1));
        koh__checkpoint_close(checkpoint, KOH_CHECKPOINT_KEPT);
    }
    bytes[head + one + 100] ^= 1; /* a bit that fell over */
    assert_int_equal(koh__file_write(path, bytes, length, NULL), KOH_OK);
    checkpoint = opened(KOH_CHECKPOINT_WRITTEN);
    check_there(checkpoint, 1 << 1);
    koh__checkpoint_close(checkpoint, KOH_CHECKPOINT_DONE);
    free(bytes);
}

static void check_refused(const char *run, const char *word)
{
    koh_checkpoint *checkpoint = NULL;
    koh_error error = { 0 };
    const koh_checkpoint_form form = form_of(run);
    const size_t before = size_of_file();
    assert_int_equal(koh__checkpoint_open(path, KOH_CHECKPOINT_WRITTEN, &form, &checkpoint, &error), KOH_EREFUSED);
    assert_null(checkpoint);
    assert_non_null(strstr(error.message, word));
    assert_string_equal(error.file, path);
    assert_int_equal(size_of_file(), before);
}

static void what_is_not_ours_stands(void **state)
{
    (void) state;
    koh_checkpoint *checkpoint = opened(KOH_CHECKPOINT_WRITTEN);
    keep(checkpoint, 1);
    const pid_t other = fork();
    if (other == 0) { /* locks are of a process */
        koh_checkpoint *mine = NULL;
        const koh_checkpoint_form form = form_of("a run");
        _exit(koh__checkpoint_open(path, KOH_CHECKPOINT_WRITTEN, &form, &mine, NULL) == KOH_EREFUSED ? 0 : 1);
    }
    int result = -1;
    assert_int_equal(waitpid(other, &result, 0), other);
    assert_int_equal(result, 0);
    koh__checkpoint_close(checkpoint, KOH_CHECKPOINT_KEPT);
    check_refused("another run", "another run");
    assert_int_equal(koh__file_write(path, "year,value\n", 11, NULL), KOH_OK);
    check_refused("a run", "no checkpoint");
    assert_int_equal(koh__file_write(path, "", 0, NULL), KOH_OK); /* an empty file is as none */
    checkpoint = opened(KOH_CHECKPOINT_WRITTEN);
    koh__checkpoint_close(checkpoint, KOH_CHECKPOINT_KEPT); /* nothing was drawn: nothing is kept */
    assert_int_equal(access(path, F_OK), -1);
    koh__checkpoint_close(NULL, KOH_CHECKPOINT_DONE);
    assert_int_equal(koh__checkpoint_has(NULL, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_are_there_again, begin, end),
        cmocka_unit_test_setup_teardown(torn, begin, end),
        cmocka_unit_test_setup_teardown(what_is_not_ours_stands, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
