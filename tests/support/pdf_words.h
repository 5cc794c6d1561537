// What a PDF of clinical/pdf.cc says: the words of its pages, read back from the compressed content streams. For tests.
#pragma once

#include <utf8proc.h>
#include <zlib.h>

#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rolecall::testing {

inline std::string inflated(std::string_view bytes) {
  std::string out;
  z_stream stream{};
  inflateInit(&stream);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  char buffer[4096];
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, sizeof buffer - stream.avail_out);
  }
  inflateEnd(&stream);
  return out;
}

/// The streams of the file that are compressed, as they were before; fonts too.
inline std::vector<std::string> streams_of(std::string_view pdf) {
  constexpr std::string_view begin = "stream\r\n";
  std::vector<std::string> streams;
  for (auto at = pdf.find(begin); at != std::string_view::npos; at = pdf.find(begin, at)) {
    at += begin.size();
    streams.push_back(inflated(pdf.substr(at)));
  }
  return streams;
}

/// Words of a page and where they begin, in points from its lower left corner.
struct PlacedWords {
  float x = 0;
  float y = 0;
  std::string text;
};

/// The text of `<0041…>`, in UTF-8.
inline std::string text_of_codes(std::string_view hexadecimal) {
  std::string text;
  for (; hexadecimal.size() >= 4; hexadecimal.remove_prefix(4)) {
    utf8proc_uint8_t octets[4];
    const auto code = std::stoi(std::string(hexadecimal.substr(0, 4)), nullptr, 16);
    text.append(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(utf8proc_encode_char(code, octets)));
  }
  return text;
}

/// What every `Tj` shows, in the order of the file.
inline std::vector<PlacedWords> placed_words(std::string_view pdf) {
  std::vector<PlacedWords> placed;
  for (const auto& stream : streams_of(pdf)) {
    if (stream.find(" Tf") == std::string::npos) continue;
    PlacedWords at;
    std::istringstream parts(stream);
    std::string before;
    std::string last;
    for (std::string part; parts >> part; before = std::exchange(last, part)) {
      if (part == "BT") at = {};
      if (part == "Td") {
        at.x += std::stof(before);
        at.y += std::stof(last);
      }
      if (part == "Tj") placed.push_back({at.x, at.y, text_of_codes(std::string_view(last).substr(1, last.size() - 2))});
    }
  }
  return placed;
}

/// The same without its place, a line each.
inline std::string pdf_words(std::string_view pdf) {
  std::string words;
  for (const auto& one : placed_words(pdf)) words += one.text + "\n";
  return words;
}

/// Whether every font of the file draws a glyph of its own for this character: what is in the words alone may be an empty box.
inline bool is_drawn_in_every_font(std::string_view pdf, char32_t code) {
  constexpr std::size_t size_of_a_map = std::size_t{2} * 0xFFFF;  // two bytes for each character
  std::size_t maps = 0;
  for (const auto& stream : streams_of(pdf)) {
    if (stream.size() != size_of_a_map) continue;
    ++maps;
    if (stream[2 * code] == 0 && stream[2 * code + 1] == 0) return false;
  }
  return maps > 0;
}

}  // namespace rolecall::testing
