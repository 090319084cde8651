// SPDX-License-Identifier: MIT
#include "register/walk.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

TEST_CASE("all files are found in order, whether folders are large or small") {
  namespace fs = std::filesystem;
  const auto root = fs::temp_directory_path() / fmt::format("pvtool-walk-{}", ::getpid());
  std::vector<std::string> wanted;
  const std::pair<const char*, int> folders[] = {
      {"2021", 3}, {"2022", 0}, {"2023", 600}, {"2024", 2}, {"2025", 700}};
  for (const auto& [folder, count] : folders) {
    fs::create_directories(root / "cases" / folder);
    for (int i = 0; i < count; ++i) {
      wanted.push_back(fmt::format("cases/{}/{:04}.yaml", folder, i));
      std::ofstream(root / wanted.back()) << i;
    }
  }
  CHECK(reg::walked(root.string(), "cases") == wanted);
  fs::remove_all(root);
}
