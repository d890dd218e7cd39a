# What every target of the project is compiled with.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug, RelWithDebInfo or MinSizeRel" FORCE)
endif()

add_library(tao_compiler INTERFACE)
target_compile_options(
  tao_compiler
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wno-sign-conversion
            -Wnon-virtual-dtor
            -Wold-style-cast
            -Woverloaded-virtual
            -Wcast-qual
            -Wformat=2
            # The optimizer of gcc 12 to 14 sees overlaps, bounds and lengths inside std::string that are not there (its bug
            # 105651), and what was moved out of an optional as never set. The sanitizers look for those.
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-array-bounds>
            $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-maybe-uninitialized>
            $<$<BOOL:${TAO_SHIM_WARNINGS_AS_ERRORS}>:-Werror>
            # So that the linker leaves out what a program does not need of files that were compiled together.
            $<$<CONFIG:Release>:-ffunction-sections;-fdata-sections>
            # CMake's -O3 takes a third more of the compiler's time and makes no run of `tao` shorter.
            $<$<CONFIG:Release>:-O2>)
target_include_directories(tao_compiler INTERFACE ${PROJECT_SOURCE_DIR}/lib ${PROJECT_BINARY_DIR}/generated)

if(TAO_SHIM_SANITIZE)
  # The standard library's own assertions belong to the same kind of build.
  target_compile_options(tao_compiler INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                -fno-omit-frame-pointer)
  target_compile_definitions(tao_compiler INTERFACE _GLIBCXX_ASSERTIONS TAO_SHIM_SANITIZED)
  target_link_options(tao_compiler INTERFACE -fsanitize=address,undefined)
endif()
if(TAO_SHIM_FUZZ)
  # What guides the fuzzer; the targets themselves are linked with its main program.
  target_compile_options(tao_compiler INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(tao_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(tao_compiler INTERFACE _GLIBCXX_ASSERTIONS)
endif()

# Tests besides: not worth the optimizer's time either, and what the sanitizers are to look at is what is tested. They
# share its memory, no more.
add_library(tao_test_compiler INTERFACE)
target_compile_options(tao_test_compiler INTERFACE -O0)
if(TAO_SHIM_SANITIZE)
  target_compile_options(tao_test_compiler INTERFACE -fno-sanitize=undefined)
endif()
if(TAO_SHIM_FUZZ)
  target_compile_options(tao_test_compiler INTERFACE -fno-sanitize=fuzzer-no-link)
endif()
