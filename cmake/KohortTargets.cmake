# What every target of the project is compiled with, as one interface target.
add_library(kohort_flags INTERFACE)
target_compile_features(kohort_flags INTERFACE c_std_17)
target_compile_definitions(kohort_flags INTERFACE _POSIX_C_SOURCE=200809L)
# Equal results from every compiler: no contraction to FMA behind the formula's back.
# Nobody reads errno or the floating-point exception flags of the arithmetic, which leaves values as they are.
target_compile_options(kohort_flags INTERFACE
  -ffp-contract=off -fno-math-errno -fno-trapping-math -fopenmp-simd
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
  -Wcast-qual -Wwrite-strings -Wformat=2 -Wvla
  $<$<C_COMPILER_ID:GNU>:-Wdouble-promotion> # clang counts NAN and INFINITY
  $<$<C_COMPILER_ID:Clang>:-Wno-pass-failed> # a loop that clang leaves scalar is right all the same
  $<$<BOOL:${KOHORT_WERROR}>:-Werror>
  $<$<BOOL:${KOHORT_COVERAGE}>:--coverage -O1>)
target_link_options(kohort_flags INTERFACE $<$<BOOL:${KOHORT_COVERAGE}>:--coverage>)
if(KOHORT_SANITIZE)
  target_compile_options(kohort_flags INTERFACE
    -fsanitize=${KOHORT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(kohort_flags INTERFACE -fsanitize=${KOHORT_SANITIZE})
endif()
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
