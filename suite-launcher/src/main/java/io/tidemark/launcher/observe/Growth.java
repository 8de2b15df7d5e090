package io.tidemark.launcher.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how much the counters of one service have grown since they were first read. A counter that is
 * lower than before began anew with its service.
 */
final class Growth {

  private final Map<MetricsPage.Sample, Double> last = new HashMap<>();
  private final Map<String, SortedMap<String, Double>> grown = new HashMap<>();
  private final Map<String, String> counted;
  private boolean begun;

  /**
   * @param counted the label by which each counter is split, by the counter's name; empty for none
   */
  Growth(Map<String, String> counted) {
    this.counted = Map.copyOf(counted);
  }

  /** Takes in a page; a counter that was not on the page before has grown from 0. */
  void see(MetricsPage page) {
    for (MetricsPage.Sample sample : page.samples()) {
      String label = counted.get(sample.name());
      if (label == null || Double.isNaN(sample.value())) {
        continue;
      }
      MetricsPage.Sample series = new MetricsPage.Sample(sample.name(), sample.labels(), 0);
      Double before = last.put(series, sample.value());
      if (begun) {
        double from = before == null || sample.value() < before ? 0 : before;
        if (sample.value() > from) {
          grown
              .computeIfAbsent(sample.name(), _ -> new TreeMap<>())
              .merge(sample.label(label), sample.value() - from, Double::sum);
        }
      }
    }
    begun = true;
  }

  /** By the label's value; empty while it has not grown. */
  SortedMap<String, Long> of(String name) {
    SortedMap<String, Long> whole = new TreeMap<>();
    grown
        .getOrDefault(name, new TreeMap<>())
        .forEach((label, value) -> whole.put(label, Math.round(value)));
    return whole;
  }
}
