package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.PreparedSearch;
import io.tidemark.launcher.backtest.OutputFiles;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a search.
 *
 * @param journal where trials are kept as they end; null for a file in {@code folder}
 * @param resume a journal to go on with; null to begin anew
 * @param folder of journals and of what is known of hold-outs
 * @param json where the result is written; null for nowhere
 * @param report where it is written as a page; null for nowhere
 * @param writeBest where the strategy with the best parameters is written; null for nowhere
 */
public record SearchFiles(
    @Nullable Path journal,
    @Nullable Path resume,
    Path folder,
    @Nullable Path json,
    @Nullable Path report,
    @Nullable Path writeBest) {

  private static final int NAME_DIGITS = 12;

  /**
   * @throws IllegalArgumentException if they contradict each other
   */
  public SearchFiles {
    if (journal != null && resume != null) {
      throw new IllegalArgumentException(
          "--journal and --resume exclude each other: what is resumed is added to");
    }
  }

  /**
   * Makes sure before the search that all can be written after it.
   *
   * @throws IllegalArgumentException if one cannot
   */
  void requireWritable() {
    OutputFiles.require("--json", json);
    OutputFiles.require("--report", report);
    OutputFiles.require("--write-best", writeBest);
  }

  /** The journal that was asked for, or one whose name follows from what is searched. */
  TrialFile open(PreparedSearch search, Map<String, String> identity) throws IOException {
    if (resume != null) {
      return TrialFile.resume(resume, identity);
    }
    String digest = Ids.sha256(identity.toString()).substring(0, NAME_DIGITS);
    return TrialFile.begin(
        journal == null
            ? folder.resolve(search.strategy().id() + "-" + digest + ".jsonl")
            : journal,
        identity);
  }
}
