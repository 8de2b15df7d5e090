package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was proposed so far, in order and none twice. */
final class Proposed {

  private final List<Assignment> inOrder = new ArrayList<>();
  private final Set<Assignment> all = new HashSet<>();

  void add(Assignment assignment) {
    inOrder.add(assignment);
    all.add(assignment);
  }

  boolean holds(Assignment assignment) {
    return all.contains(assignment);
  }

  int count() {
    return inOrder.size();
  }

  Assignment get(int number) {
    return inOrder.get(number);
  }

  /** Those from a number on. */
  List<Assignment> from(int number) {
    return inOrder.subList(number, inOrder.size());
  }
}
