package io.tidemark.operator.telegram;

import io.tidemark.operator.access.Role;
import io.tidemark.operator.audit.AuditEntry;
import io.tidemark.operator.audit.AuditLog;
import io.tidemark.operator.audit.AuditTable;
import io.tidemark.operator.audit.Caller;
import io.tidemark.operator.control.RemoteCommands;
import io.tidemark.operator.telegram.Reaction.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes updates: decides, then writes in one transaction what it leads to, its record, its answer
 * and that it was taken. For one thread.
 */
final class UpdateDesk {

  private static final String WAY = "telegram";
  private static final String MESSAGE = "MESSAGE";
  private static final int FORBIDDEN = 403;
  private static final int TOO_LATE = 408;
  private static final int TOO_MANY = 429;

  private final TelegramProperties properties;
  private final long botId;
  private final Commands commands;
  private final OneTimeCodes codes;
  private final RemoteCommands remote;
  private final UpdateTable updates;
  private final ChatTable chats;
  private final Replies replies;
  private final AuditTable audit;
  private final AuditLog refusals;
  private final TransactionTemplate transactions;
  private final InstantSource clock;
  private final MessageCount counts = new MessageCount(Duration.ofMinutes(1), System::nanoTime);
  private final MessageCount strangers = new MessageCount(Duration.ofHours(1), System::nanoTime);

  UpdateDesk(
      TelegramProperties properties,
      long botId,
      Commands commands,
      OneTimeCodes codes,
      RemoteCommands remote,
      UpdateTable updates,
      ChatTable chats,
      Replies replies,
      AuditTable audit,
      AuditLog refusals,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.properties = properties;
    this.botId = botId;
    this.commands = commands;
    this.codes = codes;
    this.remote = remote;
    this.updates = updates;
    this.chats = chats;
    this.replies = replies;
    this.audit = audit;
    this.refusals = refusals;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A command that was issued.
   *
   * @param name of it, as the chat knows it
   */
  record Issued(UUID commandId, long chat, String name) {}

  /** Takes an update, unless it was taken before; the command that it led to, if it was one. */
  Optional<Issued> take(Update update) {
    if (update.id() < updates.next(clock.instant())) {
      return Optional.empty();
    }
    if (update.chat() == 0 || update.text() == null) {
      transactions.executeWithoutResult(_ -> updates.take(update.id(), clock.instant()));
      return Optional.empty();
    }
    if (!properties.chats().contains(update.chat())) {
      refuseStranger(update);
      return Optional.empty();
    }
    Caller caller = new Caller("telegram:" + update.chat(), Role.OPERATOR.name(), WAY);
    int count = counts.next(update.chat(), update.id());
    if (count > properties.mostAMinute()) {
      refuseTooMany(update, caller, count);
      return Optional.empty();
    }
    Reaction reaction = decide(update, update.text());
    Optional<Issued> issued =
        Objects.requireNonNull(transactions.execute(_ -> write(update, reaction, caller)));
    if (reaction.effect() instanceof Effect.Issue issue && issue.byCode()) {
      codes.use(update.chat(), issue.command().action());
    }
    return issued;
  }

  private Reaction decide(Update update, String text) {
    Instant now = clock.instant();
    if (update.sentAt().isBefore(now.minus(properties.oldest()))) {
      long seconds = Duration.between(update.sentAt(), now).toSeconds();
      return Reaction.refusal(
          "text",
          TOO_LATE,
          "it was %d s old".formatted(seconds),
          new Markup()
              .line(
                  "Nothing was done: your message of %s reached me %d s later. Send it again."
                      .formatted(update.sentAt(), seconds)));
    }
    return commands.decide(update.chat(), text, now);
  }

  private Optional<Issued> write(Update update, Reaction reaction, Caller caller) {
    Instant now = clock.instant();
    if (!updates.take(update.id(), now)) {
      return Optional.empty();
    }
    Optional<Issued> issued =
        switch (reaction.effect()) {
          case Effect.Issue issue -> issue(update, reaction, issue, caller);
          case Effect.WantAlerts alerts -> {
            chats.setAlerts(update.chat(), alerts.wanted(), now);
            yield record(reaction, caller, now);
          }
          case null -> record(reaction, caller, now);
        };
    replies.add(update.chat(), reaction.reply().html());
    return issued;
  }

  private Optional<Issued> issue(
      Update update, Reaction reaction, Effect.Issue issue, Caller caller) {
    String key = "telegram-%d-%d".formatted(botId, update.id());
    UUID id = remote.issue(issue.command(), key, WAY, caller, reaction.target());
    return Optional.of(new Issued(id, update.chat(), issue.command().action().name()));
  }

  /** Records what is no command, which the desk records itself. */
  private Optional<Issued> record(Reaction reaction, Caller caller, Instant now) {
    audit.add(
        AuditEntry.of(
            now, caller, MESSAGE, reaction.target(), reaction.status(), reaction.detail(), null));
    return Optional.empty();
  }

  /**
   * Tells a stranger its chat's id, which is what somebody who sets the bot up needs, and no more.
   */
  private void refuseStranger(Update update) {
    boolean answer = strangers.next(update.chat(), update.id()) == 1;
    Markup reply =
        new Markup()
            .line(
                "This chat may not ask me anything. Its id is %d; TIDEMARK_TELEGRAM_CHATS lists who may."
                    .formatted(update.chat()));
    if (takeRefused(update, answer ? reply : null)) {
      refuse(
          new Caller("telegram:" + update.chat(), null, WAY),
          FORBIDDEN,
          "the chat is not on the list");
    }
  }

  private void refuseTooMany(Update update, Caller caller, int count) {
    Markup reply =
        new Markup()
            .line(
                "Too many messages: %d a minute are looked at. What you send until the minute is over is not."
                    .formatted(properties.mostAMinute()));
    if (takeRefused(update, count == properties.mostAMinute() + 1 ? reply : null)) {
      refuse(caller, TOO_MANY, "too many messages of a minute");
    }
  }

  private boolean takeRefused(Update update, @Nullable Markup reply) {
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              boolean taken = updates.take(update.id(), clock.instant());
              if (taken && reply != null) {
                replies.add(update.chat(), reply.html());
              }
              return taken;
            }));
  }

  /** By way of the log that lists no more than so many a minute, whoever writes. */
  private void refuse(Caller caller, int status, String why) {
    refusals.refused(AuditEntry.of(clock.instant(), caller, MESSAGE, "text", status, why, null));
  }

  /** Takes an update that cannot be handled, so that those behind it are. */
  void giveUp(Update update, String why) {
    boolean taken =
        takeRefused(
            update, new Markup().line("Nothing was done: something failed here; see the log."));
    if (taken) {
      refuse(new Caller("telegram:" + update.chat(), null, WAY), 500, "it failed: " + why);
    }
  }
}
