# Debian packages (scripts/package.sh): the library, what it takes to build against it, the command, and the data.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kohort)
set(CPACK_PACKAGE_VENDOR kohort)
set(CPACK_PACKAGE_CONTACT "kohort <kohort@localhost>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
set(CPACK_COMPONENTS_ALL library dev command data)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# component, package, section, other packages it needs, first line of its description
macro(koh_package component package section depends summary)
  string(TOUPPER ${component} COMPONENT_UPPER)
  set(CPACK_DEBIAN_${COMPONENT_UPPER}_PACKAGE_NAME ${package})
  set(CPACK_DEBIAN_${COMPONENT_UPPER}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${COMPONENT_UPPER}_PACKAGE_DEPENDS "${depends}")
  set(CPACK_DEBIAN_${COMPONENT_UPPER}_DESCRIPTION "${summary}")
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright COMPONENT ${component}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package})
endmacro()
set(same_version "(= ${PROJECT_VERSION})")
koh_package(library libkohort${PROJECT_VERSION_MAJOR} libs "kohort-data ${same_version}"
  "care planning in Norwegian municipalities: library")
koh_package(dev libkohort-dev libdevel
  "libkohort${PROJECT_VERSION_MAJOR} ${same_version}, libgsl-dev, libcjson-dev, libcsv-dev, libxlsxwriter-dev, libnetcdf-dev, zlib1g-dev"
  "care planning in Norwegian municipalities: headers and static library")
koh_package(command kohort science "kohort-data ${same_version}"
  "care planning in Norwegian municipalities: command")
koh_package(data kohort-data science ""
  "care planning in Norwegian municipalities: default figures with their sources")
set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/lib)
include(CPack)
