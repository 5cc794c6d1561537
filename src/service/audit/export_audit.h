// The export of a whole chain: rows in their order, the signed checkpoint over them last (SPEC section 7). Begun in one
// transaction and written piece by piece in later ones: rows up to the checkpoint never change.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "audit/checkpoint.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/store.h"
#include "store/transaction.h"

namespace rolecall::service {

enum class ExportFormat { json_lines, csv };

/// How far an export has come. A copy is another reader of the same chain.
struct ChainExport {
  ExportFormat format = ExportFormat::json_lines;
  audit::Checkpoint checkpoint;
  std::int64_t written_seq = 0;
  bool is_done = false;
};

/// Needs audit.export; records it and signs a checkpoint over the chain, that row included. Errors: those of authorize.
[[nodiscard]] Result<ChainExport> begin_export(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const TeamId& team, ExportFormat format);

/// The next lines, with line ends; moves `progress` on. Cells of a CSV that begin a formula are defused.
[[nodiscard]] std::string next_piece(store::Transaction& tx, ChainExport& progress);

/// `rolecall audit export`: a chain as JSON lines, a piece at a time. Asks for no right and records nothing: the operator's.
/// Each piece is a read of its own: a sink that takes its time keeps no writer waiting.
void export_chain(store::Store& store, const Environment& environment, const std::string& chain,
                  const std::function<void(std::string_view)>& sink);

}  // namespace rolecall::service
