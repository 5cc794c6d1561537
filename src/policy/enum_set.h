// A constexpr set of small enumerators, one bit each; no order, no duplicates, no allocation.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace rolecall::policy {

/// Holds any of the first `Count` values of `Element`. INVARIANT: every element given is below `Count`.
template <class Element, std::size_t Count>
class EnumSet {
 public:
  constexpr EnumSet() = default;
  constexpr EnumSet(std::initializer_list<Element> elements) {
    for (const Element element : elements) add(element);
  }

  [[nodiscard]] static constexpr EnumSet all() {
    EnumSet set;
    for (std::size_t i = 0; i < Count; ++i) set.add(static_cast<Element>(i));
    return set;
  }

  /// The set whose bit `i` says whether element `i` is in it; only for sets of at most 64. Higher bits are ignored.
  [[nodiscard]] static constexpr EnumSet from_bits(std::uint64_t bits)
    requires(Count <= 64)
  {
    EnumSet set;
    set.words_[0] = Count == 64 ? bits : bits & ((std::uint64_t{1} << (Count % 64)) - 1);
    return set;
  }
  [[nodiscard]] constexpr std::uint64_t bits() const
    requires(Count <= 64)
  {
    return words_[0];
  }

  constexpr void add(Element element) { word_of(element) |= bit_of(element); }
  constexpr void remove(Element element) { word_of(element) &= ~bit_of(element); }

  [[nodiscard]] constexpr bool has(Element element) const {
    return (words_[static_cast<std::size_t>(element) / 64] & bit_of(element)) != 0;
  }
  [[nodiscard]] constexpr bool empty() const { return *this == EnumSet{}; }
  [[nodiscard]] constexpr std::size_t size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  /// Whether every element of this set is in `other` too.
  [[nodiscard]] constexpr bool is_within(const EnumSet& other) const { return (*this - other).empty(); }

  friend constexpr EnumSet operator|(EnumSet a, const EnumSet& b) {
    for (std::size_t i = 0; i < word_count; ++i) a.words_[i] |= b.words_[i];
    return a;
  }
  friend constexpr EnumSet operator&(EnumSet a, const EnumSet& b) {
    for (std::size_t i = 0; i < word_count; ++i) a.words_[i] &= b.words_[i];
    return a;
  }
  friend constexpr EnumSet operator-(EnumSet a, const EnumSet& b) {
    for (std::size_t i = 0; i < word_count; ++i) a.words_[i] &= ~b.words_[i];
    return a;
  }
  constexpr bool operator==(const EnumSet&) const = default;

  /// Walks the elements in their order: `for (Role role : roles)`.
  class Iterator {
   public:
    constexpr Iterator(const EnumSet& set, std::size_t at) : set_(&set), at_(at) { skip(); }
    constexpr Element operator*() const { return static_cast<Element>(at_); }
    constexpr Iterator& operator++() {
      ++at_;
      skip();
      return *this;
    }
    constexpr bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    constexpr void skip() {
      while (at_ < Count && !set_->has(static_cast<Element>(at_))) ++at_;
    }
    const EnumSet* set_;
    std::size_t at_;
  };
  [[nodiscard]] constexpr Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] constexpr Iterator end() const { return {*this, Count}; }

 private:
  static constexpr std::size_t word_count = (Count + 63) / 64;
  static constexpr std::uint64_t bit_of(Element element) { return std::uint64_t{1} << (static_cast<std::size_t>(element) % 64); }
  constexpr std::uint64_t& word_of(Element element) { return words_[static_cast<std::size_t>(element) / 64]; }

  std::array<std::uint64_t, word_count> words_{};
};

}  // namespace rolecall::policy
