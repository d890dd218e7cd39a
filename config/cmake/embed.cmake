# Makes data files part of a program: GENERATED/NAME.inc holds one line {"FILE", "CONTENT"}, for each file, FILE without
# directory and ending, to be included in the middle of a table. A changed file is noticed at the next build.
function(tao_embed target name)
  set(lines "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(stem ${file} NAME_WE)
    file(READ ${file} content)
    string(APPEND lines "{\"${stem}\", R\"embedded(${content})embedded\"},\n")
  endforeach()
  # Written beside it first: a header that did not change must not be newer.
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
  file(WRITE ${generated}/${name}.inc.new "${lines}")
  configure_file(${generated}/${name}.inc.new ${generated}/${name}.inc COPYONLY)
  target_include_directories(${target} PRIVATE ${generated})
endfunction()
