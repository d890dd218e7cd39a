# Read by cpack for each kind of package: what it holds, and where.
list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 build)
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
  set(CPACK_INSTALL_CMAKE_PROJECTS "${build};tao-shim;ALL;/;${build};tao-shim;package;/;${build};tao-shim;debian;/")
else()
  set(CPACK_PACKAGING_INSTALL_PREFIX "")
  set(CPACK_INSTALL_CMAKE_PROJECTS
      "${build};tao-shim;ALL;/tree;${build};tao-shim;package;/tree;${build};tao-shim;tarball;/")
endif()
