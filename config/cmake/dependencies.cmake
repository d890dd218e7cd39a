# The libraries, all from the distribution. Their headers are system headers: their warnings are not ours.
if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)  # Boost's own description of itself, where it is installed
endif()
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(CLI11 2.1 REQUIRED)

# Debian's package description of yaml-cpp names only the shared library; `tao` is linked statically.
find_path(YAML_CPP_INCLUDE yaml-cpp/parser.h REQUIRED)
find_library(YAML_CPP_ARCHIVE libyaml-cpp.a REQUIRED)
add_library(yaml_cpp_static STATIC IMPORTED)
set_target_properties(yaml_cpp_static PROPERTIES IMPORTED_LOCATION ${YAML_CPP_ARCHIVE}
                                                 INTERFACE_INCLUDE_DIRECTORIES ${YAML_CPP_INCLUDE})
