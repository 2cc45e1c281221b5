/* Coverage paths: target, norm and the mean of peers.
 *
 * Method: planners' coverage is users (or places) per 100 inhabitants of an age, mostly 80 years and over; a path goes
 * in a straight line from the users of constant coverage by single age to those of the other coverage. The straight
 * line is in users, so that the way starts at the base run to the last bit.
 * Source: the planners' ratio is that of KOSTRA (Statistics Norway, nursing and care services, "andel innbyggere 80 ar
 * og over som ..."); the straight line is an assumption.
 * Limits: a crude ratio does not see that those of 80 years and over become older; constant coverage by single age
 * does. */
#include "kohort/coverage.h"

#include <math.h>

double koh_coverage_per_100(double users, double persons)
{
    return persons > 0 ? 100 * (users / persons) : (double) NAN;
}

double koh_coverage_progress(int year, int from, int reached, double share)
{
    double way = year <= from ? 0 : year >= reached ? 1 : (double) (year - from) / (double) (reached - from);
    return share * way;
}

double koh_coverage_users(double constant, double goal, double progress)
{
    return progress == 0 ? constant : constant + progress * (goal - constant);
}
