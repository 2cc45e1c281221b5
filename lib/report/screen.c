/* The scripts of the page. Texts of a plan are data there: packed, and never part of a script. */
#include "report/screen_priv.h"

#include "report/svg_priv.h"

/* Unpacks and runs the script that draws, and gives it the figures, when the page has been painted once. A browser that
 * cannot keeps the drawings. */
static const char *const start =
    "(function(){'use strict';"
    "function unpack(id){var text=atob(document.getElementById(id).textContent),bytes=new Uint8Array(text.length);"
    "for(var i=0;i<text.length;i++)bytes[i]=text.charCodeAt(i);"
    "return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text()}"
    "if(!window.DecompressionStream||!window.IntersectionObserver)return;"
    "requestAnimationFrame(function(){setTimeout(function(){"
    "unpack('drawing').then(function(code){var script=document.createElement('script');script.textContent=code;"
    "document.body.append(script);return unpack('figures')})"
    ".then(function(text){window.kohortFigures(JSON.parse(text))}).catch(function(){})},50)})})();";

static const char *const style =
    ".live .chart{display:none}.drawn svg{display:block;width:100%;min-width:34rem;max-width:52rem;height:auto}"
    ".tip{position:absolute;z-index:3;max-width:22rem;background:#fff;border:1px solid #274247;padding:.35rem .6rem;"
    "font-size:.88rem;pointer-events:none}.tip[hidden]{display:none}.tip div:first-child{font-weight:700}"
    ".save{margin:.3rem 0}.save button{font:inherit;font-size:.88rem;min-height:1.9rem;padding:.15rem .7rem;"
    "border:1px solid #274247;background:#fff;color:#0F2080;cursor:pointer}"
    "@media print{.drawn,.save,.tip{display:none}.live .chart{display:block}}";

const char *koh__screen_style(void)
{
    return koh__screen_is_there() ? style : "";
}

int koh__screen_is_there(void)
{
    return koh__screen_bundle[0] != NULL;
}

/* {"words": {...}, "figures": {"F01": the specification, ...}} */
static void put_given(const koh_chapter *chapter, koh_buffer *buffer)
{
    static const struct {
        const char *key;
        koh_label_id label;
    } words[] = { { "read", KOH_LABEL_READ_FIGURE },
                  { "png", KOH_LABEL_SAVE_PNG },
                  { "svg", KOH_LABEL_SAVE_SVG },
                  { "figure", KOH_LABEL_FIGURE } };
    const koh_chapter_figure *figure;
    koh__buffer_text(buffer, "{\"words\": {");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        koh__buffer_format(buffer, "%s\"%s\": ", i > 0 ? ", " : "", words[i].key);
        koh__buffer_json(buffer, koh__label(words[i].label, chapter->language));
    }
    koh__buffer_text(buffer, "},\n\"figures\": {");
    for (size_t i = 0; (figure = koh__chapter_figure(chapter, i)) != NULL; i++) {
        koh__buffer_format(buffer, "%s\"%s\": ", i > 0 ? "," : "", figure->id);
        koh__vega_write(chapter, figure, buffer);
    }
    koh__buffer_text(buffer, "}}");
}

void koh__screen_write(const koh_chapter *chapter, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "<script>%s</script>\n", koh__svg_years_script);
    if (!koh__screen_is_there() || koh__chapter_figure(chapter, 0) == NULL) {
        return;
    }
    koh_buffer given = { 0 };
    put_given(chapter, &given);
    koh__buffer_text(buffer, "<script type=\"text/plain\" id=\"figures\">");
    if (given.failed) {
        buffer->failed = 1;
    } else {
        koh__screen_pack(given.data, given.length, buffer);
    }
    koh__buffer_free(&given);
    koh__buffer_text(buffer, "</script>\n<script type=\"text/plain\" id=\"drawing\">");
    for (size_t i = 0; koh__screen_bundle[i] != NULL; i++) {
        koh__buffer_text(buffer, koh__screen_bundle[i]);
    }
    koh__buffer_format(buffer, "</script>\n<script>%s</script>", start);
}
