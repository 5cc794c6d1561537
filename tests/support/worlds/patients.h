// The patients of random worlds, and which searches find them. Written down by hand, so that a search is not held against itself.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace rolecall::testing::worlds {

struct Patient {
  std::string_view name;
  std::string_view date_of_birth;
  std::string_view identifier;
};

inline constexpr std::array<Patient, 4> patients{{
    {"Ada Byron", "1980-02-29", "MRN 4711"},
    {"Adan Çelik", "1980-02-29", ""},
    {"Bea Byrne-Ada", "", "4711"},
    {"Zoë O'Hara", "1999-12-31", "A-1"},
}};

/// A search as typed, and by the place of each patient whether it finds him: whole words and beginnings of three letters and more
/// of the name, the identifier and the date of birth exactly (SPEC section 7).
struct Search {
  std::string_view query;
  std::array<bool, patients.size()> finds;
};

inline constexpr std::array<Search, 12> searches{{
    {"ada", {true, true, false, false}},
    {"BYR", {true, false, true, false}},
    {"ada byr", {true, false, false, false}},
    {"çel", {false, true, false, false}},
    {"4711", {false, false, true, false}},
    {"mrn4711", {true, false, false, false}},
    {"MRN 47 11", {true, false, false, false}},
    {"byron mrn4711", {true, false, false, false}},
    {"1980-02-29", {true, true, false, false}},
    {"zoë o'h", {false, false, false, true}},
    {"ad", {false, false, false, false}},
    {"bob", {false, false, false, false}},
}};

}  // namespace rolecall::testing::worlds
