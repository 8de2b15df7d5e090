package io.tidemark.operator.telegram;

import io.tidemark.operator.control.RemoteCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a chat what the services answered to its commands, or that none has for {@value #SECONDS}
 * seconds. In memory: after a restart it is to be asked for. For one thread.
 */
final class FollowUps {

  static final int SECONDS = 10;

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
    List<String> answers = remote.answers(one.command.commandId());
    Markup text = new Markup();
    if (!answers.isEmpty()) {
      text.line(one.command.name(), "was answered:");
      answers.forEach(text::line);
    } else if (now.isAfter(one.until)) {
      text.line(
          one.command.name(),
          "has not been answered by any service for %d s. It stays asked for; see /status."
              .formatted(SECONDS));
    } else {
      return false;
    }
    replies.add(one.command.chat(), text.html());
    return true;
  }
}
