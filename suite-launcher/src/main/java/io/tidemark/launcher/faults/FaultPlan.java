package io.tidemark.launcher.faults;

import io.tidemark.kit.service.TidemarkService;
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
 * What is hit and disturbed, and when. A pure function of the number of kills and rounds and of the
 * seed: the same plan every time. Moments are counted in what the suite trades, since that decides
 * what a fault hits; how fast the machine gets there is not planned.
 *
 * @param steps in their order; before each fault the venue is disturbed, and now and then a topic
 */
record FaultPlan(List<Step> steps) {

  private static final int MOST_ORDERS_BETWEEN = 6;
  private static final int LONGEST_DELAY_MILLIS = 400;
  private static final int LONGEST_DOWN_MILLIS = 2_000;

  /** What does not end by itself lasts longer than a client waits for an answer, or not. */
  private static final int SHORTEST_HARM_MILLIS = 1_000;

  private static final int LONGEST_HARM_MILLIS = 8_000;

  /** Before one of so many faults a message comes that nobody can read. */
  private static final int POISON_IN = 4;

  private static final Topic[] POISONED = {
    Topic.STRATEGY_SIGNAL, Topic.ORDER_INTENT, Topic.ORDER, Topic.MARKET_BAR, Topic.CONTROL_COMMAND
  };

  /** Of so many kills one comes while the one before is still recovered from. */
  private static final int OVERLAP_IN = 4;

  /** What is killed: those that decide and trade twice as often as the others. */
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

  /**
   * Every process and server once, every link's means once, what servers run short of, and every
   * service's clock once.
   */
  static final int FAULTS_A_ROUND =
      Victim.values().length + Means.OF_LINKS.size() + 2 + TidemarkService.values().length;

  /** One thing that is done. */
  sealed interface Step {}

  /**
   * A fault of a process or server.
   *
   * @param number from 1
   * @param afterTrading how many more orders and fills are awaited before it
   * @param delay from the last of them to the fault
   * @param lasts how long what was ended stays down, and anything else lasts
   * @param overlapping whether the next fault does not wait for the recovery from this one
   */
  record Injection(
      int number,
      Victim victim,
      Means means,
      int afterTrading,
      Duration delay,
      Duration lasts,
      boolean overlapping)
      implements Step {}

  /** A fault of the venue. */
  record Disturb(VenueFault fault) implements Step {}

  /** A message on a topic that is no event. */
  record Poison(Topic topic, String text) implements Step {}

  /**
   * The plan of a seed.
   *
   * @param kills 0 or above; what is killed is drawn
   * @param rounds 0 or above; in each, after the kills, every process and server is hit once by one
   *     of the means that hit any process, every link by every means, what servers run short of
   *     runs short, and every service's clock is set wrong once; three rounds bring every process
   *     every means, two every service both a clock that is ahead and one that is behind
   */
  static FaultPlan of(int kills, int rounds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom cards = random.split();
    List<Hit> hits = new ArrayList<>(kills(kills, cards));
    for (int round = 0; round < rounds; round++) {
      hits.addAll(round(round, cards));
    }
    List<Step> steps = new ArrayList<>();
    for (int number = 1; number <= hits.size(); number++) {
      Hit hit = hits.get(number - 1);
      steps.add(new Disturb(VenueFault.drawn(random)));
      if (random.nextInt(POISON_IN) == 0) {
        steps.add(
            new Poison(
                POISONED[random.nextInt(POISONED.length)],
                "poison %d of seed %d".formatted(number, seed)));
      }
      steps.add(
          new Injection(
              number,
              hit.victim,
              hit.means,
              1 + random.nextInt(MOST_ORDERS_BETWEEN),
              Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS)),
              hit.length(random),
              hit.means == Means.KILL && number < hits.size() && random.nextInt(OVERLAP_IN) == 0));
    }
    return new FaultPlan(steps);
  }

  /** Who is hit how. */
  private record Hit(Victim victim, Means means) {

    Duration length(SplittableRandom random) {
      return Duration.ofMillis(
          means == Means.KILL || means == Means.RESTART
              ? random.nextInt(LONGEST_DOWN_MILLIS)
              : random.nextInt(SHORTEST_HARM_MILLIS, LONGEST_HARM_MILLIS));
    }
  }

  private static List<Hit> kills(int kills, SplittableRandom random) {
    Deque<Victim> deck = new ArrayDeque<>();
    List<Hit> hits = new ArrayList<>();
    for (int number = 1; number <= kills; number++) {
      if (deck.isEmpty()) {
        deck.addAll(shuffled(DECK, random));
      }
      hits.add(new Hit(deck.pop(), Means.KILL));
    }
    return hits;
  }

  private static List<Hit> round(int round, SplittableRandom random) {
    List<Hit> hits = new ArrayList<>();
    for (Victim victim : Victim.values()) {
      int turn = (victim.ordinal() + round) % Means.OF_PROCESSES.size();
      hits.add(new Hit(victim, Means.OF_PROCESSES.get(turn)));
    }
    for (Means means : Means.OF_LINKS) {
      boolean kafka = (means.ordinal() + round) % 2 == 0;
      hits.add(new Hit(kafka ? Victim.KAFKA : Victim.POSTGRES, means));
    }
    hits.add(new Hit(Victim.KAFKA, Means.FULL_DISK));
    hits.add(new Hit(Victim.POSTGRES, Means.NO_CONNECTIONS));
    for (Victim victim : Victim.values()) {
      if (victim.service() != null) {
        int turn = (victim.ordinal() + round) % Means.OF_CLOCKS.size();
        hits.add(new Hit(victim, Means.OF_CLOCKS.get(turn)));
      }
    }
    return shuffled(hits, random);
  }

  /** The faults of processes and servers, in their order. */
  List<Injection> injections() {
    return steps.stream().filter(Injection.class::isInstance).map(Injection.class::cast).toList();
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
                  case Injection _ -> Stream.empty();
                })
        .toList();
  }

  private static <T> List<T> shuffled(List<T> cards, SplittableRandom random) {
    List<T> deck = new ArrayList<>(cards);
    Collections.shuffle(deck, new Random(random.nextLong()));
    return deck;
  }
}
