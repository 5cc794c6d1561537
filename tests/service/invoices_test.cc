// Invoices by the clock: when they are made, what stands on them, how they are numbered and paid.
#include <thread>

#include "base/csv.h"
#include "service/billing/bill_team.h"
#include "service/billing/mark_paid.h"
#include "service/billing/print_invoice.h"
#include "service/billing/read_invoices.h"
#include "service/billing/reconcile_seats.h"
#include "service/billing/start_trial.h"
#include "service/invoice_sums.h"
#include "service/jobs.h"
#include "service/members/pending_invitation.h"
#include "service/quotes.h"
#include "service/sessions/create_session.h"
#include "service/team_life.h"
#include "store/migrate.h"
#include "support/pdf_words.h"

namespace rolecall::testing {
namespace {

constexpr std::string_view invoice_credits =
#include "store/migrations/0018_invoice_credits.sql.inc"
    ;

class Invoices : public TeamLifeTest {
 protected:
  /// The owner, signed in at the present instant.
  Person olga() { return world().signed_in_again(owner()); }
  void bill() { service::run_due_jobs(world().store(), world().environment()); }
  void bill_after(Duration time) {
    world().advance(time);
    bill();
  }
  std::vector<service::InvoiceView> invoices() {
    const auto reader = olga();
    auto listed = read([&](auto& tx, const auto& environment) {
      return service::list_invoices(tx, environment, reader.credential, team(), 1'000'000, 200);
    });
    std::vector<service::InvoiceView> full;
    for (const auto& view : listed.value()) {
      full.push_back(read([&](auto& tx, const auto& environment) {
                       return service::get_invoice(tx, environment, reader.credential, team(), view.invoice.id);
                     }).value());
    }
    return full;
  }
  Result<service::PaidInvoice> pay(std::int64_t number, const std::string& reference = "",
                                   std::optional<std::int64_t> amount = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::mark_paid(tx, environment, {team(), number, reference, amount});
    });
  }
  service::SeatReport compare() {
    return read([&](auto& tx, const auto& environment) {
             return Result<service::SeatReport>(service::compare_seats_of(tx, environment, team()));
           })
        .value();
  }
  /// Nothing is to be told, and what is open and not invoiced is the balance.
  void expect_books_agree() {
    EXPECT_EQ(compare().findings, std::vector<std::string>{});
    EXPECT_EQ(compare().open(), 0);
    EXPECT_EQ(world().look([&](store::Transaction& tx) { return owed_by_invoices(tx, team()); }), seats().balance_minor);
  }
  /// As somebody would do it who has the database. The team is $1.
  void damage(std::string_view sql) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, sql, team());
      return Done{};
    });
    ASSERT_TRUE(done);
  }
  void run_script(std::string_view sql) {
    const auto dialect = GetParam() == Which::sqlite ? store::Dialect::sqlite : store::Dialect::postgres;
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      tx.connection().script(store::translate(sql, dialect));
      return Done{};
    });
    ASSERT_TRUE(done);
  }
  /// Two members join and are invoiced, and removed at once.
  std::int64_t credit_of_two_seats() {
    const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
    const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
    bill_after(minutes(10));
    return remove(olga(), cara.member).value().credit_minor + remove(olga(), dora.member).value().credit_minor;
  }
  service::NextInvoice next() {
    const auto reader = olga();
    return read([&](auto& tx, const auto& environment) {
             return service::get_next_invoice(tx, environment, reader.credential, team());
           })
        .value();
  }
  void make_monthly() {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE team SET plan_interval = 'month'");
      store::execute(tx, "DELETE FROM seat_ledger");
      store::execute(tx, "DELETE FROM invoicing");
      return Done{};
    });
    ASSERT_TRUE(done);
    const auto begun =
        write([&](auto& tx, const auto& environment) { return service::repair_seats_of(tx, environment, team()); });
    ASSERT_EQ(begun.value().repaired, 1) << "the owner's seat";
  }
};

TEST_P(Invoices, annual_additions_are_invoiced_now_and_several_within_ten_minutes_together) {
  add(owner(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(9));
  EXPECT_TRUE(invoices().empty()) << "others may follow";
  add(olga(), {"b@clinic.example", {"clinician"}}).value();
  bill_after(minutes(1));
  const auto made = invoices();
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].invoice.number, 1);
  ASSERT_EQ(made[0].lines.size(), 3U) << "the owner's seat and the two that were added";
  EXPECT_EQ(made[0].invoice.total_minor, seats().balance_minor);
  EXPECT_EQ(made[0].lines[1].entry.cause, "member.invite");
  EXPECT_EQ(made[0].lines[1].member_name, "a@clinic.example");
  EXPECT_FALSE(billing::explain_amount(made[0].lines[1].explained, "AUD").empty());
}

TEST_P(Invoices, monthly_additions_wait_for_the_next_term_and_make_no_invoices_of_their_own) {
  make_monthly();
  world().advance(days(5));
  for (const char* address : {"a@clinic.example", "b@clinic.example", "c@clinic.example"}) {
    add(olga(), {address, {"clinician"}}).value();
    bill_after(days(3));
    EXPECT_TRUE(invoices().empty());
  }
  bill_after(days(18));
  const auto made = invoices();
  ASSERT_EQ(made.size(), 1U);
  ASSERT_EQ(made[0].lines.size(), 5U) << "four seats of the first month, and the second month";
  EXPECT_EQ(made[0].lines.back().entry.kind, "term");
}

TEST_P(Invoices, what_a_monthly_team_has_used_is_invoiced_when_it_is_deleted) {
  make_monthly();
  bill_after(days(10));
  EXPECT_TRUE(invoices().empty());
  ASSERT_TRUE(delete_team(olga()));
  bill();
  EXPECT_EQ(count("SELECT count(*) FROM invoice WHERE team_id = $1"), 1);
  EXPECT_EQ(count("SELECT total_minor FROM invoice WHERE team_id = $1"), seats().balance_minor);
  EXPECT_GT(seats().balance_minor, 0);
}

TEST_P(Invoices, a_credit_waits_for_the_next_charge_and_is_used_first) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  ASSERT_EQ(invoices().size(), 1U);
  remove(olga(), cara.member).value();
  bill_after(minutes(20));
  ASSERT_EQ(invoices().size(), 1U) << "nothing is owed";
  EXPECT_LT(next().lines.front().entry.amount_minor, 0);
  add(olga(), {"dora@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  EXPECT_EQ(invoices().size(), 1U) << "the credit of a whole seat pays nearly all of it: a charge of less is no invoice";
  add(olga(), {"emil@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  const auto made = invoices();
  ASSERT_EQ(made.size(), 2U);
  ASSERT_EQ(made[0].lines.size(), 3U) << "the credit and the two seats";
  EXPECT_LT(made[0].lines[0].entry.amount_minor, 0);
  EXPECT_EQ(made[0].invoice.total_minor + made[1].invoice.total_minor, seats().balance_minor);
}

TEST_P(Invoices, numbers_have_no_gaps_and_rows_stand_on_one_invoice_each) {
  for (int i = 0; i < 5; ++i) {
    add(olga(), {"m" + std::to_string(i) + "@clinic.example", {"clinician"}}).value();
    bill_after(minutes(11));
    bill();
  }
  const auto made = invoices();
  ASSERT_EQ(made.size(), 5U);
  std::int64_t total = 0;
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].invoice.number, static_cast<std::int64_t>(made.size() - i));
    if (i + 1 < made.size()) {
      EXPECT_EQ(made[i].invoice.from_seq, made[i + 1].invoice.to_seq);
    }
    total += made[i].invoice.total_minor;
  }
  EXPECT_EQ(total, seats().balance_minor) << "what is owed on invoices is what the ledger says";
}

TEST_P(Invoices, a_payment_lowers_the_balance_once) {
  bill_after(minutes(10));
  const auto owed = seats().balance_minor;
  EXPECT_EQ(pay(2).error().code, Code::not_found);
  ASSERT_TRUE(pay(1));
  EXPECT_EQ(seats().balance_minor, owed - invoices()[0].invoice.total_minor);
  EXPECT_EQ(invoices()[0].status, service::InvoiceStatus::paid);
  EXPECT_EQ(pay(1).error().name, "already_paid");
  EXPECT_EQ(audited("billing.payment").size(), 1U);
  EXPECT_EQ(audited("billing.invoice").size(), 1U);
}

TEST_P(Invoices, a_payment_that_is_told_twice_is_posted_once) {
  bill_after(minutes(10));
  ASSERT_TRUE(pay(1, "bank-77"));
  const auto balance = seats().balance_minor;
  const auto repeated = pay(1, "bank-77");
  ASSERT_TRUE(repeated) << "a repeated webhook is no error";
  EXPECT_EQ(repeated->posted, service::PaidInvoice::Posted::before);
  EXPECT_EQ(repeated->amount_minor, 118800);
  EXPECT_EQ(seats().balance_minor, balance);
  EXPECT_EQ(audited("billing.payment").size(), 1U);
  EXPECT_EQ(pay(1, "bank-78").error().name, "already_paid");
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  EXPECT_EQ(pay(2, "bank-77").error().name, "reference_used");
  EXPECT_TRUE(pay(2, "bank-78"));
}

TEST_P(Invoices, a_credit_after_the_issue_lowers_what_is_asked_for_and_is_used_once) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  world().advance(days(7));
  const auto owed = seats().balance_minor;
  const auto credit = remove(olga(), cara.member).value().credit_minor;
  ASSERT_GT(credit, 0);
  world().take_mails();
  bill_after(days(8));
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_NE(mails[0].text.find(billing::format_money(owed - credit, "AUD") + " was to be paid"), std::string::npos)
      << mails[0].text;
  EXPECT_NE(mails[0].text.find("A credit of " + billing::format_money(credit, "AUD")), std::string::npos);
  EXPECT_EQ(pay(1, "bank-1", owed - credit - 1).error().name, "wrong_amount");
  ASSERT_TRUE(pay(1));
  EXPECT_EQ(seats().balance_minor, 0);
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  EXPECT_EQ(invoices()[0].invoice.total_minor, seats().balance_minor) << "the credit is not used again";
  expect_books_agree();
}

TEST_P(Invoices, what_a_reminder_asked_for_is_accepted_whatever_was_charged_since) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  world().advance(days(7));
  const auto credit = remove(olga(), cara.member).value().credit_minor;
  bill_after(days(8));
  const auto told = invoices()[0].invoice.open_minor();
  EXPECT_EQ(told, 2 * 118800 - credit);
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  const auto made = invoices();
  ASSERT_EQ(made.size(), 2U);
  ASSERT_EQ(made[0].lines.size(), 2U) << "the row of the credit, and the seat";
  ASSERT_EQ(made[0].credits.size(), 1U);
  EXPECT_EQ(made[0].credits[0].number, 1);
  EXPECT_EQ(made[0].credits[0].amount_minor, credit);
  EXPECT_EQ(made[0].invoice.total_minor, made[0].lines[1].entry.amount_minor) << "the whole seat: the credit was the first one's";
  expect_books_agree();
  EXPECT_EQ(pay(1, "bank-1", told).value().amount_minor, told);
  EXPECT_EQ(pay(2, "bank-2", made[0].invoice.total_minor).value().amount_minor, made[0].invoice.total_minor);
  EXPECT_EQ(seats().balance_minor, 0);
  expect_books_agree();
}

TEST_P(Invoices, a_credit_waits_for_the_next_charge_when_the_whole_invoice_was_paid) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  const auto total = invoices()[0].invoice.total_minor;
  const auto credit = remove(olga(), cara.member).value().credit_minor;
  ASSERT_TRUE(pay(1, "bank-1", total));
  EXPECT_EQ(seats().balance_minor, -credit);
  EXPECT_EQ(invoices()[0].invoice.open_minor(), 0);
  expect_books_agree();
}

TEST_P(Invoices, what_the_first_mail_asked_for_is_accepted_after_the_reminder_and_the_credit_is_free_again) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  const auto total = invoices()[0].invoice.total_minor;
  const auto credit = remove(olga(), cara.member).value().credit_minor;
  bill_after(days(15));
  ASSERT_EQ(invoices()[0].invoice.credited_minor, credit);
  EXPECT_EQ(pay(1, "bank-1", total).value().amount_minor, total);
  EXPECT_EQ(invoices()[0].invoice.credited_minor, 0);
  EXPECT_EQ(next().total_minor, 118800 - credit) << "of the next term";
  expect_books_agree();
  for (const char* address : {"a@clinic.example", "b@clinic.example"}) add(olga(), {address, {"clinician"}}).value();
  bill_after(minutes(10));
  const auto made = invoices();
  ASSERT_EQ(made[0].credits.size(), 2U) << "used, and given back";
  EXPECT_EQ(made[0].invoice.total_minor, made[0].lines[1].entry.amount_minor + made[0].lines[2].entry.amount_minor - credit);
  expect_books_agree();
}

TEST_P(Invoices, what_is_open_by_the_balance_is_accepted_and_uses_the_credit) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  world().advance(days(3));
  const auto credit = remove(olga(), cara.member).value().credit_minor;
  const auto owed = seats().balance_minor;
  EXPECT_EQ(pay(1, "bank-1", owed - 1).error().name, "wrong_amount");
  ASSERT_TRUE(pay(1, "bank-1", owed));
  EXPECT_EQ(invoices()[0].invoice.credited_minor, credit);
  EXPECT_EQ(seats().balance_minor, 0);
  EXPECT_EQ(next().credits.size(), 1U);
  expect_books_agree();
}

TEST_P(Invoices, credits_are_used_for_the_oldest_one_first_and_what_they_leave_lowers_the_next) {
  bill_after(minutes(10));
  const auto credit = credit_of_two_seats();
  const auto owed = seats().balance_minor;
  ASSERT_GT(credit, 118800);
  world().take_mails();
  bill_after(days(15));
  bill();
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U) << "nothing is open of the first";
  EXPECT_NE(mails[0].text.find(billing::format_money(owed, "AUD") + " was to be paid"), std::string::npos) << mails[0].text;
  EXPECT_EQ(audited("billing.invoice").size(), 4U) << "two were issued, the first is covered and the second overdue";
  expect_books_agree();
  EXPECT_EQ(pay(2).value().amount_minor, owed);
  EXPECT_EQ(seats().balance_minor, 0);
  for (const auto& made : invoices()) EXPECT_EQ(made.status, service::InvoiceStatus::paid) << made.invoice.number;
  EXPECT_EQ(count("SELECT count(*) FROM payment WHERE team_id = $1"), 1) << "none for the first";
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  EXPECT_EQ(invoices()[0].invoice.total_minor, seats().balance_minor) << "the credits are not used again";
  expect_books_agree();
}

TEST_P(Invoices, one_that_credit_covers_is_closed_and_still_takes_what_its_mail_asked_for) {
  bill_after(minutes(10));
  credit_of_two_seats();
  ASSERT_TRUE(pay(2, "bank-2", invoices()[0].invoice.total_minor));
  const auto owed = seats().balance_minor;
  world().take_mails();
  bill_after(days(15));
  EXPECT_EQ(world().take_mails().size(), 0U);
  EXPECT_EQ(invoices()[1].status, service::InvoiceStatus::paid);
  EXPECT_EQ(invoices()[1].invoice.credited_minor, 118800);
  expect_books_agree();
  EXPECT_EQ(pay(1).error().name, "nothing_open");
  EXPECT_EQ(pay(1, "bank-1", 0).error().name, "wrong_amount");
  EXPECT_EQ(seats().balance_minor, owed) << "nothing is booked that nobody paid";
  EXPECT_EQ(pay(1, "bank-1", 118800).value().amount_minor, 118800) << "it was on its way";
  EXPECT_EQ(seats().balance_minor, owed - 118800);
  EXPECT_EQ(pay(1, "bank-3", 118800).error().name, "already_paid");
  expect_books_agree();
}

TEST_P(Invoices, a_credit_is_used_once_when_two_servers_call_the_same_one_to_mind) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  const auto id = invoices()[0].invoice.id;
  remove(olga(), cara.member).value();
  world().advance(days(15));
  world().take_mails();
  const auto remind = [&] {
    return write([&](auto& tx, const auto& environment) { return service::remind_of_invoice(tx, environment, team(), id); });
  };
  {
    std::jthread other([&] { EXPECT_TRUE(remind()); });
    EXPECT_TRUE(remind());
  }
  EXPECT_EQ(world().take_mails().size(), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM invoice_credit WHERE team_id = $1"), 1);
  expect_books_agree();
}

TEST_P(Invoices, of_before_keep_their_credits_when_the_database_is_brought_up_to_date) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  const auto credit = remove(olga(), cara.member).value().credit_minor;
  ASSERT_TRUE(pay(1, "bank-1", seats().balance_minor));
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  const auto total = invoices()[0].invoice.total_minor;
  for (std::string_view old : {"DROP TABLE invoice_credit", "ALTER TABLE invoice ADD COLUMN settled_seq INTEGER"})
    run_script(old);
  damage("UPDATE invoice SET settled_seq = to_seq + 1 WHERE team_id = $1 AND number = 1");
  damage("UPDATE invoice SET from_seq = from_seq + 1 WHERE team_id = $1 AND number = 2");
  damage("UPDATE invoice SET reminded_at = issued_at WHERE team_id = $1");
  run_script(invoice_credits);
  EXPECT_EQ(count("SELECT sum(number) FROM invoice WHERE team_id = $1 AND reminded_at IS NOT NULL"), 1)
      << "the unpaid one is called to mind anew";
  const auto made = invoices();
  EXPECT_EQ(made[0].invoice.total_minor, total);
  ASSERT_EQ(made[0].credits.size(), 1U);
  EXPECT_EQ(made[0].credits[0].amount_minor, credit);
  EXPECT_EQ(made[1].invoice.credited_minor, credit);
  expect_books_agree();
}

TEST_P(Invoices, an_overdue_one_leaves_reading_export_and_clinical_work_open) {
  bill_after(minutes(10));
  bill_after(days(20));
  ASSERT_EQ(invoices()[0].status, service::InvoiceStatus::overdue);
  const auto by = olga();
  EXPECT_TRUE(open(by.credential)) << "the team is read";
  EXPECT_TRUE(!verified_chain(team().value).problem) << "its audit is exported";
  const auto session = write([&](auto& tx, const auto& environment) {
    return service::create_session(tx, environment, by.credential,
                                   {.team = team(), .content = {{"Ada Byron", "1980-02-29", "MRN 4711"}, "Follow-up"}});
  });
  ASSERT_TRUE(session) << session.error().detail;
}

TEST_P(Invoices, an_overdue_one_is_called_to_mind_once_and_locks_nothing) {
  bill_after(minutes(10));
  world().take_mails();
  bill_after(days(14));
  EXPECT_EQ(invoices()[0].status, service::InvoiceStatus::overdue);
  bill_after(days(1));
  const auto mails = world().take_mails();
  EXPECT_EQ(std::ranges::count(mails, "olga@clinic.example", &OpenedMail::address), 1);
  EXPECT_TRUE(add(olga(), {"a@clinic.example", {"clinician"}})) << "the team goes on";
}

TEST_P(Invoices, the_owner_gets_each_by_mail) {
  world().take_mails();
  bill_after(minutes(10));
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].address, "olga@clinic.example");
  EXPECT_NE(mails[0].text.find("1188.00 AUD"), std::string::npos) << mails[0].text;
}

TEST_P(Invoices, ended_terms_are_posted_by_the_clock_each_with_its_row_of_the_audit) {
  bill_after(minutes(10));
  bill_after(days(366 + 365));
  const auto made = invoices();
  ASSERT_EQ(made.size(), 2U) << "both terms on one invoice, after a server that was away for two years";
  EXPECT_EQ(made[0].lines.size(), 2U);
  EXPECT_EQ(audited("billing.term").size(), 2U);
}

TEST_P(Invoices, the_next_one_shows_the_coming_term_with_the_seats_of_today) {
  bill_after(minutes(10));
  const auto coming = next();
  ASSERT_EQ(coming.lines.size(), 1U);
  EXPECT_EQ(coming.lines[0].entry.kind, "term");
  EXPECT_EQ(coming.total_minor, 118800);
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  EXPECT_EQ(next().lines.size(), 1U) << "the seat that is invoiced in ten minutes";
  EXPECT_EQ(next().at, world().clock().now() + minutes(10));
}

TEST_P(Invoices, a_team_of_a_free_plan_gets_none) {
  const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET plan = 'free'");
    store::execute(tx, "DELETE FROM seat_ledger");
    store::execute(tx, "DELETE FROM invoicing");
    return Done{};
  });
  ASSERT_TRUE(done);
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(days(800));
  EXPECT_TRUE(invoices().empty());
}

TEST_P(Invoices, nothing_is_written_when_nothing_is_due) {
  bill_after(minutes(10));
  const auto rows = count("SELECT count(*) FROM audit_event WHERE chain = $1");
  bill();
  bill_after(hours(1));
  EXPECT_EQ(count("SELECT count(*) FROM audit_event WHERE chain = $1"), rows);
}

TEST_P(Invoices, the_csv_holds_every_line_and_the_pdf_says_the_same) {
  add(owner(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  const auto made = invoices();
  const auto csv = service::invoice_csv(made[0]);
  EXPECT_EQ(std::ranges::count(csv, '\n'), 3);
  EXPECT_NE(csv.find("member.invite"), std::string::npos);
  const auto pdf = service::invoice_pdf(made[0], "Pay to account 1.");
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  std::string words = pdf_words(*pdf);
  std::ranges::replace(words, '\n', ' ');
  EXPECT_EQ(made[0].invoice.total_minor, 2 * 118800);
  for (const char* said : {"Invoice 1", "For North Clinic", "Issued on 2026-03-01", "Seat of Olga: 1188.00 AUD",
                           "Seat of a@clinic.example: 1188.00 AUD", "1 seat began with 31536000 of the 31536000 seconds",
                           "Total: 2376.00 AUD", "Pay to account 1."}) {
    EXPECT_NE(words.find(said), std::string::npos) << said << " is not in\n" << words;
  }
}

TEST_P(Invoices, are_made_whatever_a_team_is_called) {
  bill_after(minutes(10));
  auto view = invoices().at(0);
  view.invoice.team_name = "診所";
  const auto pdf = service::invoice_pdf(view, "");
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_NE(pdf_words(*pdf).find("For \uFFFD\uFFFD"), std::string::npos);
}

TEST_P(Invoices, say_in_each_file_what_credits_have_taken_off_and_what_is_open) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  bill_after(minutes(10));
  world().advance(days(7));
  const auto credit = billing::format_money(remove(olga(), cara.member).value().credit_minor, "AUD");
  bill_after(days(8));
  add(olga(), {"a@clinic.example", {"clinician"}}).value();
  bill_after(minutes(10));
  const auto made = invoices();
  const auto words = [](const service::InvoiceView& view) {
    std::string text = pdf_words(service::invoice_pdf(view, "").value());
    std::ranges::replace(text, '\n', ' ');
    return text;
  };
  EXPECT_NE(words(made[1]).find("Credit that came after the issue: -" + credit), std::string::npos) << words(made[1]);
  const auto open = billing::format_money(made[1].invoice.open_minor(), "AUD");
  EXPECT_NE(words(made[1]).find("To be paid: " + open), std::string::npos) << words(made[1]);
  EXPECT_NE(words(made[0]).find("Credit used for invoice 1: " + credit), std::string::npos) << words(made[0]);
  EXPECT_EQ(words(made[0]).find("To be paid: "), std::string::npos) << "nothing was taken off";
  const auto table = read_csv(service::invoice_csv(made[0]), {}).value();
  ASSERT_EQ(table.size(), 4U);
  EXPECT_EQ(table[3].cells[4], "credit_used");
  std::int64_t total = 0;
  for (std::size_t i = 1; i < table.size(); ++i) total += std::stoll(table[i].cells[10]);
  EXPECT_EQ(total, made[0].invoice.total_minor);
  const auto first = read_csv(service::invoice_csv(made[1]), {}).value();
  EXPECT_EQ(first[1].cells.back(), std::to_string(made[1].invoice.open_minor()));
}

TEST_P(Invoices, seats_of_an_old_quote_wait_ten_minutes_from_their_posting_for_others) {
  bill_after(minutes(10));
  ASSERT_EQ(invoices().size(), 1U) << "the owner's seat";
  const auto reader = olga();
  const auto shown =
      read([&](auto& tx, const auto& environment) { return service::ask_quote(tx, environment, reader.credential, team(), 1); });
  world().advance(minutes(50));
  service::NewMember person{"a@clinic.example", {"clinician"}};
  person.quote = shown.value().id;
  ASSERT_TRUE(add(olga(), person));
  bill_after(minutes(9));
  EXPECT_EQ(invoices().size(), 1U) << "others may follow";
  add(olga(), {"b@clinic.example", {"clinician"}}).value();
  bill_after(minutes(1));
  ASSERT_EQ(invoices().size(), 2U);
  EXPECT_EQ(invoices()[0].lines.size(), 2U);
}

TEST_P(Invoices, the_csv_shows_credits_as_numbers_that_sum_up_to_the_total_and_names_as_text) {
  service::NewMember person{"a@clinic.example", {"clinician"}};
  person.name = "=HYPERLINK(\"https://elsewhere.example\")";
  const auto added = add(owner(), person).value();
  add(owner(), {"b@clinic.example", {"clinician"}}).value();
  world().advance(minutes(5));
  const auto by = olga();
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::revoke_invitation(tx, environment, by.credential, {team(), added.id});
  }));
  bill_after(minutes(5));
  const auto made = invoices();
  ASSERT_EQ(made.size(), 1U);
  const auto table = read_csv(service::invoice_csv(made[0]), {}).value();
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(table[0].cells, name) - table[0].cells.begin());
  };
  std::int64_t total = 0;
  bool has_credit = false;
  for (std::size_t i = 1; i < table.size(); ++i) {
    const std::string& amount = table[i].cells[column("amount_minor")];
    has_credit = has_credit || amount.starts_with('-');
    std::size_t read_to = 0;
    total += std::stoll(amount, &read_to);
    EXPECT_EQ(read_to, amount.size()) << amount;
  }
  EXPECT_TRUE(has_credit);
  EXPECT_EQ(total, made[0].invoice.total_minor);
  EXPECT_EQ(table[2].cells[column("name")], "'" + person.name.value());
}

TEST_P(Invoices, the_owner_is_told_a_week_and_a_day_before_a_trial_ends) {
  ASSERT_TRUE(write(
      [&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, owner().credential, team()); }));
  const auto told = [&] {
    const auto mails = world().take_mails();
    return std::ranges::count(mails, "Your trial on Rolecall ends soon", &OpenedMail::subject);
  };
  bill_after(days(22));
  EXPECT_EQ(told(), 0);
  bill_after(days(1));
  EXPECT_EQ(told(), 1);
  bill_after(days(5));
  EXPECT_EQ(told(), 0);
  bill_after(days(1));
  EXPECT_EQ(told(), 1);
  bill_after(days(2));
  EXPECT_EQ(told(), 0) << "it is over";
}

TEST_P(Invoices, teams_of_before_owners_were_remembered_share_no_trial) {
  const auto nora = world().signed_in("Nora", "nora@clinic.example");
  const TeamId other = found_team(nora, "South Clinic");
  const TeamId second = found_team(olga(), "Second Clinic");
  const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET owner_hash = ''");
    return Done{};
  });
  ASSERT_TRUE(done);
  const auto start = [&](const Person& by, const TeamId& which) {
    return write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, by.credential, which); });
  };
  EXPECT_TRUE(start(olga(), team()));
  EXPECT_TRUE(start(nora, other)) << "another owner's";
  EXPECT_EQ(rule_of(start(olga(), second)), "trial_used");
}

TEST_P(Invoices, numbers_have_no_gaps_when_servers_bill_and_members_are_added_at_the_same_time) {
  constexpr int rounds = 5;
  const auto bill_by_hand = [&](int) {
    return write([&](auto& tx, const auto& environment) -> Result<Done> {
      tx.lock_team(team());
      store::execute(tx, "UPDATE invoicing SET due_at = 0 WHERE team_id = $1", team());
      return service::bill_team(tx, environment, team());
    });
  };
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::jthread> running;
    for (int i = 0; i < 4; ++i) running.emplace_back([&, i] { static_cast<void>(bill_by_hand(i)); });
    running.emplace_back([&] { add(owner(), {"m" + std::to_string(round) + "@clinic.example", {"clinician"}}).value(); });
  }
  ASSERT_TRUE(bill_by_hand(0));
  const auto made = invoices();
  ASSERT_GE(made.size(), 1U);
  std::int64_t total = 0;
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].invoice.number, static_cast<std::int64_t>(made.size() - i));
    EXPECT_EQ(made[i].invoice.from_seq, i + 1 < made.size() ? made[i + 1].invoice.to_seq : 0);
    total += made[i].invoice.total_minor;
  }
  EXPECT_EQ(total, seats().balance_minor);
}

ROLECALL_ON_BOTH_STORES(Invoices);

}  // namespace
}  // namespace rolecall::testing
