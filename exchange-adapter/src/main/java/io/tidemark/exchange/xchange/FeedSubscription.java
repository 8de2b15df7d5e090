package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.StreamState;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A running subscription: its sources and the desk they bring to. */
final class FeedSubscription implements MarketSubscription {

  private final List<InstrumentId> instruments;
  private final FeedDesk desk;
  private final List<FeedSource> sources;
  private final Consumer<FeedSubscription> onClose;

  FeedSubscription(
      List<InstrumentId> instruments,
      FeedDesk desk,
      List<FeedSource> sources,
      Consumer<FeedSubscription> onClose) {
    this.instruments = List.copyOf(instruments);
    this.desk = desk;
    this.sources = List.copyOf(sources);
    this.onClose = onClose;
  }

  void start() {
    sources.forEach(FeedSource::start);
  }

  @Override
  public List<InstrumentId> instruments() {
    return instruments;
  }

  @Override
  public StreamState state() {
    return desk.state();
  }

  @Override
  public List<ChannelStatus> channels() {
    return desk.statuses();
  }

  /** That of the source which is the furthest behind. */
  @Override
  public Optional<Instant> heardAt() {
    List<Optional<Instant>> heard = sources.stream().map(FeedSource::heardAt).toList();
    return heard.stream().allMatch(Optional::isPresent)
        ? heard.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  @Override
  public Optional<OrderBookView> orderBook(InstrumentId instrument) {
    return desk.state() == StreamState.LIVE ? desk.lastBook(instrument) : Optional.empty();
  }

  @Override
  public void close() {
    sources.forEach(FeedSource::close);
    desk.close();
    onClose.accept(this);
  }
}
