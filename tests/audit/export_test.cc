#include <gtest/gtest.h>

#include "audit/verify_export.h"
#include "clinic_chain.h"

namespace rolecall::audit {
namespace {

using Lines = std::vector<std::string>;

ExportReport verified(const Lines& lines, const crypto::PublicKey& key) {
  std::size_t next = 0;
  return verify_export(
      [&]() -> std::optional<std::string> { return next < lines.size() ? std::optional(lines[next++]) : std::nullopt; }, key);
}

Lines split(const std::string& text) {
  Lines lines;
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

class Export : public ::testing::Test {
 protected:
  [[nodiscard]] ExportReport report_on(const Lines& given) const { return verified(given, chain.key.public_key()); }
  void expect(const Lines& given, Finding finding, std::int64_t seq) const {
    const auto report = report_on(given);
    ASSERT_TRUE(report.problem) << "expected " << name_of(finding);
    EXPECT_EQ(name_of(report.problem->finding), name_of(finding)) << report.problem->detail;
    EXPECT_EQ(report.problem->seq, seq) << report.problem->detail;
    EXPECT_FALSE(report.problem->detail.empty());
  }

  ClinicChain chain{12};
  Lines lines = chain.lines();
};

TEST_F(Export, verifies_as_it_was_written) {
  const auto report = report_on(lines);
  EXPECT_FALSE(report.problem) << report.problem->detail;
  EXPECT_EQ(report.rows, 12);
  EXPECT_EQ(report.checkpoint->tip, chain.tip);
}

TEST_F(Export, of_a_chain_without_rows_verifies) {
  const ClinicChain empty(0);
  const auto report = report_on(empty.lines());
  EXPECT_FALSE(report.problem) << report.problem->detail;
  EXPECT_EQ(report.rows, 0);
}

TEST_F(Export, shows_personal_values_and_what_proves_them) {
  const auto row = parse_canonical(lines[0]);
  ASSERT_TRUE(row);
  EXPECT_EQ(*row->object()->at("actor").object()->at("name").text(), "Dr Ada");
  EXPECT_EQ(row->object()->at("personal").object()->size(), 4U);
  const auto back = read_export_line(lines[0]);
  ASSERT_TRUE(back);
  EXPECT_EQ(encode_row(back->event), encode_row(chain.rows[0]));
}

TEST_F(Export, verifies_when_any_personal_values_are_erased) {
  for (std::size_t i = 0; i < chain.openings.size(); ++i) {
    auto& openings = chain.openings[i];
    if (i % 2 == 0)
      openings.clear();
    else
      openings.erase(openings.begin());
  }
  const auto report = report_on(chain.lines());
  EXPECT_FALSE(report.problem) << report.problem->detail;
  EXPECT_EQ(chain.lines()[0].find("person1@"), std::string::npos);
}

TEST_F(Export, names_the_row_in_which_any_single_octet_was_flipped) {
  const Lines few = ClinicChain(4).lines();
  for (const std::size_t victim : {std::size_t{0}, std::size_t{3}}) {
    for (std::size_t i = 0; i < few[victim].size(); ++i) {
      Lines flipped = few;
      flipped[victim][i] = static_cast<char>(flipped[victim][i] ^ (i % 2 == 0 ? 1 : 32));
      const auto report = report_on(flipped);
      ASSERT_TRUE(report.problem) << "row " << victim + 1 << " octet " << i;
      EXPECT_EQ(report.problem->seq, static_cast<std::int64_t>(victim) + 1) << report.problem->detail << " octet " << i;
      EXPECT_EQ(report.problem->line, static_cast<std::int64_t>(victim) + 1);
      EXPECT_TRUE(report.problem->finding == Finding::changed || report.problem->finding == Finding::value_mismatch);
    }
  }
}

TEST_F(Export, names_the_checkpoint_when_any_of_its_octets_was_flipped) {
  const Lines few = ClinicChain(1).lines();
  for (std::size_t i = 0; i < few.back().size(); ++i) {
    Lines flipped = few;
    flipped.back()[i] = static_cast<char>(flipped.back()[i] ^ 1);
    const auto report = report_on(flipped);
    ASSERT_TRUE(report.problem) << i;
    EXPECT_EQ(report.problem->line, 2) << report.problem->detail;
    EXPECT_EQ(report.problem->seq, report.problem->finding == Finding::truncated ? 2 : 0);
  }
}

TEST_F(Export, never_passes_with_any_octet_flipped_line_feeds_too_or_any_octets_cut_off) {
  std::string text;
  for (const auto& line : ClinicChain(1).lines()) text += line + "\n";
  ASSERT_FALSE(report_on(split(text)).problem);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string flipped = text;
    flipped[i] = static_cast<char>(flipped[i] ^ 2);
    // The line feed at the very end is not part of the last line, but what stands in its place is.
    EXPECT_TRUE(report_on(split(flipped)).problem) << i;
  }
  for (std::size_t size = 0; size < text.size() - 1; ++size) EXPECT_TRUE(report_on(split(text.substr(0, size))).problem) << size;
}

TEST_F(Export, names_each_row_that_was_dropped) {
  for (std::int64_t seq = 1; seq <= 11; ++seq) {
    Lines dropped = lines;
    dropped.erase(dropped.begin() + seq - 1);
    expect(dropped, Finding::dropped, seq);
  }
}

TEST_F(Export, names_the_first_row_of_a_tail_that_was_cut_off) {
  for (std::int64_t kept = 0; kept < 12; ++kept) {
    Lines cut(lines.begin(), lines.begin() + kept);
    expect(cut, Finding::truncated, kept + 1);
    cut.push_back(lines.back());
    expect(cut, Finding::truncated, kept + 1);
  }
  expect({lines.begin(), lines.end() - 1}, Finding::truncated, 13);
}

TEST_F(Export, names_the_row_that_stands_later_than_it_should_for_any_two_that_were_swapped) {
  for (std::size_t a = 0; a < 12; ++a) {
    for (std::size_t b = a + 1; b < 12; ++b) {
      Lines swapped = lines;
      std::swap(swapped[a], swapped[b]);
      expect(swapped, Finding::reordered, static_cast<std::int64_t>(a) + 1);
    }
  }
}

TEST_F(Export, names_the_row_that_stands_there_twice) {
  for (std::size_t a = 0; a < 12; ++a) {
    for (std::size_t behind = a + 1; behind <= 12; ++behind) {
      Lines doubled = lines;
      doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(behind), lines[a]);
      expect(doubled, Finding::doubled, static_cast<std::int64_t>(a) + 1);
    }
  }
}

TEST_F(Export, names_the_row_that_was_replaced_and_given_a_fitting_hash) {
  for (std::size_t victim = 0; victim < 12; ++victim) {
    Event forged = chain.rows[victim];
    forged.rule = "forged";
    forged.hash = row_hash(forged);
    Lines replaced = lines;
    replaced[victim] = export_line(forged, chain.openings[victim]);
    expect(replaced, Finding::changed, static_cast<std::int64_t>(victim) + 1);
  }
}

TEST_F(Export, does_not_pass_when_everything_was_rewritten_under_the_old_checkpoint) {
  ClinicChain rewritten(0);
  for (std::int64_t i = 1; i <= 12; ++i) {
    Event event = rewritten.event_number(i);
    if (i == 4) event.rule = "forged";
    rewritten.append(std::move(event));
  }
  Lines forged = rewritten.lines();
  forged.back() = lines.back();
  expect(forged, Finding::changed, 12);
}

TEST_F(Export, names_the_row_whose_personal_value_was_exchanged) {
  Lines exchanged = lines;
  exchanged[4].replace(exchanged[4].find("person5@"), 8, "person6@");
  expect(exchanged, Finding::value_mismatch, 5);
}

TEST_F(Export, says_when_it_was_signed_with_another_key) {
  const crypto::SigningKey other(crypto::Secret::random());
  Lines resigned = lines;
  resigned.back() = export_last_line(sign_checkpoint(chain.name, chain.tip, {0}, other));
  expect(resigned, Finding::wrong_key, 0);
}

TEST_F(Export, says_when_rows_or_the_checkpoint_are_of_another_chain) {
  ClinicChain other(0);
  other.name = "tem_other";
  other.tip = genesis(other.name);
  for (std::int64_t i = 1; i <= 12; ++i) other.append(other.event_number(i));
  Lines mixed = lines;
  mixed[6] = other.lines()[6];
  expect(mixed, Finding::foreign, 7);
  mixed = lines;
  mixed.back() = other.lines().back();
  expect(mixed, Finding::foreign, 0);
}

TEST_F(Export, says_when_rows_stand_behind_what_the_checkpoint_covers) {
  Lines longer = lines;
  longer.back() = ClinicChain(9).lines().back();
  expect(longer, Finding::uncovered, 10);
}

TEST_F(Export, says_when_something_follows_the_checkpoint) {
  Lines longer = lines;
  longer.push_back(lines[2]);
  expect(longer, Finding::trailing_lines, 0);
}

TEST_F(Export, survives_anything_that_is_not_an_export) {
  for (const std::string& junk :
       {std::string(), std::string("{"), std::string("null"), std::string("[]"), std::string(200'000, '['),
        std::string("\0\0", 2), std::string(R"({"personal":{}})"), std::string(R"({"checkpoint")"),
        std::string(R"({"checkpoint":{"checkpoint":{}}})"), std::string("\xFF\xFE")}) {
    EXPECT_TRUE(report_on({junk}).problem);
    EXPECT_TRUE(report_on({junk, junk}).problem);
    EXPECT_TRUE(report_on({lines[0], junk, lines[1]}).problem);
  }
  EXPECT_TRUE(report_on({}).problem);
}

}  // namespace
}  // namespace rolecall::audit
