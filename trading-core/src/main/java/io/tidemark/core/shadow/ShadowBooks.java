package io.tidemark.core.shadow;

import io.tidemark.core.signal.StrategyKey;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Bar;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.SignalRaised;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shadow books of an instrument's strategies, live ones included, so that they can be compared.
 * A strategy that begins, or has a new configuration, begins a book. Not safe for use by several
 * threads.
 */
public final class ShadowBooks {

  private final Map<StrategyKey, Entry> books = new LinkedHashMap<>();

  /** Books of no strategy. */
  public ShadowBooks() {}

  /** A strategy and its book. */
  private record Entry(StrategyDefinition strategy, ShadowBook book) {}

  /** A trade that a strategy would have made. */
  public record Closed(StrategyDefinition strategy, ShadowTrade trade) {}

  /**
   * How a strategy stands.
   *
   * @param notJudged keys of its definition that its book does not follow
   */
  public record Standing(
      StrategyDefinition strategy, ShadowResult result, List<String> notJudged) {}

  /** Keeps the books of strategies that stay, begins those of new ones, drops the others. */
  public void changeTo(Collection<StrategyDefinition> strategies) {
    Map<StrategyKey, Entry> next = new LinkedHashMap<>();
    strategies.stream()
        .sorted(Comparator.comparing(StrategyDefinition::id))
        .forEach(
            strategy -> {
              StrategyKey key = StrategyKey.of(strategy);
              Entry before = books.get(key);
              next.put(
                  key, before == null ? new Entry(strategy, new ShadowBook(strategy)) : before);
            });
    books.clear();
    books.putAll(next);
  }

  /**
   * Takes the bars that close at one instant, and what was decided on them.
   *
   * @param signals of live and shadow strategies
   * @return what was closed, by strategy
   */
  public List<Closed> step(BarsClosed bars, Collection<SignalRaised> signals) {
    List<Closed> closed = new ArrayList<>();
    for (Entry entry : books.values()) {
      Bar bar = barOf(entry.strategy, bars);
      if (bar != null) {
        entry
            .book
            .step(bar, signalOf(entry.strategy, signals))
            .forEach(trade -> closed.add(new Closed(entry.strategy, trade)));
      }
    }
    return closed;
  }

  private static @Nullable Bar barOf(StrategyDefinition strategy, BarsClosed bars) {
    for (Bar bar : bars.bars()) {
      if (bar.timeframe() == strategy.market().primaryTimeframe()) {
        return bar;
      }
    }
    return null;
  }

  private static @Nullable SignalRaised signalOf(
      StrategyDefinition strategy, Collection<SignalRaised> signals) {
    for (SignalRaised signal : signals) {
      if (signal.strategy().equals(strategy.id())) {
        return signal;
      }
    }
    return null;
  }

  /** How each strategy stands, by id. */
  public List<Standing> standings() {
    return books.values().stream()
        .map(entry -> new Standing(entry.strategy, entry.book.result(), entry.book.notJudged()))
        .toList();
  }

  /** Writes the state of every book. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(books.size());
    for (Map.Entry<StrategyKey, Entry> entry : books.entrySet()) {
      entry.getKey().save(out);
      entry.getValue().book.save(out);
    }
  }

  /**
   * Books of a state that {@link #save} wrote.
   *
   * @param known the definitions on record, past ones included
   * @throws IllegalArgumentException if it is of another version, or of a strategy that is not
   *     known
   */
  public static ShadowBooks restore(
      DataInput in, Function<StrategyKey, Optional<StrategyDefinition>> known) throws IOException {
    ShadowBooks restored = new ShadowBooks();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      StrategyKey key = StrategyKey.restore(in);
      StrategyDefinition strategy =
          known
              .apply(key)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the book's strategy %s is not on record".formatted(key)));
      ShadowBook book = new ShadowBook(strategy);
      book.restore(in);
      restored.books.put(key, new Entry(strategy, book));
    }
    return restored;
  }
}
