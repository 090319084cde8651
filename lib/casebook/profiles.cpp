// SPDX-License-Identifier: MIT
#include "casebook/profiles.hpp"

#include <algorithm>
#include <filesystem>

#include "casebook/data.hpp"
#include "core/error.hpp"
#include "core/near.hpp"
#include "core/path.hpp"
#include "system/files.hpp"
#include "yaml/edit.hpp"

namespace casebook {

namespace {

constexpr std::string_view k_open = "{{";
constexpr std::string_view k_close = "}}";

std::string path_in(const std::string& data_folder, const std::string& file) {
  return data_folder + "/templates/profiles/" + file + ".yaml";
}

std::string read(const std::string& path) {
  auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", path}});
  }
  return std::move(*text);
}

// The words of one language that a file may use.
class Words {
public:
  Words(const std::string& path, const std::string& section)
      : m_path(path), m_all(data_from(read(path), path)), m_section(section) {}

  const std::string& at(const std::string& word, const std::string& asked_by) const {
    for (const auto& section : {m_section, std::string("common")}) {
      const auto* words = m_all.find(section);
      const auto* found = words != nullptr ? words->find(word) : nullptr;
      if (found != nullptr && found->is_string()) {
        return found->as_string();
      }
    }
    throw core::Error(core::Exit::findings, "bad-data-file",
                      {{"file", m_path}, {"reason", asked_by + ": {{" + word + "}}"}});
  }

private:
  std::string m_path;
  core::Value m_all;
  std::string m_section;
};

// `text` with the lines after the first behind `before`.
std::string behind(std::string_view text, std::string_view before) {
  std::string whole;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    whole.append(text.substr(0, end + 1)).append(before);
    text.remove_prefix(end + 1);
  }
  return whole.append(text);
}

std::string with_words(std::string_view text, const Words& words, const std::string& path) {
  std::string whole;
  for (auto open = text.find(k_open); open != std::string_view::npos; open = text.find(k_open)) {
    const auto close = text.find(k_close, open);
    if (close == std::string_view::npos) {
      break;
    }
    const auto word = std::string(text.substr(open + 2, close - open - 2));
    whole.append(text.substr(0, open));
    const auto line = whole.rfind('\n');
    const auto before = line == std::string::npos ? whole : whole.substr(line + 1);
    whole += behind(words.at(word, path), before);
    text.remove_prefix(close + 2);
  }
  return whole.append(text);
}

std::string filled_file(const std::string& data_folder, const std::string& file,
                        const std::string& texts, const std::string& section) {
  const auto path = path_in(data_folder, file);
  return with_words(read(path), Words(path_in(data_folder, texts), section), path);
}

} // namespace

std::vector<std::string> profile_names(const std::string& data_folder) {
  std::vector<std::string> names;
  for (const auto& path : sys::files_below(data_folder + "/templates/profiles")) {
    const auto file = std::filesystem::path(path);
    const auto name = file.stem().string();
    if (file.extension() == ".yaml" && name.find('.') == std::string::npos &&
        name != k_plain_profile) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

void check_profile(const std::string& data_folder, const std::string& name) {
  const auto names = profile_names(data_folder);
  if (name == k_plain_profile || std::find(names.begin(), names.end(), name) != names.end()) {
    return;
  }
  std::string known;
  for (const auto& one : names) {
    known += (known.empty() ? "" : ", ") + one;
  }
  core::Arguments arguments{{"profile", name}, {"known", known}};
  if (const auto near = core::nearest(name, names); !near.empty()) {
    arguments.emplace_back("near", near);
  }
  throw core::Error(core::Exit::usage, "no-such-profile", std::move(arguments));
}

std::string language_of_profile(const std::string& data_folder, const std::string& name) {
  constexpr std::string_view k_key = "\nlanguage: ";
  const auto text = read(path_in(data_folder, name));
  const auto key = text.find(k_key);
  if (key == std::string::npos) {
    return "";
  }
  const auto from = key + k_key.size();
  const auto said = text.substr(from, text.find('\n', from) - from);
  return said.starts_with(k_open) ? "" : said;
}

std::string organisation_of(const std::string& data_folder, const std::string& name,
                            const std::string& language, bool example) {
  auto text = filled_file(data_folder, name, "text." + language, name);
  text = yaml::with_value(text, core::path_of("language"), core::Value(language));
  if (example) {
    constexpr std::string_view k_format = "\nformat: 1\n";
    text.insert(text.find(k_format) + k_format.size(), "example: true\n");
    const auto story = data_from(story_of(data_folder, name, language), name);
    for (const auto& one : story.list("organisation")) {
      text =
          yaml::with_value(text, core::path_of(one.text("path")), core::Value(one.text("value")));
    }
  }
  return text;
}

std::string story_of(const std::string& data_folder, const std::string& name,
                     const std::string& language) {
  return filled_file(data_folder, name + ".example", "example." + language, name);
}

} // namespace casebook
