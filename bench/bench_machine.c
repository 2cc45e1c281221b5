/* What the machine can do, to judge other benches by: bytes of memory per second (triad of Stream, McCalpin 1995) and
 * fused multiply-adds per second, of one core by its own clock. Usage: bench_machine [--json] */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* All vectors that the processor has; the plain variant counts too where it is all there is. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&                           \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define EVERY_WIDTH __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define EVERY_WIDTH
#endif

enum { LONG = 1 << 23, LANES = 64, ROUNDS = 4000000, TIMES = 3 }; /* three arrays of 64 MiB: larger than caches */

static double seconds(void)
{
    struct timespec now;
    (void) clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

EVERY_WIDTH
static void triad(const double *restrict a, const double *restrict b, double *restrict c)
{
#pragma omp simd
    for (size_t i = 0; i < LONG; i++) {
        c[i] = a[i] + 3 * b[i];
    }
}

EVERY_WIDTH
static double multiply_add(double by)
{
    double lane[LANES], sum = 0;
    for (size_t i = 0; i < LANES; i++) {
        lane[i] = (double) i;
    }
    for (size_t k = 0; k < ROUNDS; k++) {
#pragma omp simd
        for (size_t i = 0; i < LANES; i++) {
            lane[i] = __builtin_fma(lane[i], by, 1.0);
        }
    }
    for (size_t i = 0; i < LANES; i++) {
        sum += lane[i];
    }
    return sum;
}

int main(int argc, char **argv)
{
    const int json = argc > 1 && strcmp(argv[1], "--json") == 0;
    double *a = calloc(LONG, sizeof *a), *b = calloc(LONG, sizeof *b), *c = calloc(LONG, sizeof *c), kept = 0;
    double bandwidth = 0, operations = 0;
    if (a == NULL || b == NULL || c == NULL) {
        (void) fprintf(stderr, "bench_machine: out of memory\n");
        return EXIT_FAILURE;
    }
    memset(a, 1, LONG * sizeof *a);
    memset(b, 1, LONG * sizeof *b);
    memset(c, 1, LONG * sizeof *c);
    for (int i = 0; i < TIMES; i++) {
        double begin = seconds();
        triad(a, b, c);
        bandwidth = fmax(bandwidth, 3.0 * LONG * sizeof *a / (seconds() - begin));
        begin = seconds();
        kept += multiply_add(0.5 + 1e-9 * i) + c[i];
        operations = fmax(operations, 2.0 * LANES * ROUNDS / (seconds() - begin));
    }
    printf(json ? "{\"bench\": \"machine\", \"memory_bytes_per_s\": %.4g, \"flops_per_s\": %.4g, \"kept\": %.3g}\n"
                : "memory %.4g bytes/s, %.4g floating-point operations/s (%.3g)\n",
           bandwidth, operations, kept);
    free(a);
    free(b);
    free(c);
    return EXIT_SUCCESS;
}
