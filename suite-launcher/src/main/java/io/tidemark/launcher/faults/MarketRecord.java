package io.tidemark.launcher.faults;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.launcher.demo.Invariants;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.topic.Topic;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The bars and decisions that the suite told of one market, against what the venue traded. */
final class MarketRecord {

  /** The latest edition of each minute's bar. */
  private final SortedMap<Instant, Bar> minutes = new TreeMap<>();

  private final Map<String, StrategyDecision> decisions = new HashMap<>();
  private final List<String> doubled = new ArrayList<>();

  /** Reads the suite's topics as they are now. */
  static MarketRecord of(String bootstrapServers) {
    List<TopicPartition> partitions =
        Stream.of(Topic.MARKET_BAR, Topic.STRATEGY_DECISION)
            .flatMap(
                topic ->
                    IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
            .toList();
    MarketRecord market = new MarketRecord();
    TopicContents.read(
        bootstrapServers,
        partitions,
        message -> {
          try {
            market.add(EventCodec.decode(message.value()));
          } catch (EventCodec.UnreadableEventException e) {
            // Put there by the plan; the dead letters tell what became of it.
            return;
          }
        });
    return market;
  }

  /** Takes in what a topic holds. */
  void add(Event event) {
    switch (event) {
      case BarsClosed closed ->
          closed.bars().stream()
              .filter(bar -> bar.timeframe() == Timeframe.M1)
              .forEach(
                  bar ->
                      minutes.merge(
                          bar.openTime(),
                          bar,
                          (one, other) -> other.revision() >= one.revision() ? other : one));
      case ScanDecided scan ->
          scan.decisions().forEach(decision -> add(scan.closeTime(), decision));
      default -> {
        // Neither a bar nor a decision.
      }
    }
  }

  private void add(Instant at, StrategyDecision decision) {
    String subject = "%s at %s".formatted(decision.strategy(), at);
    StrategyDecision first = decisions.putIfAbsent(subject, decision);
    if (first != null && !first.equals(decision)) {
      doubled.add("%s decided %s and %s".formatted(subject, first.outcome(), decision.outcome()));
    }
  }

  /**
   * Checks all.
   *
   * @param venue what was traded in the market
   * @return by name, {@link Invariants#HELD} or what broke
   */
  Map<String, String> check(TradeTape venue) {
    Map<String, String> outcome = new LinkedHashMap<>();
    outcome.put("noBarLost", Invariants.verdict(lost(venue)));
    outcome.put("noDecisionDoubled", Invariants.verdict(doubled));
    return outcome;
  }

  /**
   * Minutes in which the venue traded, between the first bar told and the last, and not as told.
   */
  private List<String> lost(TradeTape venue) {
    if (minutes.isEmpty()) {
      return List.of("no bar was told");
    }
    List<String> broken = new ArrayList<>();
    traded(venue)
        .forEach(
            (minute, volume) -> {
              Bar bar = minutes.get(minute);
              if (bar == null) {
                broken.add("the minute of %s is missing".formatted(minute));
              } else if (bar.completeness() != Completeness.PARTIAL
                  && bar.volume().value().compareTo(volume) != 0) {
                broken.add(
                    "the bar of %s is %s with a volume of %s, the venue traded %s"
                        .formatted(
                            minute,
                            bar.completeness(),
                            bar.volume(),
                            volume.stripTrailingZeros().toPlainString()));
              }
            });
    return broken;
  }

  /** The volume of each minute, as far as bars were told. */
  private SortedMap<Instant, BigDecimal> traded(TradeTape venue) {
    Instant from = minutes.firstKey();
    Instant to = minutes.lastKey().plus(1, ChronoUnit.MINUTES);
    SortedMap<Instant, BigDecimal> volumes = new TreeMap<>();
    for (int i = 0; i < venue.size(); i++) {
      Instant time = Instant.EPOCH.plus(venue.timeMicros(i), ChronoUnit.MICROS);
      if (!time.isBefore(from) && time.isBefore(to)) {
        volumes.merge(time.truncatedTo(ChronoUnit.MINUTES), venue.amountOf(i), BigDecimal::add);
      }
    }
    return volumes;
  }
}
