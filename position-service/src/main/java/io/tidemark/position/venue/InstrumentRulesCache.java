package io.tidemark.position.venue;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The venues' rules for orders, as the ingestor tells them. They are kept in a table of our own, so
 * that open positions can be managed while the ingestor is away. Safe for use by several threads.
 */
public final class InstrumentRulesCache {

  private static final Logger LOG = LoggerFactory.getLogger(InstrumentRulesCache.class);
  private static final int PAGE_SIZE = 1000;

  private final PeerClient client;
  private final URI instruments;
  private final InstrumentRulesTable table;
  private volatile @Nullable SortedMap<InstrumentId, InstrumentRules> known;

  InstrumentRulesCache(PeerClient client, URI ingestor, InstrumentRulesTable table) {
    this.client = client;
    this.instruments = ingestor.resolve("/api/v1/instruments");
    this.table = table;
  }

  /** The rules that are known; the same object until they change. */
  public SortedMap<InstrumentId, InstrumentRules> known() {
    SortedMap<InstrumentId, InstrumentRules> rules = known;
    if (rules == null) {
      rules = table.all();
      known = rules;
    }
    return rules;
  }

  /**
   * Asks the ingestor if one of {@code wanted} is not known. One that it does not know either stays
   * unknown.
   *
   * @throws PeerUnavailableException if it has to be asked and does not tell
   */
  public void require(Collection<InstrumentId> wanted) {
    if (!known().keySet().containsAll(wanted)) {
      refresh();
    }
  }

  /**
   * Asks the ingestor for all rules.
   *
   * @throws PeerUnavailableException if it does not tell any
   */
  public synchronized void refresh() {
    Map<InstrumentId, InstrumentRules> told = ask();
    if (told.isEmpty()) {
      throw new PeerUnavailableException(instruments + " knows no instruments yet");
    }
    SortedMap<InstrumentId, InstrumentRules> merged = new TreeMap<>(known());
    merged.putAll(told);
    if (!merged.equals(known())) {
      table.save(told);
      known = Collections.unmodifiableSortedMap(merged);
    }
  }

  private Map<InstrumentId, InstrumentRules> ask() {
    Map<InstrumentId, InstrumentRules> told = new HashMap<>();
    long read = 0;
    for (int page = 0; ; page++) {
      URI address = URI.create("%s?page=%d&size=%d".formatted(instruments, page, PAGE_SIZE));
      Listings listings = client.get(address, Listings.class);
      List<JsonNode> items = listings.items == null ? List.of() : listings.items;
      items.forEach(listing -> take(listing, told));
      read += items.size();
      if (items.isEmpty() || read >= listings.total) {
        return told;
      }
    }
  }

  /** One that is not complete is left out: its signals are denied, not guessed at. */
  private static void take(JsonNode told, Map<InstrumentId, InstrumentRules> rules) {
    try {
      Listing listing = Listing.of(told);
      rules.put(listing.instrument(), listing.rules());
    } catch (IllegalArgumentException e) {
      LOG.warn("event=instrument_rules_unusable listing={} cause=\"{}\"", told, e.getMessage());
    }
  }

  private record Listings(@Nullable List<JsonNode> items, long total) {}
}
