package io.tidemark.backtester.parity;

import io.tidemark.core.parity.ParityDifference;
import io.tidemark.core.parity.ParityResult;
import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.model.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the replays of several services prove together.
 *
 * @param verdict the worst of theirs
 * @param inputs of all
 * @param recorded events of all, and so on
 * @param recordedSha256 over the services' names and digests, in the order of their names
 * @param configurationSha256 over the services' names and the hashes of what they were configured
 *     with, likewise
 * @param firstDifference a decision's before an order's; null for none
 * @param missing what could not be replayed, with the service's name before it
 */
record Certificate(
    ParityVerdict verdict,
    long inputs,
    long recorded,
    long replayed,
    long differences,
    String recordedSha256,
    String replayedSha256,
    String configurationSha256,
    @Nullable ParityDifference firstDifference,
    List<String> missing) {

  private static final String NOTHING_RECORDED = "nothing was recorded in the window";

  /** Nothing is proven where there was nothing to replay. */
  static Certificate of(List<ReplayReport> reports) {
    SortedMap<String, ParityResult> results = new TreeMap<>();
    SortedMap<String, SortedMap<String, String>> configurations = new TreeMap<>();
    List<ParityVerdict> verdicts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    long inputs = 0;
    for (ReplayReport report : reports) {
      results.put(report.service(), result(report));
      configurations.put(report.service(), report.configurations());
      verdicts.add(report.verdict());
      report.missing().forEach(what -> missing.add(report.service() + ": " + what));
      inputs += report.inputs();
    }
    if (inputs == 0 && missing.isEmpty()) {
      verdicts.add(ParityVerdict.INCOMPLETE);
      missing.add(NOTHING_RECORDED);
    }
    ParityResult together = ParityResult.together(results);
    return new Certificate(
        ParityVerdict.of(verdicts),
        inputs,
        together.recorded(),
        together.replayed(),
        together.differences(),
        together.recordedSha256(),
        together.replayedSha256(),
        Ids.sha256(configurations.toString()),
        reports.stream()
            .map(ReplayReport::firstDifference)
            .flatMap(one -> Optional.ofNullable(one).stream())
            .findFirst()
            .orElse(null),
        missing);
  }

  private static ParityResult result(ReplayReport report) {
    return new ParityResult(
        report.recorded(),
        report.replayed(),
        report.recordedSha256(),
        report.replayedSha256(),
        report.differences(),
        Optional.ofNullable(report.firstDifference()));
  }
}
