package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.feed.MarketStream;
import io.tidemark.ingestor.feed.StreamStatus;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the streams stand. */
@RestController
class StreamController {

  private final MarketStream stream;

  StreamController(MarketStream stream) {
    this.stream = stream;
  }

  @GetMapping("/api/v1/streams")
  @Operation(summary = "State, age and counts of each instrument's stream since the start")
  List<StreamStatus> streams() {
    return stream.statuses();
  }
}
