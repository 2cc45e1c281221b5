/* kohort: the table of contents of the public headers, in reading order. Include it for all, or any one alone. */
#ifndef KOH_KOHORT_H
#define KOH_KOHORT_H

/* clang-format off */
#include "kohort/api.h"         /* what is exported */
#include "kohort/status.h"      /* how a function says what went wrong, and where */
#include "kohort/version.h"     /* what this build is */
#include "kohort/language.h"    /* for whom it writes */

#include "kohort/sex.h"         /* persons: the two sexes, */
#include "kohort/age_band.h"    /* ages in bands, */
#include "kohort/ratio.h"       /* ratios of one age group to another, */
#include "kohort/register.h"    /* and what has been counted */

#include "kohort/lifetable.h"   /* population: from death rates to survival, */
#include "kohort/mortality.h"   /* the oldest ages, */
#include "kohort/leecarter.h"   /* death rates through time, */
#include "kohort/coherent.h"    /* both sexes together, */
#include "kohort/mortality_forecast.h" /* and on into the future; */
#include "kohort/brass.h"       /* local patterns of death rates */
#include "kohort/topals.h"      /* by two methods, */
#include "kohort/mortality_level.h" /* and their level; */
#include "kohort/health_expectancy.h" /* years with and without help; */
#include "kohort/fertility.h"   /* births by age, */
#include "kohort/migration.h"   /* moves by age; */
#include "kohort/projection.h"  /* one year's step, and many, */
#include "kohort/ensemble.h"    /* with chance, in whole persons, */
#include "kohort/microsim.h"    /* and person by person; */
#include "kohort/calibrate.h"   /* with rates out of the registers */
#include "kohort/gross_migration.h" /* and of moves, where they are known; */

#include "kohort/household.h"   /* homes: who lives with whom, */
#include "kohort/dwelling.h"    /* new dwellings and who moves in */

#include "kohort/quantity.h"    /* care: figures with a source, */
#include "kohort/range.h"       /* how far they may be off, */
#include "kohort/sobol.h"       /* and what of it matters; */
#include "kohort/conditional.h" /* the same from draws that are there; */
#include "kohort/service.h"     /* services, and the need for them */
#include "kohort/coverage.h"    /* at another coverage, */
#include "kohort/need_level.h"  /* by level, */
#include "kohort/inflow.h"      /* by events, */
#include "kohort/prevention.h"  /* less by prevention, more by new tasks, */
#include "kohort/care_ladder.h" /* and from step to step of care */

#include "kohort/capacity.h"    /* places: buildings by year, */
#include "kohort/building.h"    /* their condition, */
#include "kohort/queue.h"       /* who waits for them, */
#include "kohort/occupancy.h"   /* how full they may be, */
#include "kohort/pool.h"        /* alone or together, */
#include "kohort/flow.h"        /* who comes and goes through time, */
#include "kohort/simulate.h"    /* one by one in small units, */
#include "kohort/expansion.h"   /* what to build when, */
#include "kohort/structure.h"   /* and in how many units */

#include "kohort/epidemic.h"    /* crises: an epidemic by week, */
#include "kohort/reserve.h"     /* and what is left when a building is lost */

#include "kohort/zone.h"        /* parts of a municipality that add up to it, */
#include "kohort/travel.h"      /* the roads between them, */
#include "kohort/site.h"        /* and where to have a base */

#include "kohort/indicator.h"   /* health: rates that compare, and chance; */
#include "kohort/survey.h"      /* answers with weights */

#include "kohort/staff.h"       /* people: who works, by age through time, */
#include "kohort/rota.h"        /* in which shifts, */
#include "kohort/competence.h"  /* what they can, */
#include "kohort/held_share.h"  /* degrees, courses and full positions, */
#include "kohort/vacancy.h"     /* posts that wait for them, */
#include "kohort/adoption.h"    /* and technology that saves their hours */

#include "kohort/price.h"       /* money: prices and their indices, */
#include "kohort/cost.h"        /* what services and demography cost, */
#include "kohort/appraise.h"    /* what an investment is worth, */
#include "kohort/measure.h"     /* measures through time, */
#include "kohort/portfolio.h"   /* and which of them to choose */

#include "kohort/shapley.h"     /* which change has done what */

#include "kohort/cube.h"        /* results: labelled arrays */
#include "kohort/table.h"       /* and tables */

#include "kohort/run.h"         /* the whole: plans from text to text and from folder to folder, */
#include "kohort/vintage.h"     /* plans that grow older, */
#include "kohort/case.h"        /* the bare engine on CSV files, */
#include "kohort/import.h"      /* tables from elsewhere to tidy CSV, */
#include "kohort/estimate.h"    /* what the registers say, */
#include "kohort/country.h"     /* all municipalities together, */
#include "kohort/draws.h"       /* drawn a thousand times, */
#include "kohort/backtest.h"    /* and how good it would have been */
/* clang-format on */

#endif
