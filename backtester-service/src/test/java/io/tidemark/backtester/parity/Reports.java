package io.tidemark.backtester.parity;

import io.tidemark.core.parity.CausationLink;
import io.tidemark.core.parity.ParityCheck;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.core.parity.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What services report, written short. */
final class Reports {

  static final String RUN = "parity-run";
  static final Window DAY =
      new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"));

  private Reports() {}

  private record Said(String subject, int price) {}

  static ReplayReport equal(String service, int inputs) {
    return report(RUN, service, inputs, 0, List.of());
  }

  static ReplayReport ofRun(String run, String service) {
    return report(run, service, 1, 0, List.of());
  }

  static ReplayReport different(String service) {
    return report(RUN, service, 3, 1, List.of());
  }

  static ReplayReport incomplete(String service, String missing) {
    return report(RUN, service, 3, 0, List.of(missing));
  }

  private static ReplayReport report(
      String run, String service, int inputs, int change, List<String> missing) {
    ParityCheck<Said> check = new ParityCheck<>(Said::subject, said -> said);
    IntStream.range(0, inputs)
        .forEach(
            i ->
                check.step(
                    List.of(new Said("s" + i, i)),
                    List.of(new Said("s" + i, i == 1 ? i + change : i)),
                    _ -> List.of(new CausationLink("bars", service, "detail"))));
    return ReplayReport.of(
        service,
        run,
        DAY,
        null,
        missing,
        inputs,
        check.result(),
        new TreeMap<>(Map.of("rsi", "hash")));
  }
}
