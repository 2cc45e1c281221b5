/* Loaded before a program (LD_PRELOAD): lets the Nth call of one kind fail.
 *
 * KOHORT_FAULT=kind:N:errno, kind one of write fsync rename mkdir open close remove chmod alloc; N from 1; 0 only
 * counts. KOHORT_FAULT_REPORT names a file that receives "calls failed" at the end. KOHORT_CLOCK=SECONDS freezes the
 * clock. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *block, size_t size);

static char kind[16];
static long wanted, number;
static atomic_long calls, failed;
static int ready;

__attribute__((constructor)) static void begin(void)
{
    const char *fault = getenv("KOHORT_FAULT");
    if (fault != NULL && sscanf(fault, "%15[a-z]:%ld:%ld", kind, &wanted, &number) == 3) {
        ready = 1;
    }
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("KOHORT_FAULT_REPORT");
    char text[64];
    ready = 0;
    if (path != NULL) {
        long descriptor = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        int length = snprintf(text, sizeof text, "%ld %ld\n", (long) calls, (long) failed);
        if (descriptor >= 0) {
            (void) !syscall(SYS_write, descriptor, text, (size_t) length);
            syscall(SYS_close, descriptor);
        }
    }
}

static int fails(const char *name)
{
    if (!ready || strcmp(kind, name) != 0 || atomic_fetch_add(&calls, 1) + 1 != wanted) {
        return 0;
    }
    failed++;
    errno = (int) number;
    return 1;
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__)) dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    return fails("write") ? -1 : syscall(SYS_write, descriptor, bytes, length);
}

int fsync(int descriptor)
{
    return fails("fsync") ? -1 : (int) syscall(SYS_fsync, descriptor);
}

int rename(const char *from, const char *to)
{
    return fails("rename") ? -1 : (int) syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int mkdir(const char *path, mode_t mode)
{
    return fails("mkdir") ? -1 : (int) syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int fchmod(int descriptor, mode_t mode)
{
    return fails("chmod") ? -1 : (int) syscall(SYS_fchmod, descriptor, mode);
}

int close(int descriptor)
{
    int done = (int) syscall(SYS_close, descriptor);
    return fails("close") ? -1 : done; /* as Linux: the descriptor is gone all the same */
}

int remove(const char *path)
{
    return fails("remove") ? -1 : REAL(int, remove, const char *)(path);
}

int unlink(const char *path)
{
    return fails("remove") ? -1 : (int) syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
    return fails("remove") ? -1 : (int) syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails("open") ? -1 : (int) syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* The library swaps folders by syscall(SYS_renameat2, ...); its other calls go by name. KOHORT_NO_SWAP: a file system
 * that cannot swap. */
long syscall(long call, ...)
{
    long a[6];
    va_list rest;
    va_start(rest, call);
    for (int i = 0; i < 6; i++) {
        a[i] = va_arg(rest, long);
    }
    va_end(rest);
    if (call == SYS_renameat2 && fails("rename")) {
        return -1;
    }
    if (call == SYS_renameat2 && getenv("KOHORT_NO_SWAP") != NULL) {
        errno = EINVAL;
        return -1;
    }
    return REAL(long, syscall, long, ...)(call, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    const char *frozen = getenv("KOHORT_CLOCK");
    if (frozen != NULL) {
        *now = (struct timespec){ .tv_sec = atol(frozen) };
        return 0;
    }
    return (int) syscall(SYS_clock_gettime, clock, now);
}

void *malloc(size_t size)
{
    return fails("alloc") ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails("alloc") ? NULL : __libc_calloc(n, size);
}

void *realloc(void *block, size_t size)
{
    return fails("alloc") ? NULL : __libc_realloc(block, size);
}
