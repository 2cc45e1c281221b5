/* Whose figures a table or a figure shows. */
#include "report/source_priv.h"

#include <string.h>

#include "report/sentence_priv.h"

const koh_plan_figure *koh__own_population(const koh_result *result)
{
    const koh_plan *plan = result->scenarios[0].plan;
    for (size_t i = 0; plan->registered != NULL && i < plan->n_figures; i++) {
        if (strcmp(plan->figures[i].pointer, "/population/registered") == 0) {
            return &plan->figures[i];
        }
    }
    return NULL;
}

const char *koh__source_text(const koh_result *result, koh_label_id label, size_t language, koh_arena *arena)
{
    const koh_plan_figure *own = koh__own_population(result);
    const char *from = own == NULL           ? koh__label(KOH_LABEL_SRC_REGISTER, language)
                       : own->source != NULL ? own->source
                                             : koh__arena_format(arena, "%s (%s)", own->file, own->assumption);
    koh_buffer buffer = { 0 };
    if (from == NULL) {
        return NULL;
    }
    koh__sentence_write(koh__label(label, language), 1, &(koh_gap){ 's', from }, &buffer);
    const char *text = buffer.failed ? NULL : koh__arena_text_n(arena, buffer.data, buffer.length);
    koh__buffer_free(&buffer);
    return text;
}
