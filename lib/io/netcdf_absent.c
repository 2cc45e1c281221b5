/* A build without the NetCDF library. */
#include "io/drawn_file_priv.h"

int koh__netcdf_is_supported(void)
{
    return 0;
}

koh_status koh__netcdf_begin(const koh_drawn_head *head, koh_netcdf **file, koh_error *error)
{
    (void) head;
    (void) file;
    return koh_error_set(error, KOH_EUNSUPPORTED, "this build writes no NetCDF; CSV can be had instead");
}

koh_status koh__netcdf_put(koh_netcdf *file, size_t region, const koh_drawn *drawn, koh_error *error)
{
    (void) file;
    (void) region;
    (void) drawn;
    return koh_error_set(error, KOH_EUNSUPPORTED, "this build writes no NetCDF");
}

koh_status koh__netcdf_end(koh_netcdf *file, koh_replacement *replacement, koh_error *error)
{
    (void) replacement;
    (void) file;
    return koh_error_set(error, KOH_EUNSUPPORTED, "this build writes no NetCDF");
}

void koh__netcdf_abort(koh_netcdf *file)
{
    (void) file;
}
