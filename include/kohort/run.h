/* Plans from files to results: what the command does, for other programs.
 *
 * Every function is safe to call from several threads at once; none prints, exits or keeps state. */
#ifndef KOH_RUN_H
#define KOH_RUN_H

#include <stddef.h>

#include "kohort/language.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A text that the library hands out. Owned by the caller: koh_text_free. */
typedef struct koh_text {
    char *data; /* ended; NULL = none */
    size_t length;
} koh_text;

/* Frees a text and leaves none; takes one without data. */
KOH_API void koh_text_free(koh_text *text);

typedef enum koh_text_form { KOH_TEXT_TABLE = 0, KOH_TEXT_JSON } koh_text_form;

/* Formats of a result folder, as bits. */
typedef enum koh_format {
    KOH_FORMAT_JSON = 1,
    KOH_FORMAT_CSV = 2,
    KOH_FORMAT_CSV_NO = 4,    /* semicolon, decimal comma, byte order mark */
    KOH_FORMAT_JSONSTAT = 8,  /* a JSON-stat 2.0 dataset per table */
    KOH_FORMAT_HTML = 16,     /* the chapter as one page, and its figures as Vega-Lite */
    KOH_FORMAT_MARKDOWN = 32, /* the chapter as text, and its figures as Vega-Lite */
    KOH_FORMAT_XLSX = 64      /* a workbook; KOH_EUNSUPPORTED where the build has no libxlsxwriter */
} koh_format;

typedef struct koh_run_options {
    const char *data;   /* folder of default data; NULL = the one that was installed */
    const char *plan;   /* plan file, "-" = standard input; or NULL and */
    const char *region; /* a municipality number: the default plan; several with commas or "all": a folder for each */
    const char *output; /* result folder, or NULL = none is written */
    size_t n_scenarios; /* 0 = all of the plan's */
    const char *const *scenarios; /* beside the reference: of the plan, or standard ones (koh_list) */
    koh_language language;
    unsigned formats;           /* of koh_format; default JSON and CSV */
    int publish;                /* not 0: for publication: small counts are withheld by the plan's report.disclosure */
    unsigned long long seed;    /* default 1 */
    size_t draws;               /* random draws of the future; 0 = the plain run */
    size_t threads;             /* of several municipalities; 0 = as many as the machine has processors */
    size_t n_bundles;           /* 0 = none: sister plans that the folder holds evidence for */
    const char *const *bundles; /* of koh_list "bundles", or "all"; result.json is then written whatever the formats */
    int (*tell)(void *context, double done); /* told now and then, by any thread, the share that is done, 0..1; not 0 =
                                                stop with KOH_ECANCELLED, the output as it was; what has been begun is
                                                still told of. Or NULL */
    void *context;                           /* borrowed for the call */
} koh_run_options;

/* The defaults named above: nothing to run, bokmål, JSON and CSV, seed 1. */
KOH_API koh_run_options koh_run_options_defaults(void);

/* The main job. *summary (if not NULL) is the few lines for people. On failure the output folder is as it was.
 * Input: KOH_ESYNTAX, KOH_EENCODING, KOH_ESCHEMA, KOH_EUNKNOWN, ...; KOH_EREFUSED: the output folder is not empty and
 * not a result; KOH_EIO, KOH_ENOMEM. Where a plan has several problems the first is given. */
KOH_API koh_status koh_run(const koh_run_options *options, koh_error *error, koh_text *summary) KOH_NODISCARD;

/* A plan text to a result text, without writing anything. folder: where the plan's files are looked up, at or below;
 * NULL = the plan may refer to none. data as in koh_run_options. Statuses of koh_run; *result is then untouched. */
KOH_API koh_status koh_run_json(const char *plan, const char *folder, const char *data, koh_error *error,
                                koh_text *result) KOH_NODISCARD;

/* The same with options: scenarios, publish, seed, draws, threads, data, tell and context; what they say of plan,
 * region, output, language and formats is not used. Statuses of koh_run; *result is untouched unless it is KOH_OK. */
KOH_API koh_status koh_run_text(const char *plan, const char *folder, const koh_run_options *options, koh_error *error,
                                koh_text *result) KOH_NODISCARD;

/* Every problem of a plan file, one line each ("kohort: FILE: /pointer: ..."); KOH_WFINDINGS when there are any, else a
 * line that says that the plan is good. A plan that cannot be read as JSON has that one problem. KOH_EIO, KOH_ENOMEM.
 */
KOH_API koh_status koh_validate(const char *plan, const char *data, koh_error *error, koh_text *findings) KOH_NODISCARD;

/* What there is: "regions", "services", "scenarios" (of a plan, or the default plan, and the standard ones), "tables",
 * "bundles", "variables" and "quantities" (of koh_solve), as CSV. KOH_EUSAGE. */
KOH_API koh_status koh_list(const char *what, const char *plan, const char *data, koh_error *error,
                            koh_text *text) KOH_NODISCARD;

/* The JSON Schema of "plan" or "result". KOH_EUNKNOWN. */
KOH_API koh_status koh_schema(const char *what, const char *data, koh_error *error, koh_text *text) KOH_NODISCARD;

/* Writes an editable plan of a municipality with its defaults spelled out, and CSV templates, into a new folder (NULL =
 * named after the municipality's number). KOH_EREFUSED when it is there and not empty. */
KOH_API koh_status koh_new(const char *region, const char *folder, const char *data, koh_error *error,
                           koh_text *message) KOH_NODISCARD;

typedef struct koh_solve_options {
    const char *data; /* as in koh_run_options */
    const char *plan;
    const char *variable; /* one of koh_list "variables" */
    const char *target;   /* "QUANTITY=VALUE@YEAR", of koh_list "quantities" */
    koh_text_form form;
} koh_solve_options;

/* Goal seek on the reference scenario. KOH_ENOSOLUTION when no value of the variable in its range meets the target:
 * then *text says so, with the nearest that was found. KOH_EUSAGE, KOH_EUNKNOWN, KOH_EDOMAIN, and the statuses of
 * koh_run. */
KOH_API koh_status koh_solve(const koh_solve_options *options, koh_error *error, koh_text *text) KOH_NODISCARD;

typedef struct koh_sensitivity_options {
    const char *data; /* as in koh_run_options */
    const char *plan;
    size_t draws; /* points of the quasi-random sequence: 2..2^20; the model is reckoned (sources + 2) times as often */
    size_t threads;          /* 0 = as many as the machine has processors */
    unsigned long long seed; /* default 1 */
    koh_language language;   /* of the table's sentences; JSON has all */
    koh_text_form form;
} koh_sensitivity_options;

/* 1024 points of seed 1, a table in bokmål. */
KOH_API koh_sensitivity_options koh_sensitivity_options_defaults(void);

/* How far the key figures of a plan's reference spread at 1 January of the last year of its period, and which sources
 * the spread comes from: for each range (or ranges of one cause, or of correlated ones) the figure with it at its 10th
 * and 90th percentile and all else as planned, and its share of the variance of first and total order; likewise net
 * migration, the chance of the population and that of users. KOH_ELIMIT: more sources than are told apart; KOH_EUSAGE,
 * and the statuses of koh_run. */
KOH_API koh_status koh_sensitivity(const koh_sensitivity_options *options, koh_error *error,
                                   koh_text *text) KOH_NODISCARD;

/* Key figures of the scenarios of results side by side, as CSV: result files or result folders of one municipality,
 * 1 to 16. *differs: does any scenario differ in any figure from that of its name in the first result, or is it only in
 * some; of one result, from its first scenario? KOH_EUSAGE; KOH_EDOMAIN: of different municipalities; and the
 * statuses of reading. */
KOH_API koh_status koh_compare(size_t n, const char *const *results, int *differs, koh_error *error,
                               koh_text *text) KOH_NODISCARD;

/* Two vintages of one municipality's plan: both plan files, or both results. */
typedef struct koh_revision_options {
    const char *data; /* as in koh_run_options */
    const char *old_path, *new_path;
} koh_revision_options;

/* Inputs and results that differ, the old projection against what has been registered since and, of plans, what share
 * each group of changed assumptions has in the change (Shapley values, kohort/shapley.h), as CSV (T25). *differs: is
 * any input or result another? KOH_EUSAGE: a plan and a result; KOH_EDOMAIN: different municipalities; the statuses of
 * koh_run and of reading. */
KOH_API koh_status koh_revision(const koh_revision_options *options, int *differs, koh_error *error,
                                koh_text *text) KOH_NODISCARD;

/* Is a file a plan? 0 also where it cannot be read. */
KOH_API int koh_is_plan(const char *path);

/* A queue in steady state as texts ask for it (kohort/queue.h): decimal numbers, persons per year and mean years. */
typedef struct koh_queue_question {
    const char *arrivals, *stay, *places;
    const char *patience; /* NULL = everybody waits as long as it takes */
    koh_text_form form;   /* a table for people in bokmål, or a JSON object of numbers */
} koh_queue_question;

/* Answers it. KOH_EUSAGE: a text is missing or no number; KOH_EDOMAIN and KOH_ENOSOLUTION as koh_queue_solve. */
KOH_API koh_status koh_queue_answer(const koh_queue_question *question, koh_error *error, koh_text *text) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
