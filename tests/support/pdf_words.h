// What a PDF of clinical/pdf.cc says: the words of its pages, read back from the compressed content streams. For tests.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
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

/// The text of every `<0041…> Tj`, a line each. Only ASCII is read back; anything else is `?`.
inline std::string pdf_words(std::string_view pdf) {
  std::string words;
  for (const auto& stream : streams_of(pdf)) {
    if (stream.find(" Tf") == std::string::npos) continue;
    for (auto at = stream.find('<'); at != std::string::npos; at = stream.find('<', at)) {
      const auto end = stream.find('>', at);
      for (++at; at + 4 <= end; at += 4) {
        const auto code = std::stoul(stream.substr(at, 4), nullptr, 16);
        words += code < 0x80 ? static_cast<char>(code) : '?';
      }
      words += '\n';
    }
  }
  return words;
}

}  // namespace rolecall::testing
