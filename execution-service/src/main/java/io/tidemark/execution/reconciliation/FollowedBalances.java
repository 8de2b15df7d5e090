package io.tidemark.execution.reconciliation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An account's balances as our books follow them.
 *
 * @param held by currency, at the beginning; empty if they are not followed yet
 * @param fill the number of the last fill before; 0 for none
 * @param movements since, by their numbers
 */
record FollowedBalances(
    SortedMap<String, BigDecimal> held, long fill, List<BalanceMovement> movements) {

  private static final Comparator<BalanceMovement> LATEST_FIRST =
      Comparator.comparing(BalanceMovement::time).thenComparing(BalanceMovement::number).reversed();

  FollowedBalances {
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    movements = List.copyOf(movements);
  }

  /**
   * How the venue's balances compare with ours.
   *
   * @param differing the currencies that differ
   * @param ours what our books hold where the venue told its balances
   * @param since what fills have moved after it did
   */
  record Match(
      SortedSet<String> differing,
      SortedMap<String, BigDecimal> ours,
      SortedMap<String, BigDecimal> since) {

    Match {
      differing = Collections.unmodifiableSortedSet(new TreeSet<>(differing));
      ours = Collections.unmodifiableSortedMap(new TreeMap<>(ours));
      since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
    }
  }

  boolean isBegun() {
    return !held.isEmpty();
  }

  /** Whether a fill happened at a time or after it. */
  boolean hasMovedSince(Instant time) {
    return movements.stream().anyMatch(movement -> !movement.time().isBefore(time));
  }

  /** The number of the latest fill; 0 for none. */
  long latest() {
    return movements.isEmpty() ? fill : movements.getLast().number();
  }

  /**
   * Compares. A busy account is filled while the venue is asked, and its answer tells no time: so
   * it is held against our books after each of the latest fills, and where the fewest currencies
   * differ is where it was told.
   *
   * @param theirs what the venue tells, by currency
   * @param earliest fills before are surely in what it tells
   * @param tolerance by which an amount may differ, 0 or above
   */
  Match match(Map<String, BigDecimal> theirs, Instant earliest, BigDecimal tolerance) {
    SortedMap<String, BigDecimal> ours = new TreeMap<>(held);
    movements.forEach(
        movement -> movement.amounts().forEach((currency, amount) -> add(ours, currency, amount)));
    SortedSet<String> currencies = new TreeSet<>(ours.keySet());
    currencies.addAll(theirs.keySet());
    SortedSet<String> differing = new TreeSet<>();
    currencies.forEach(currency -> compare(differing, currency, ours, theirs, tolerance));
    SortedMap<String, BigDecimal> since = new TreeMap<>();
    Match best = new Match(differing, ours, since);
    for (BalanceMovement movement : latestFirst(earliest)) {
      if (best.differing().isEmpty()) {
        break;
      }
      movement
          .amounts()
          .forEach(
              (currency, amount) -> {
                add(ours, currency, amount.negate());
                add(since, currency, amount);
                compare(differing, currency, ours, theirs, tolerance);
              });
      if (differing.size() < best.differing().size()) {
        best = new Match(differing, ours, since);
      }
    }
    return best;
  }

  private List<BalanceMovement> latestFirst(Instant earliest) {
    List<BalanceMovement> latest = new ArrayList<>(movements);
    latest.removeIf(movement -> movement.time().isBefore(earliest));
    latest.sort(LATEST_FIRST);
    return latest;
  }

  private static void add(SortedMap<String, BigDecimal> to, String currency, BigDecimal amount) {
    to.merge(currency, amount, BigDecimal::add);
  }

  private static void compare(
      SortedSet<String> differing,
      String currency,
      Map<String, BigDecimal> ours,
      Map<String, BigDecimal> theirs,
      BigDecimal tolerance) {
    BigDecimal difference =
        theirs
            .getOrDefault(currency, BigDecimal.ZERO)
            .subtract(ours.getOrDefault(currency, BigDecimal.ZERO));
    if (difference.abs().compareTo(tolerance) > 0) {
      differing.add(currency);
    } else {
      differing.remove(currency);
    }
  }
}
