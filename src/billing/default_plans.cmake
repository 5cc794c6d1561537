# Compiles packaging/plans.toml into the billing box, so that the file is the one source of the shipped plans.
set(plans_file ${CMAKE_SOURCE_DIR}/packaging/plans.toml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${plans_file})
file(READ ${plans_file} ROLECALL_PLANS_TEXT)
configure_file(${CMAKE_CURRENT_LIST_DIR}/default_plans.cc.in ${CMAKE_CURRENT_BINARY_DIR}/billing/default_plans.cc @ONLY)
target_sources(rolecall_billing PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/billing/default_plans.cc)
