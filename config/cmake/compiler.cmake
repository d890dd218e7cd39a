# What every target of the project is compiled with.
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
            # gcc 12 at -O3 sees overlaps inside std::string that are not there (its bug 105651).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
            $<$<BOOL:${TAO_SHIM_WARNINGS_AS_ERRORS}>:-Werror>)
target_include_directories(tao_compiler INTERFACE ${PROJECT_SOURCE_DIR}/lib)

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

# One room of lib/: a static library of its folder, which may use only the rooms named (see lib/README.md).
function(tao_room name)
  cmake_parse_arguments(ROOM "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  add_library(tao_${name} STATIC ${sources})
  target_link_libraries(tao_${name} PUBLIC tao_compiler)
  foreach(used IN LISTS ROOM_USES)
    target_link_libraries(tao_${name} PUBLIC tao_${used})
  endforeach()
  target_link_libraries(tao_${name} PRIVATE ${ROOM_LIBRARIES})
endfunction()
