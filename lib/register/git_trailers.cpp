// SPDX-License-Identifier: MIT
#include "register/git_trailers.hpp"

#include "register/git_handles.hpp"

namespace reg {

std::vector<Trailer> trailers_of(const char* message) {
  git_message_trailer_array found{};
  check(git_message_trailers(&found, message));
  std::vector<Trailer> trailers;
  for (std::size_t i = 0; i < found.count; ++i)
    trailers.push_back({found.trailers[i].key, found.trailers[i].value});
  git_message_trailer_array_free(&found);
  return trailers;
}

} // namespace reg
