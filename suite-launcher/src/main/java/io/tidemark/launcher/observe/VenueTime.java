package io.tidemark.launcher.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The suite's time beside the machine's: in a replay it passes faster. */
final class VenueTime {

  private @Nullable Instant firstVenue;
  private @Nullable Instant firstHere;
  private @Nullable Instant lastVenue;
  private double speed = 1;

  /** Notes both at one moment. */
  void see(Instant venue, Instant here) {
    if (firstVenue == null || firstHere == null) {
      firstVenue = venue;
      firstHere = here;
    }
    if (lastVenue == null || venue.isAfter(lastVenue)) {
      lastVenue = venue;
    }
    double passedHere = Duration.between(firstHere, here).toMillis();
    double passedThere = Duration.between(firstVenue, lastVenue).toMillis();
    speed = passedHere > 0 ? Math.max(1, passedThere / passedHere) : 1;
  }

  /** As it was last told; empty before. */
  Optional<Instant> last() {
    return Optional.ofNullable(lastVenue);
  }

  /** Seconds of the suite's in one of ours, 1 or above. */
  double speed() {
    return speed;
  }

  /** What passes of the suite's time while this passes of ours. */
  Duration during(Duration here) {
    return Duration.ofMillis((long) (here.toMillis() * speed));
  }
}
