// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace exporting {

// A zip archive of files (path with '/', bytes) in the order given, stored as they are and all with
// the same time, so that the same files give the same bytes. Throws core::Error (failed,
// "archive-too-large") beyond what the plain format holds: 65,535 files or 4 GiB.
std::string zip(const std::vector<std::pair<std::string, std::string>>& files);

} // namespace exporting
