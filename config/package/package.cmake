# What cpack makes of a release: tao-shim_VERSION_ARCHITECTURE.deb, and a tarball of the same programs with install.sh. The
# programs are static, so both work on any Linux of that architecture.
#
#   cmake --preset release && cmake --build build/release && cpack --config build/release/CPackConfig.cmake -B build/packages
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
  set(architecture arm64)
elseif(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(architecture amd64)
else()
  set(architecture ${CMAKE_SYSTEM_PROCESSOR})
endif()
set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_PACKAGE_NAME tao-shim)
set(CPACK_PACKAGE_FILE_NAME tao-shim_${PROJECT_VERSION}_${architecture})
set(CPACK_PACKAGE_VENDOR "tao shim")
set(CPACK_PACKAGE_CONTACT "tao shim <maintainers@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "the command tao of TAO Toolkit with one set of paths, your own")
set(CPACK_PACKAGE_DESCRIPTION_FILE ${CMAKE_CURRENT_SOURCE_DIR}/package/description.txt)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE ${architecture})
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_SOURCE_DIR}/package/postinst)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_SOURCE_DIR}/package/generator.cmake)
include(CPack)

# Further components, which `cmake --install` leaves out. The licences of what is linked in come with Debian's packages.
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/tao-shim COMPONENT package EXCLUDE_FROM_ALL)
foreach(linked libboost-filesystem-dev libyaml-cpp-dev nlohmann-json3-dev libcli11-dev libc6-dev libstdc++6)
  install(FILES /usr/share/doc/${linked}/copyright DESTINATION share/doc/tao-shim/licences RENAME ${linked}
          COMPONENT package EXCLUDE_FROM_ALL)
endforeach()

# Where Debian's zsh looks for functions of packages.
install(FILES completions/tao-shim.zsh DESTINATION share/zsh/vendor-completions RENAME _tao-shim COMPONENT debian
        EXCLUDE_FROM_ALL)
# Also where cron, sudo, services and shells that read no profile look. A launcher in front of it on PATH stays in front.
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/links)
foreach(name tao tlt tao-deploy)
  file(CREATE_LINK ../lib/tao-shim/shims/${name} ${CMAKE_CURRENT_BINARY_DIR}/links/${name} SYMBOLIC)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/links/${name} DESTINATION bin COMPONENT debian EXCLUDE_FROM_ALL)
endforeach()
install(FILES package/profile.sh DESTINATION /etc/profile.d RENAME tao-shim.sh COMPONENT debian EXCLUDE_FROM_ALL)

install(PROGRAMS ${PROJECT_SOURCE_DIR}/install.sh DESTINATION . COMPONENT tarball EXCLUDE_FROM_ALL)
install(DIRECTORY install DESTINATION config COMPONENT tarball EXCLUDE_FROM_ALL)
