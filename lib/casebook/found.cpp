// SPDX-License-Identifier: MIT
#include "casebook/found.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "core/path.hpp"
#include "system/files.hpp"
#include "yaml/edit.hpp"

namespace casebook {

namespace fs = std::filesystem;

void copy_schemas(const std::string& root, const std::string& data_folder) {
  // Editors read them; the program never does. A register that cannot hold them still works.
  const auto from = fs::path(data_folder) / "schemas";
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(from, error)) {
    if (entry.path().extension() != ".json") {
      continue;
    }
    const auto to =
        fs::path(root) / ".pvtool" / "schemas" / fs::relative(entry.path(), from, error);
    fs::create_directories(to.parent_path(), error);
    fs::copy_file(entry.path(), to, fs::copy_options::overwrite_existing, error);
  }
}

std::unique_ptr<reg::Register> make_register(const std::string& folder,
                                             const std::string& data_folder,
                                             const std::string& name, const std::string& language) {
  if (sys::is_file(folder + "/pvtool.yaml")) {
    throw core::Error(core::Exit::refused, "register-exists", {{"path", folder}});
  }
  const auto source = data_folder + "/templates/register/" + language + ".yaml";
  auto text = sys::read_file(source);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", source}});
  }
  if (!name.empty()) {
    *text = yaml::with_value(*text, core::path_of("organisation.name"), core::Value(name));
  }
  reg::Change change;
  change.subject = "init: an empty register";
  change.trailers = {{"Command", "init"}, {"Pvtool", "0.1.0"}};
  change.files["pvtool.yaml"] = *text;
  change.files[".gitattributes"] = "* -text\n";
  change.files[".gitignore"] = "/outbox/\n/.pvtool/*\n!/.pvtool/allowed_signers\n";
  auto made = reg::init(folder, change);
  copy_schemas(made->root(), data_folder);
  return made;
}

} // namespace casebook
