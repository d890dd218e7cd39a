# How the project's own sources are compiled. The headers that most of them read are compiled once, in sets; the sources
# include what they use all the same, and TAO_SHIM_PRECOMPILE=OFF builds without.
set(standard_headers
    <algorithm>
    <array>
    <cerrno>
    <charconv>
    <cstddef>
    <cstdint>
    <cstring>
    <functional>
    <map>
    <memory>
    <optional>
    <set>
    <span>
    <string>
    <string_view>
    <system_error>
    <utility>
    <vector>)

# Code that runs once, for people or in a test, is not worth the optimizer's time, which the sanitizers double.
set(cold_options $<$<CONFIG:Release>:-O1> $<$<BOOL:${TAO_SHIM_SANITIZE}>:-O0>)

# Files of a room compiled together read what they include once: from scratch that takes half the time, after a change
# more of it. Therefore names in unnamed namespaces are unique in a room, and in the tests of a room.
set(files_together 12)

# tao_use_precompiled(TARGET [COLD] [JSON] [CATCH]): with the JSON library in the set, with the tests' framework. A
# compiler takes a set only for sources whose options are the same.
function(tao_use_precompiled target)
  cmake_parse_arguments(WITH "COLD;JSON;CATCH" "" "" ${ARGN})
  set(name precompiled)
  set(headers ${standard_headers})
  set(libraries tao_compiler)
  set(options "")
  if(WITH_JSON)
    string(APPEND name _json)
    list(APPEND headers <nlohmann/json.hpp>)
    list(APPEND libraries nlohmann_json::nlohmann_json)
  endif()
  if(WITH_CATCH)
    string(APPEND name _catch)
    list(APPEND headers ${PROJECT_SOURCE_DIR}/tests/support/catch.hpp)
    list(APPEND libraries tao_test_compiler Catch2::Catch2)
  endif()
  if(WITH_COLD AND TAO_SHIM_SANITIZE)
    string(APPEND name _cold)
    set(options ${cold_options})
  endif()
  if(NOT TARGET ${name})
    set(source ${PROJECT_BINARY_DIR}/precompiled/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "")
    add_library(${name} OBJECT ${source})
    target_link_libraries(${name} PRIVATE ${libraries})
    target_compile_options(${name} PRIVATE ${options})
    target_precompile_headers(${name} PRIVATE ${headers})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${name})
endfunction()

# tao_sources(TARGET [COLD] [CATCH] SOURCES FILE... [USES TARGET...]): adds sources to a target: code that runs once, a
# program of tests. A target has one set of precompiled headers, so those that look into JSON (they include text/json_value.hpp) are compiled in a library of
# object files: the JSON library's header in the set would cost all others more than the rest of it saves.
function(tao_sources target)
  cmake_parse_arguments(ARG "COLD;CATCH" "" "SOURCES;USES" ${ARGN})
  set(json_sources "")
  foreach(source IN LISTS ARG_SOURCES)
    file(STRINGS ${source} includes REGEX "^#include \"text/json_value.hpp\"" LIMIT_COUNT 1)
    if(includes)
      list(APPEND json_sources ${source})
    endif()
  endforeach()
  set(sources ${ARG_SOURCES})
  set(targets ${target})
  if(json_sources)
    list(REMOVE_ITEM sources ${json_sources})
    add_library(${target}_json OBJECT ${json_sources})
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_json>)
    list(APPEND targets ${target}_json)
  endif()
  target_sources(${target} PRIVATE ${sources})

  foreach(each IN LISTS targets)
    target_link_libraries(${each} PUBLIC tao_compiler)
    set(traits "")
    if(ARG_COLD)
      target_compile_options(${each} PRIVATE ${cold_options})
      list(APPEND traits COLD)
    endif()
    if(ARG_CATCH)
      target_link_libraries(${each} PUBLIC tao_test_compiler)
      list(APPEND traits CATCH)
    endif()
    target_link_libraries(${each} PUBLIC ${ARG_USES})
    if(NOT each STREQUAL target)
      list(APPEND traits JSON)
    endif()
    if(TAO_SHIM_PRECOMPILE)
      tao_use_precompiled(${each} ${traits})
    endif()
    if(TAO_SHIM_TOGETHER)
      set_target_properties(${each} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${files_together})
    endif()
  endforeach()
endfunction()

# tao_room(NAME [COLD] [USES ROOM...] [LIBRARIES TARGET...]): one room of lib/, a static library of its folder, which may use
# only the rooms named (see lib/README.md).
function(tao_room name)
  cmake_parse_arguments(ROOM "COLD" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  list(TRANSFORM ROOM_USES PREPEND tao_)
  add_library(tao_${name} STATIC)
  set(cold "")
  if(ROOM_COLD)
    set(cold COLD)
  endif()
  tao_sources(tao_${name} ${cold} SOURCES ${sources} USES ${ROOM_USES} ${ROOM_LIBRARIES})
endfunction()
