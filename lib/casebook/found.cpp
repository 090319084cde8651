// SPDX-License-Identifier: MIT
#include "casebook/found.hpp"
#include "casebook/signer.hpp"

#include <filesystem>
#include <span>
#include <string_view>

#include "core/error.hpp"
#include "core/version.hpp"
#include "system/files.hpp"

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

namespace {

constexpr std::string_view k_ignored[] = {"/outbox/", "/.pvtool/*", "!/.pvtool/allowed_signers",
                                          "!/.pvtool/acknowledged.yaml"};
constexpr std::string_view k_attributes[] = {"* -text"};
// In a folder that has rules of its own, ours speak of our files only.
constexpr std::string_view k_attributes_beside[] = {"/pvtool.yaml -text", "/cases/** -text"};

bool has_line(std::string_view text, std::string_view line) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (text.substr(0, end) == line) {
      return true;
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return false;
}

// What stands there already stays, and what is missing follows it.
std::string with_lines(std::string text, std::span<const std::string_view> lines) {
  for (const auto line : lines) {
    if (!has_line(text, line)) {
      text += (text.empty() || text.ends_with('\n') ? "" : "\n") + std::string(line) + "\n";
    }
  }
  return text;
}

// The files of a build server's workflow by their places in the register.
reg::Files workflow(const std::string& data_folder, const std::string& ci,
                    const std::string& root) {
  reg::Files files;
  const auto from = fs::path(data_folder) / "templates" / "ci" / ci;
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file()) {
      continue;
    }
    const auto to = fs::relative(entry.path(), from).generic_string();
    if (sys::is_file(root + "/" + to)) {
      throw core::Error(core::Exit::refused, "file-exists", {{"path", to}});
    }
    files[to] = sys::read_file(entry.path().string());
  }
  return files;
}

} // namespace

std::string add_ci(reg::Register& reg, const std::string& data_folder, const std::string& ci) {
  reg::Change change;
  change.subject = "init: workflow for " + ci;
  change.trailers = {{"Command", "init"}, {"Pvtool", std::string(core::k_version)}};
  change.files = workflow(data_folder, ci, reg.root());
  return reg.commit(change, reg.head());
}

std::unique_ptr<reg::Register> make_register(const Founding& founding) {
  const auto& folder = founding.folder;
  if (sys::is_file(folder + "/pvtool.yaml")) {
    throw core::Error(core::Exit::refused, "register-exists", {{"path", folder}});
  }
  for (auto above = fs::absolute(folder).lexically_normal(); above.has_relative_path();
       above = above.parent_path()) {
    if (sys::is_file((above / "pvtool.yaml").string())) {
      throw core::Error(core::Exit::refused, "register-exists", {{"path", above.string()}});
    }
  }
  reg::Change change;
  change.subject = "init: an empty register";
  change.trailers = {{"Command", "init"}, {"Pvtool", std::string(core::k_version)}};
  change.files["pvtool.yaml"] = founding.organisation;
  const auto ignored = sys::read_file(folder + "/.gitignore");
  change.files[".gitignore"] = with_lines(ignored.value_or(""), k_ignored);
  const auto attributes = sys::read_file(folder + "/.gitattributes");
  change.files[".gitattributes"] =
      attributes ? with_lines(*attributes, k_attributes_beside) : with_lines("", k_attributes);
  if (!founding.ci.empty()) {
    change.files.merge(workflow(founding.data_folder, founding.ci, folder));
  }
  auto made = reg::init(folder, change, founding.author, signer());
  copy_schemas(made->root(), founding.data_folder);
  return made;
}

} // namespace casebook
