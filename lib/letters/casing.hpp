// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace letters {

bool is_digit(char32_t code);
// Letters of the scripts that names in Norway are written in. Combining accents are none: a letter
// and its accent are one letter.
bool is_letter(char32_t code);
// The small letter of a capital: Latin, with the letters of Norwegian and Sami.
char32_t lower_of(char32_t code);

// The text in small letters.
std::string in_small_letters(std::string_view text);
// As it stands within a sentence: the first letter small, unless it begins an abbreviation.
std::string within_sentence(std::string_view text);

} // namespace letters
