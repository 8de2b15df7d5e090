package io.tidemark.launcher.stream;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the venue says by another way than its streams about the time that was listened to. */
interface VenueAnswers {

  /** By how much the venue's clock is ahead of ours; empty if it does not tell. */
  Optional<Duration> clockAhead();

  /** Its trades of that time, oldest first; empty if it does not tell. */
  Optional<List<MarketTrade>> trades(InstrumentId instrument);

  /** Its closed minutes of that time; empty if it does not tell or lists none. */
  Optional<List<Bar>> minutes(InstrumentId instrument);
}
