# Embeds portal/dist into rolecall_http; without it (or with ROLECALL_PORTAL=OFF) one page that says so.
enable_language(ASM)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(portal_dist ${CMAKE_SOURCE_DIR}/portal/dist)
if(NOT ROLECALL_PORTAL)
  set(portal_dist ${CMAKE_BINARY_DIR}/no-portal)
endif()
set(portal_out ${CMAKE_CURRENT_BINARY_DIR}/portal)
file(GLOB_RECURSE portal_files CONFIGURE_DEPENDS ${portal_dist}/*)
add_custom_command(
  OUTPUT ${portal_out}/portal_assets.cc ${portal_out}/portal_blob.S ${portal_out}/portal_assets.bin
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed_portal.py ${portal_dist} ${CMAKE_SOURCE_DIR}/api/openapi.yaml
          ${portal_out}
  DEPENDS ${portal_files} ${CMAKE_SOURCE_DIR}/api/openapi.yaml ${CMAKE_SOURCE_DIR}/tools/embed_portal.py
  COMMENT "Embedding the portal"
  VERBATIM)
set_source_files_properties(${portal_out}/portal_blob.S PROPERTIES OBJECT_DEPENDS ${portal_out}/portal_assets.bin)
target_sources(rolecall_http PRIVATE ${portal_out}/portal_assets.cc ${portal_out}/portal_blob.S)
