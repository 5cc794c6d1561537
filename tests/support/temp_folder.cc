#include "support/temp_folder.h"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace rolecall::testing {

TempFolder::TempFolder() {
  std::string name = std::filesystem::temp_directory_path() / "rolecall-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder could be made");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace rolecall::testing
