package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.SearchSpace;
import io.tidemark.model.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A search that is asked what to try and told how good it was. Not safe for use by several threads:
 * one asks and tells, others may run the trials.
 *
 * <pre>{@code
 * while (!search.isFinished()) {
 *   search.ask().parallelStream().map(this::run).toList().forEach(search::tell);
 * }
 * }</pre>
 */
public final class Search {

  private final SearchSpace space;
  private final SearchSettings settings;
  private final Proposer proposer;
  private final Proposed proposed = new Proposed();
  private final TreeMap<Integer, Trial> told = new TreeMap<>();
  private int batchBegin;

  /**
   * A new one.
   *
   * @throws IllegalArgumentException if the method does not go with the space: a grid with a
   *     parameter without a step
   */
  public Search(SearchSpace space, SearchSettings settings) {
    this.space = space;
    this.settings = settings;
    this.proposer =
        switch (settings.method()) {
          case GRID -> new GridProposer(space);
          case RANDOM -> new RandomProposer(space, settings.seed());
          case TPE -> new TpeProposer(space, settings);
        };
    proposeBatch();
  }

  /**
   * One that goes on where another ended, even amid a batch.
   *
   * @param told the trials of the other, in any order
   * @throws IllegalArgumentException if a search with this space and these settings would not have
   *     proposed them
   */
  public static Search resumed(SearchSpace space, SearchSettings settings, Collection<Trial> told) {
    Search search = new Search(space, settings);
    told.stream().sorted(Comparator.comparingInt(Trial::number)).forEach(search::tell);
    return search;
  }

  /**
   * What is to be tried of the batch that is under way and was not told yet; the next batch begins
   * when all of one are told. Asking again gives the same.
   *
   * @return empty only if the search is finished
   */
  public List<Proposal> ask() {
    List<Proposal> open = new ArrayList<>();
    for (int number = batchBegin; number < proposed.count(); number++) {
      if (!told.containsKey(number)) {
        open.add(new Proposal(number, proposed.get(number)));
      }
    }
    return open;
  }

  /**
   * Takes the result of a trial that was asked for.
   *
   * @throws IllegalArgumentException if it is not one that is open
   */
  public void tell(Trial trial) {
    int number = trial.number();
    if (number < batchBegin || number >= proposed.count() || told.containsKey(number)) {
      throw new IllegalArgumentException(
          "trial %d is not open; open are %s"
              .formatted(number, ask().stream().map(Proposal::number).toList()));
    }
    if (!proposed.get(number).equals(trial.assignment())) {
      throw new IllegalArgumentException(
          ("trial %d must be of %s, was of %s: it comes from a search with another space or other"
                  + " settings")
              .formatted(number, proposed.get(number), trial.assignment()));
    }
    told.put(number, trial);
    if (told.size() == proposed.count()) {
      batchBegin = proposed.count();
      proposeBatch();
    }
  }

  private void proposeBatch() {
    List<Trial> before = List.copyOf(told.values());
    int end = batchBegin + Math.min(settings.batch(), settings.trials() - batchBegin);
    for (int number = batchBegin; number < end; number++) {
      Optional<Assignment> next = proposer.propose(number, before, proposed);
      if (next.isEmpty()) {
        return;
      }
      proposed.add(next.get());
    }
  }

  /** Whether nothing is left to try: as many as were asked for were told, or all there are. */
  public boolean isFinished() {
    return batchBegin == proposed.count();
  }

  /** The trials that were told, by number: all of its state. */
  public List<Trial> told() {
    return List.copyOf(told.values());
  }

  /** The best trial told, of equal ones the first; empty if none has a value. */
  public Optional<Trial> best() {
    return told.values().stream()
        .filter(trial -> trial.score().value() != null)
        .max(
            Comparator.comparing(Trial::score)
                .thenComparing(Trial::number, Comparator.reverseOrder()));
  }

  /** SHA-256 of what it searches, how, and what it was told. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    space.parameters().forEach(parameter -> text.append(parameter).append('\n'));
    text.append(settings).append('\n');
    told.values().forEach(trial -> text.append(trial).append('\n'));
    return Ids.sha256(text.toString());
  }
}
