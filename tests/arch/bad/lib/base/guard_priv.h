/* A guard of another name. */
#ifndef GUARD_PRIV_H
#define GUARD_PRIV_H
#endif
