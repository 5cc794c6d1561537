# Compiles clinic.toml into the cli box: the demo needs no file beside the program.
set(demo_file ${CMAKE_CURRENT_LIST_DIR}/clinic.toml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${demo_file})
file(READ ${demo_file} ROLECALL_DEMO_TEXT)
configure_file(${CMAKE_CURRENT_LIST_DIR}/clinic_text.cc.in ${CMAKE_CURRENT_BINARY_DIR}/cli/demo/clinic_text.cc @ONLY)
target_sources(rolecall_cli PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/cli/demo/clinic_text.cc)
