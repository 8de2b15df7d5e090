package io.tidemark.launcher.faults;

import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is killed and disturbed, and when. A pure function of the number of kills and the seed: the
 * same plan every time. Moments are counted in what the suite trades, since that decides what a
 * kill hits; how fast the machine gets there is not planned.
 *
 * @param steps in their order; before each kill the venue is disturbed, and now and then a topic
 */
record FaultPlan(List<Step> steps) {

  private static final int MOST_ORDERS_BETWEEN = 6;
  private static final int LONGEST_DELAY_MILLIS = 400;
  private static final int LONGEST_DOWN_MILLIS = 2_000;

  /** Before one of so many kills a message comes that nobody can read. */
  private static final int POISON_IN = 4;

  private static final Topic[] POISONED = {
    Topic.STRATEGY_SIGNAL, Topic.ORDER_INTENT, Topic.ORDER, Topic.MARKET_BAR, Topic.CONTROL_COMMAND
  };

  /** Of so many kills one comes while the one before is still recovered from. */
  private static final int OVERLAP_IN = 4;

  /** Those that decide and trade twice as often as the others. */
  private static final List<Victim> DECK =
      List.of(
          Victim.EXECUTION,
          Victim.EXECUTION,
          Victim.POSITION,
          Victim.POSITION,
          Victim.SCANNER,
          Victim.KAFKA,
          Victim.POSTGRES);

  FaultPlan {
    steps = List.copyOf(steps);
  }

  /** One thing that is done. */
  sealed interface Step {}

  /**
   * A kill.
   *
   * @param number from 1
   * @param afterTrading how many more orders and fills are awaited before it
   * @param delay from the last of them to the kill
   * @param down how long what was killed stays down
   * @param overlapping whether the next kill does not wait for the recovery from this one
   */
  record Kill(
      int number,
      Victim victim,
      int afterTrading,
      Duration delay,
      Duration down,
      boolean overlapping)
      implements Step {}

  /** A fault of the venue. */
  record Disturb(VenueFault fault) implements Step {}

  /** A message on a topic that is no event. */
  record Poison(Topic topic, String text) implements Step {}

  /**
   * The plan of a seed.
   *
   * @param kills 0 or above
   */
  static FaultPlan of(int kills, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Deque<Victim> deck = new ArrayDeque<>();
    List<Step> steps = new ArrayList<>();
    for (int number = 1; number <= kills; number++) {
      if (deck.isEmpty()) {
        deck.addAll(shuffled(random));
      }
      steps.add(new Disturb(VenueFault.drawn(random)));
      if (random.nextInt(POISON_IN) == 0) {
        steps.add(
            new Poison(
                POISONED[random.nextInt(POISONED.length)],
                "poison %d of seed %d".formatted(number, seed)));
      }
      steps.add(
          new Kill(
              number,
              deck.pop(),
              1 + random.nextInt(MOST_ORDERS_BETWEEN),
              Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS)),
              Duration.ofMillis(random.nextInt(LONGEST_DOWN_MILLIS)),
              number < kills && random.nextInt(OVERLAP_IN) == 0));
    }
    return new FaultPlan(steps);
  }

  /** How many kills there are. */
  int kills() {
    return (int) steps.stream().filter(Kill.class::isInstance).count();
  }

  /** The texts that are no events. */
  Set<String> poison() {
    return steps.stream()
        .filter(Poison.class::isInstance)
        .map(step -> ((Poison) step).text())
        .collect(Collectors.toSet());
  }

  /** What is disturbed, in words and in its order. */
  List<String> disturbances() {
    return steps.stream()
        .flatMap(
            step ->
                switch (step) {
                  case Disturb disturb -> Stream.of(disturb.fault().words());
                  case Poison poison -> Stream.of("POISON on " + poison.topic().topicName());
                  case Kill _ -> Stream.empty();
                })
        .toList();
  }

  private static List<Victim> shuffled(SplittableRandom random) {
    List<Victim> deck = new ArrayList<>(DECK);
    Collections.shuffle(deck, new Random(random.nextLong()));
    return deck;
  }
}
