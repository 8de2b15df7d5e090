package io.tidemark.kit.messaging;

import io.tidemark.kit.outbox.Outbox;
import io.tidemark.model.Ids;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;

/** The smallest service that has state: it counts trades and tells of each by a command. */
@SpringBootConfiguration
@EnableAutoConfiguration
class CountingService {

  /** The consumer group. */
  static final String GROUP = "counting-service";

  @Bean
  Counter counter(JdbcClient database, Outbox outbox) {
    return new Counter(database, outbox);
  }

  @Bean
  MessageListenerContainer trades(EventConsumers consumers, Counter counter) {
    return consumers.transactional(GROUP, counter, Topic.MARKET_TRADE);
  }

  /** Keeps the count in memory and in the database, which must never disagree. */
  static final class Counter implements EventHandler {

    final AtomicInteger failuresToCome = new AtomicInteger();
    final AtomicInteger resets = new AtomicInteger();
    final Set<String> cannotApply = ConcurrentHashMap.newKeySet();

    private final JdbcClient database;
    private final Outbox outbox;
    private final List<Event> outgoing = new ArrayList<>();
    private int inMemory = -1;

    Counter(JdbcClient database, Outbox outbox) {
      this.database = database;
      this.outbox = outbox;
      database.sql("create table if not exists counted (trade text, number int)").update();
    }

    @Override
    public void handle(Received received) {
      MarketTrade trade = (MarketTrade) received.event();
      if (cannotApply.contains(trade.tradeId())) {
        throw new IllegalStateException("cannot apply " + trade.tradeId());
      }
      if (inMemory < 0) {
        inMemory = count();
      }
      inMemory++;
      database.sql("insert into counted values (?, ?)").params(trade.tradeId(), inMemory).update();
      outgoing.add(
          new ControlCommand(
              Ids.of("count", trade.tradeId()),
              ControlCommand.Action.PAUSE,
              null,
              null,
              null,
              null,
              null,
              "test",
              trade.tradeId() + "=" + inMemory,
              trade.eventTime(),
              trade.observedAt()));
    }

    @Override
    public void flush() {
      outbox.append(outgoing);
      outgoing.clear();
      if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new TransientDataAccessResourceException("the database was away");
      }
    }

    @Override
    public void reset() {
      resets.incrementAndGet();
      outgoing.clear();
      inMemory = -1;
    }

    int count() {
      return database.sql("select count(*) from counted").query(Integer.class).single();
    }
  }
}
