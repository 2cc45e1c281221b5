/* A type and a macro that could be anybody's. */
#ifndef KOH_PATH_H
#define KOH_PATH_H
#define MAX_PATH 10
typedef struct path {
    int n;
} path;
#endif
