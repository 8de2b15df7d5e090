package io.tidemark.position.stage;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.BusyException;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the journal would lead to the same again; it changes nothing, so anybody may ask. */
@RestController
class ReplayController {

  private final JournalReplay replay;
  private final ReentrantLock running = new ReentrantLock();

  ReplayController(JournalReplay replay) {
    this.replay = replay;
  }

  @GetMapping("/api/v1/replays")
  @Operation(
      summary =
          "Applies the inputs of a window again, and compares what they lead to; from is included,"
              + " to is not")
  ReplayReport replay(@RequestParam Instant from, @RequestParam Instant to) {
    Window window = window(from, to);
    if (!running.tryLock()) {
      throw new BusyException("another replay is running; ask again when it is done");
    }
    try {
      return replay.replay(window);
    } finally {
      running.unlock();
    }
  }

  private static Window window(Instant from, Instant to) {
    try {
      return new Window(from, to);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }
}
