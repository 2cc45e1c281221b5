# What `cmake --install` puts where: headers, both libraries, the data, and the files by which others find them.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/kohort)

install(TARGETS kohort kohort_shared EXPORT kohortTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT dev
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
install(EXPORT kohortTargets NAMESPACE kohort:: DESTINATION ${package_dir} COMPONENT dev)

# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/kohortConfigVersion.cmake COMPATIBILITY SameMinorVersion)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/kohortConfig.cmake.in
  ${PROJECT_BINARY_DIR}/kohortConfig.cmake INSTALL_DESTINATION ${package_dir})
install(FILES ${PROJECT_BINARY_DIR}/kohortConfig.cmake ${PROJECT_BINARY_DIR}/kohortConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindLibCSV.cmake DESTINATION ${package_dir} COMPONENT dev)

# The .pc file finds its prefix from where it lies, so that the tree can be moved.
set(pc_dir ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH pc_to_prefix ${pc_dir} ${CMAKE_INSTALL_PREFIX})
if(XLSXWRITER_FOUND)
  set(pc_xlsxwriter " xlsxwriter")
endif()
if(VEGA_BUNDLE)
  set(pc_zlib " zlib")
endif()
if(NETCDF_FOUND)
  set(pc_netcdf " netcdf")
endif()
configure_file(${PROJECT_SOURCE_DIR}/cmake/kohort.pc.in ${PROJECT_BINARY_DIR}/kohort.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/kohort.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)

if(EXISTS ${PROJECT_SOURCE_DIR}/data)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/kohort COMPONENT data)
endif()
