package io.tidemark.operator.telegram;

import io.tidemark.operator.control.RemoteCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a chat what the services answered to its commands, and who has not for {@value #SECONDS}
 * seconds. In memory: after a restart it is to be asked for. For one thread.
 */
final class FollowUps {

  static final int SECONDS = 5;

  private final RemoteCommands remote;
  private final Replies replies;
  private final List<Awaited> awaited = new ArrayList<>();

  FollowUps(RemoteCommands remote, Replies replies) {
    this.remote = remote;
    this.replies = replies;
  }

  private record Awaited(UpdateDesk.Issued command, Instant until) {}

  /** Waits for the answers to a command. */
  void await(UpdateDesk.Issued command, Instant now) {
    awaited.add(new Awaited(command, now.plus(Duration.ofSeconds(SECONDS))));
  }

  boolean areWaiting() {
    return !awaited.isEmpty();
  }

  /** Tells what has been answered by now. */
  void tell(Instant now) {
    awaited.removeIf(one -> isTold(one, now));
  }

  private boolean isTold(Awaited one, Instant now) {
    RemoteCommands.Progress progress = remote.progress(one.command.commandId());
    if (!progress.waitingFor().isEmpty() && !now.isAfter(one.until)) {
      return false;
    }
    Markup text = new Markup();
    if (!progress.answers().isEmpty()) {
      text.line(one.command.name(), "was answered:");
      progress.answers().forEach(text::line);
    }
    if (!progress.waitingFor().isEmpty()) {
      text.line(
          one.command.name(),
          "has not been answered for %d s by: %s. It stays asked for."
              .formatted(SECONDS, String.join(", ", progress.waitingFor())));
    }
    replies.add(one.command.chat(), text.html());
    return true;
  }
}
