/* The façade in many threads at once: every thread gets the bytes, or the error, that it would get alone. */
#include "test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kohort.h"

enum { THREADS = 4, JOBS = 4, ROUNDS = 2 };

typedef struct job {
    char *plan; /* owns */
    const char *folder;
    koh_status status;
    char message[KOH_ERROR_TEXT_SIZE]; /* alone */
    koh_text result;                   /* alone, owns */
} job;

typedef struct worker {
    const job *jobs; /* [JOBS] */
    size_t first;
    size_t n_same; /* calls that gave what the job gives alone */
} worker;

static char *read_plan(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    assert_int_equal(fclose(file), 0);
    return text;
}

static char *copy(const char *text)
{
    char *made = malloc(strlen(text) + 1);
    assert_non_null(made);
    memcpy(made, text, strlen(text) + 1);
    return made;
}

static koh_status run(const job *j, char *message, koh_text *result)
{
    koh_error error = { 0 };
    koh_status status = koh_run_json(j->plan, j->folder, KOH_TEST_DATA, &error, result);
    koh_error_format(&error, message, KOH_ERROR_TEXT_SIZE);
    return status;
}

static int is_same(const job *j)
{
    char message[KOH_ERROR_TEXT_SIZE];
    koh_text result = { NULL, 0 };
    koh_status status = run(j, message, &result);
    int same = status == j->status && strcmp(message, j->message) == 0 && result.length == j->result.length &&
               (result.length == 0 || memcmp(result.data, j->result.data, result.length) == 0);
    koh_text_free(&result);
    return same;
}

static void *work(void *argument)
{
    worker *w = argument;
    for (size_t i = 0; i < (size_t) ROUNDS * JOBS; i++) {
        w->n_same += (size_t) is_same(&w->jobs[(w->first + i) % JOBS]);
    }
    return NULL;
}

static int set_up(void **state)
{
    static job jobs[JOBS];
    jobs[0].folder = KOH_TEST_DATA "/plans/hole";
    jobs[0].plan = read_plan(KOH_TEST_DATA "/plans/hole/plan.json");
    jobs[1].folder = KOH_TEST_DATA "/plans/sor-varanger";
    jobs[1].plan = read_plan(KOH_TEST_DATA "/plans/sor-varanger/plan.json");
    jobs[2].plan = copy("{\"kohort\": 1, \"region\": \"0301\", \"end_year\": 2031}");
    jobs[3].plan = copy("{\"kohort\": 1, \"region\": \"3310\", \"end_year\": 1999}");
    for (size_t i = 0; i < JOBS; i++) {
        jobs[i].status = run(&jobs[i], jobs[i].message, &jobs[i].result);
    }
    *state = jobs;
    return 0;
}

static int take_down(void **state)
{
    job *jobs = *state;
    for (size_t i = 0; i < JOBS; i++) {
        free(jobs[i].plan);
        koh_text_free(&jobs[i].result);
    }
    return 0;
}

static void test_alone(void **state)
{
    const job *jobs = *state;
    for (size_t i = 0; i < JOBS; i++) {
        assert_int_equal(jobs[i].status < 0, i == 3);
        assert_int_equal(jobs[i].result.length > 10000, i != 3);
        assert_true(is_same(&jobs[i]));
    }
}

static void test_together(void **state)
{
    pthread_t threads[THREADS];
    worker workers[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (worker){ .jobs = *state, .first = i };
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(workers[i].n_same, (size_t) ROUNDS * JOBS);
    }
}

static koh_status run_text(const koh_run_options *options, koh_text *result)
{
    static const char plan[] = "{\"kohort\": 1, \"region\": \"1151\", \"end_year\": 2030}";
    koh_error error = { 0 };
    return koh_run_text(plan, NULL, options, &error, result);
}

static int is_equal(const koh_text *a, const koh_text *b)
{
    return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

/* Options reach the run: draws and their seed change the text, threads do not. */
static void test_options(void **state)
{
    (void) state;
    koh_text plain = { NULL, 0 }, drawn = { NULL, 0 }, again = { NULL, 0 }, other = { NULL, 0 };
    koh_run_options options = koh_run_options_defaults();
    options.data = KOH_TEST_DATA;
    assert_int_equal(run_text(&options, &plain), KOH_OK);
    options.draws = 20;
    options.threads = 1;
    assert_int_equal(run_text(&options, &drawn), KOH_OK);
    options.threads = 4;
    assert_int_equal(run_text(&options, &again), KOH_OK);
    options.seed = 2;
    assert_int_equal(run_text(&options, &other), KOH_OK);
    assert_true(is_equal(&drawn, &again));
    assert_false(is_equal(&drawn, &plain));
    assert_false(is_equal(&drawn, &other));
    koh_text_free(&plain);
    koh_text_free(&drawn);
    koh_text_free(&again);
    koh_text_free(&other);
}

/* What a listener was told, in one thread. */
typedef struct listener {
    double last, stop_at;
    size_t n;
} listener;

static int listen_to(void *context, double done)
{
    listener *l = context;
    assert_true(done >= l->last && done <= 1);
    l->last = done;
    l->n++;
    return done >= l->stop_at;
}

/* The share that is done ascends; whoever stops a run finds the result as it was. */
static void test_told(void **state)
{
    (void) state;
    char mine[] = "mine";
    koh_text result = { NULL, 0 };
    koh_run_options options = koh_run_options_defaults();
    listener all = { .stop_at = 2 }, half = { .stop_at = 0.5 };
    options.data = KOH_TEST_DATA;
    options.draws = 200;
    options.threads = 1;
    options.tell = listen_to;
    options.context = &all;
    assert_int_equal(run_text(&options, &result), KOH_OK);
    koh_text_free(&result);
    assert_true(all.last > 0.8 && all.n > 10);
    result = (koh_text){ mine, 4 };
    options.context = &half;
    assert_int_equal(run_text(&options, &result), KOH_ECANCELLED);
    assert_ptr_equal(result.data, mine);
    assert_true(half.last >= 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_alone), cmocka_unit_test(test_together),
                                        cmocka_unit_test(test_options), cmocka_unit_test(test_told) };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
