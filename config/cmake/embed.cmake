# Makes data files part of a program: NAME.inc holds one line {"FILE", "CONTENT"}, for each file, FILE without directory
# and ending, to be included in the middle of a table. A changed file is noticed at the next build.
set(generated_directory ${PROJECT_BINARY_DIR}/generated)  # where compiler.cmake lets includes look

function(tao_embed name)
  set(lines "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(stem ${file} NAME_WE)
    file(READ ${file} content)
    string(APPEND lines "{\"${stem}\", R\"embedded(${content})embedded\"},\n")
  endforeach()
  # Written beside it first: a header that did not change must not be newer.
  file(WRITE ${generated_directory}/${name}.inc.new "${lines}")
  configure_file(${generated_directory}/${name}.inc.new ${generated_directory}/${name}.inc COPYONLY)
endfunction()
