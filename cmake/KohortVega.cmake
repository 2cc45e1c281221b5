# Vega and Vega-Lite, which draw the chapter's figures on screen: from npm by the lock file cmake/vega/package-lock.json, packed into a
# source file in the build folder (VEGA_BUNDLE). Without npm, or where its registry cannot be reached, there is none, and the page
# keeps the drawings that are written into it.
set(VEGA_BUNDLE "")
set(VEGA_FOUND 0)
set(vega_source ${PROJECT_SOURCE_DIR}/cmake/vega)
set(vega_build ${PROJECT_BINARY_DIR}/vega)

function(koh_pack_vega bundle)
  find_program(NODE_PROGRAM NAMES node nodejs)
  find_program(NPM_PROGRAM NAMES npm)
  if(NOT NODE_PROGRAM OR NOT NPM_PROGRAM)
    message(WARNING "Node.js and npm are not there: figures on screen are those that are printed")
    return()
  endif()
  file(COPY ${vega_source}/package.json ${vega_source}/package-lock.json ${vega_source}/bundle.mjs
    ${vega_source}/figures.js DESTINATION ${vega_build})
  execute_process(COMMAND ${NPM_PROGRAM} ci --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retries=1
      --fetch-timeout=20000
    WORKING_DIRECTORY ${vega_build} TIMEOUT 180 RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE said)
  if(NOT failed)
    execute_process(COMMAND ${NODE_PROGRAM} bundle.mjs ${bundle}.part
      WORKING_DIRECTORY ${vega_build} TIMEOUT 60 RESULT_VARIABLE failed ERROR_VARIABLE said)
  endif()
  file(REMOVE_RECURSE ${vega_build}/node_modules)
  if(failed)
    message(WARNING "Vega cannot be had from npm: figures on screen are those that are printed\n${said}")
  else()
    file(RENAME ${bundle}.part ${bundle})
  endif()
endfunction()

if(KOHORT_VEGA AND NOT ZLIB_FOUND)
  message(WARNING "zlib is not there: figures on screen are those that are printed")
elseif(KOHORT_VEGA)
  file(SHA256 ${vega_source}/package-lock.json vega_lock)
  file(SHA256 ${vega_source}/bundle.mjs vega_pack)
  file(SHA256 ${vega_source}/figures.js vega_figures)
  string(SHA256 vega_digest "${vega_lock}${vega_pack}${vega_figures}")
  string(SUBSTRING ${vega_digest} 0 12 vega_digest)
  set(vega_bundle ${vega_build}/bundle_${vega_digest}.c)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${vega_source}/package-lock.json ${vega_source}/bundle.mjs
    ${vega_source}/figures.js)
  if(NOT EXISTS ${vega_bundle})
    koh_pack_vega(${vega_bundle})
  endif()
  if(EXISTS ${vega_bundle})
    set(VEGA_BUNDLE ${vega_bundle})
    set(VEGA_FOUND 1)
  endif()
endif()
